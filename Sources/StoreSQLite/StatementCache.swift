import Core
import GRDBSQLite
import Store

/// A prepared statement with the names of its columns.
final class PreparedStatement {
    let handle: OpaquePointer
    /// One that is giving rows must not start anew.
    var isBusy = false
    private var columns: Columns?
    private var preparations: Int32 = 0

    init(_ handle: OpaquePointer) { self.handle = handle }

    /// The names of the row at hand. SQLite prepares a statement anew when the schema has changed, and `*` then means other columns.
    func currentColumns() -> Columns {
        let preparations = sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_REPREPARE, 0)
        if let columns, preparations == self.preparations { return columns }
        let names = (0..<sqlite3_column_count(handle)).map { String(cString: sqlite3_column_name(handle, $0)) }
        let current = Columns(names)
        (columns, self.preparations) = (current, preparations)
        return current
    }
}

/// The prepared statements of one connection, by their text. To be emptied before the connection is closed.
///
/// Unchecked, because it goes where its connection goes: whoever holds the connection, and nobody else, uses it.
final class StatementCache: @unchecked Sendable {
    private let connection: OpaquePointer
    private var statements: [String: PreparedStatement] = [:]
    private static let most = 400

    init(_ connection: OpaquePointer) { self.connection = connection }

    /// Lends the statement of a text until `giveBack`.
    func lend(_ text: String) throws -> PreparedStatement {
        if let known = statements[text], !known.isBusy {
            known.isBusy = true
            return known
        }
        var handle: OpaquePointer?
        guard sqlite3_prepare_v3(connection, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil) == SQLITE_OK,
            let handle
        else { throw SQLiteConnection.problem(of: connection) }
        let made = PreparedStatement(handle)
        made.isBusy = true
        if statements.count >= StatementCache.most { forgetIdle() }
        // Whoever runs a statement inside itself gets another, which is not kept.
        if statements[text] == nil { statements[text] = made }
        return made
    }

    func giveBack(_ statement: PreparedStatement, _ text: String) {
        sqlite3_reset(statement.handle)
        sqlite3_clear_bindings(statement.handle)
        statement.isBusy = false
        if statements[text] !== statement { sqlite3_finalize(statement.handle) }
    }

    /// Finalises what is not in use.
    func forgetIdle() {
        for (text, statement) in statements where !statement.isBusy {
            sqlite3_finalize(statement.handle)
            statements[text] = nil
        }
    }
}
