package import Core
import Foundation

/// What administrators decided about modules, as it is stored.
package struct Definitions {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// A definition with who saved it last.
    package struct Stored: Sendable {
        package let key: String
        package let definition: ModuleDefinition
        package let version: Int64
        package let updatedAt: Instant
        package let updatedBy: String
    }

    /// All of them, in the order in which they were made.
    package func all() throws -> [Stored] {
        try connection.rows("SELECT * FROM \"definitions\" ORDER BY \"id\"").map(stored)
    }

    package func find(_ key: String) throws -> Stored? {
        try connection.row("SELECT * FROM \"definitions\" WHERE \"key\" = \(key)").map(stored)
    }

    /// Changes when any definition does.
    package func stamp() throws -> Int64 {
        try connection.int("SELECT coalesce(sum(\"version\"), 0) FROM \"definitions\"") ?? 0
    }

    /// The modules as they are now.
    package func catalog(_ builtIn: Catalog) throws -> Catalog {
        builtIn.adapted(try all().map { ($0.key, $0.definition) })
    }

    private func stored(_ row: Row) throws -> Stored {
        Stored(
            key: row["key"].text ?? "",
            definition: try JSONDecoder().decode(ModuleDefinition.self, from: Data((row["body"].text ?? "").utf8)),
            version: row["version"].int ?? 0, updatedAt: row["updated_at"].instant ?? Instant(milliseconds: 0),
            updatedBy: row["updated_by_name"].text ?? "")
    }
}
