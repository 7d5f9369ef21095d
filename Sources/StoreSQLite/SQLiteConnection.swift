import Core
import GRDBSQLite
import Store

/// One SQLite connection, for the length of one read or write. Statements are cached by text; values are read straight from SQLite, which is
/// three times faster than through rows of GRDB.
final class SQLiteConnection: Connection {
    let dialect = Dialect.sqlite
    private let handle: OpaquePointer?
    private let statements: StatementCache?
    private let failure: (any Error)?
    private var depth = 0

    init(_ handle: OpaquePointer, _ statements: StatementCache) {
        self.handle = handle
        self.statements = statements
        failure = nil
    }

    /// A connection on which everything fails, for work that could not begin.
    init(unavailable failure: (any Error)?) {
        handle = nil
        statements = nil
        self.failure = failure
    }

    private func open() throws -> (handle: OpaquePointer, statements: StatementCache) {
        guard let handle, let statements else {
            throw failure ?? StoreError.unavailable(reason: "no connection")
        }
        return (handle, statements)
    }

    var isInTransaction: Bool { handle.map { sqlite3_get_autocommit($0) == 0 } ?? false }

    func rows(_ sql: Store.SQL) throws -> [Core.Row] {
        var rows: [Core.Row] = []
        try each(sql) { rows.append($0) }
        return rows
    }

    func each(_ sql: Store.SQL, _ body: (Core.Row) throws -> Void) throws {
        try using(sql) { statement in
            guard try step(statement.handle) else { return }
            let columns = statement.currentColumns()
            let range = 0..<Int32(columns.names.count)
            repeat {
                try body(Core.Row(columns: columns, values: range.map { value(statement.handle, $0) }))
            } while try step(statement.handle)
        }
    }

    @discardableResult
    func run(_ sql: Store.SQL) throws -> Int {
        try using(sql) { statement in
            while try step(statement.handle) {}
            return Int(sqlite3_changes(try open().handle))
        }
    }

    func script(_ text: Store.SQL) throws {
        guard sqlite3_exec(try open().handle, text.rendered().text, nil, nil, nil) == SQLITE_OK else {
            throw problem()
        }
    }

    func savepoint<T>(_ body: () throws -> T) throws -> T {
        depth += 1
        defer { depth -= 1 }
        let name = "level\(depth)"
        try execute("SAVEPOINT \(name)")
        do {
            let result = try body()
            try execute("RELEASE \(name)")
            return result
        } catch {
            // When the failure ended the whole transaction there is no savepoint left to return to.
            if isInTransaction { try execute("ROLLBACK TO \(name); RELEASE \(name)") }
            throw error
        }
    }

    private func execute(_ text: String) throws {
        guard sqlite3_exec(try open().handle, text, nil, nil, nil) == SQLITE_OK else { throw problem() }
    }

    private func using<T>(_ sql: Store.SQL, _ body: (PreparedStatement) throws -> T) throws -> T {
        let (text, values) = sql.rendered()
        let statements = try open().statements
        let statement = try statements.lend(text)
        defer { statements.giveBack(statement, text) }
        for (index, value) in values.enumerated() {
            // PostgreSQL cannot hold U+0000 in text, so neither engine takes it.
            if case .text(let text) = value, text.utf8.contains(0) {
                throw StoreError.refused(constraint: "text without U+0000")
            }
            guard bind(value, to: statement.handle, at: Int32(index + 1)) == SQLITE_OK else { throw problem() }
        }
        return try body(statement)
    }

    private func step(_ statement: OpaquePointer) throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw problem()
        }
    }

    private func problem() -> any Error {
        handle.map(SQLiteConnection.problem) ?? failure ?? StoreError.unavailable(reason: "no connection")
    }

    /// What the connection says went wrong last.
    static func problem(of handle: OpaquePointer) -> any Error {
        translated(code: sqlite3_extended_errcode(handle), message: String(cString: sqlite3_errmsg(handle)))
    }
}
