import Core
import GRDB
import GRDBSQLite
import Store

/// One SQLite connection. Statements are cached by text; values are read straight from SQLite, which is three times faster than through rows of GRDB.
final class SQLiteConnection: Connection {
    let dialect = Dialect.sqlite
    private let db: GRDB.Database?
    private let failure: (any Error)?
    private var depth = 0

    init(_ db: GRDB.Database) {
        self.db = db
        failure = nil
    }

    /// A connection on which everything fails, for work that could not begin.
    init(unavailable failure: (any Error)?) {
        db = nil
        self.failure = failure
    }

    private func open() throws -> GRDB.Database {
        guard let db else { throw failure ?? StoreError.unavailable(reason: "no connection") }
        return db
    }

    var isInTransaction: Bool { db.map { sqlite3_get_autocommit($0.sqliteConnection) == 0 } ?? false }

    func rows(_ sql: Store.SQL) throws -> [Core.Row] {
        var rows: [Core.Row] = []
        try each(sql) { rows.append($0) }
        return rows
    }

    func each(_ sql: Store.SQL, _ body: (Core.Row) throws -> Void) throws {
        let prepared = try prepared(sql)
        let statement = prepared.sqliteStatement
        defer { withExtendedLifetime(prepared) { _ = sqlite3_reset(statement) } }
        let columns = Columns(
            (0..<sqlite3_column_count(statement)).map { String(cString: sqlite3_column_name(statement, $0)) })
        while try step(statement) {
            try body(Core.Row(columns: columns, values: (0..<Int32(columns.names.count)).map { value(statement, $0) }))
        }
    }

    @discardableResult
    func run(_ sql: Store.SQL) throws -> Int {
        let prepared = try prepared(sql)
        let statement = prepared.sqliteStatement
        defer { withExtendedLifetime(prepared) { _ = sqlite3_reset(statement) } }
        while try step(statement) {}
        return Int(sqlite3_changes(try open().sqliteConnection))
    }

    func script(_ text: Store.SQL) throws {
        guard sqlite3_exec(try open().sqliteConnection, text.rendered().text, nil, nil, nil) == SQLITE_OK else {
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
        guard sqlite3_exec(try open().sqliteConnection, text, nil, nil, nil) == SQLITE_OK else { throw problem() }
    }

    private func prepared(_ sql: Store.SQL) throws -> Statement {
        let (text, values) = sql.rendered()
        var statement: Statement
        do {
            statement = try open().cachedStatement(sql: text)
            // One that is giving rows right now must not start anew; whoever runs it inside itself gets another.
            if sqlite3_stmt_busy(statement.sqliteStatement) != 0 { statement = try open().makeStatement(sql: text) }
        } catch let error as DatabaseError {
            throw SQLiteConnection.translated(error)
        }
        sqlite3_reset(statement.sqliteStatement)
        for (index, value) in values.enumerated() {
            // PostgreSQL cannot hold U+0000 in text, so neither engine takes it.
            if case .text(let text) = value, text.utf8.contains(0) {
                throw StoreError.refused(constraint: "text without U+0000")
            }
            guard bind(value, to: statement.sqliteStatement, at: Int32(index + 1)) == SQLITE_OK else { throw problem() }
        }
        return statement
    }

    private func step(_ statement: OpaquePointer) throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw problem()
        }
    }

    private func problem() -> any Error {
        guard let db else { return failure ?? StoreError.unavailable(reason: "no connection") }
        let code = sqlite3_extended_errcode(db.sqliteConnection)
        return SQLiteConnection.translated(code: code, message: String(cString: sqlite3_errmsg(db.sqliteConnection)))
    }
}
