import Core
import Crypto
import Foundation

/// One thing in the schema, made once and never edited: a table, a column or an index.
struct SchemaObject: Sendable {
    let name: String
    /// Runs when the object is missing; nil for a column that came with its table.
    let sql: SQL?
    /// What is frozen: a shipped object whose hash changes is refused.
    let hash: String

    init(_ name: String, _ sql: SQL, frozen: SQL? = nil) {
        self.name = name
        self.sql = sql
        hash = SchemaObject.hash(frozen ?? sql)
    }

    static func hash(_ sql: SQL) -> String { hash(of: sql.rendered().text) }

    static func hash(of text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).prefix(8).map { String(format: "%02x", $0) }.joined()
    }
}
