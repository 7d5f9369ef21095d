import Core
import GRDBSQLite
import Store

/// Makes `folded(text)` known in a connection's statements: text without case and accents, by the same function that fills `search_text`.
func makeFoldingKnown(in connection: OpaquePointer) throws {
    let code = sqlite3_create_function_v2(
        connection, "folded", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nil,
        { context, count, arguments in
            guard count == 1, let text = arguments?[0].flatMap(sqlite3_value_text) else {
                return sqlite3_result_null(context)
            }
            let folded = folded(String(cString: text))
            sqlite3_result_text(context, folded, Int32(clamping: folded.utf8.count), transient)
        }, nil, nil, nil)
    guard code == SQLITE_OK else { throw SQLiteConnection.problem(of: connection) }
}
