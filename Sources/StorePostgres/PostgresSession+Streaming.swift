import CPostgres
import Core
import Store

extension PostgresSession {
    private static let batch = 500

    /// Streams through a cursor of the server. Unlike libpq's single-row mode, the connection is free between batches,
    /// so `body` may use it; a slow reader does not run into the statement time-out; and stopping early costs nothing.
    func each(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        let (text, values) = sql.rendered()
        guard Self.isQuery(text) else { return try rows(sql).forEach(body) }
        cursors += 1
        defer { cursors -= 1 }
        // The depth of nesting makes the name, so that the same text comes back and stays prepared.
        let cursor = "c\(cursors)"
        _ = try execute("DECLARE \(cursor) NO SCROLL CURSOR FOR " + text, values)
        do {
            try fetch(cursor, body)
        } catch {
            if connection.transaction == PQTRANS_INTRANS { pending.append("CLOSE \(cursor)") }
            throw error
        }
        pending.append("CLOSE \(cursor)")
    }

    private func fetch(_ cursor: String, _ body: (Row) throws -> Void) throws {
        var reader: RowReader?
        while true {
            let result = try asStoreError { try exchange([.command("FETCH \(Self.batch) FROM \(cursor)")]) }
            let known = reader ?? RowReader(result)
            reader = known
            for index in 0..<result.rowCount { try body(known.row(result, index)) }
            if result.rowCount < Self.batch { return }
        }
    }

    /// Only queries can have a cursor; statements that change rows and return them are answered as a whole.
    private static func isQuery(_ text: String) -> Bool {
        let word = text.drop(while: \.isWhitespace).prefix(while: \.isLetter).uppercased()
        return ["SELECT", "WITH", "VALUES"].contains(word)
    }
}
