import Core
import TestSupport

@testable import Store

/// Two tables that only the conformance suite knows: things, and parts that belong to things.
enum Shelf {
    static let things = Table(
        "things",
        [
            .key("id"), Column("name", .text).unique(), Column("count", .integer), Column("day", .day),
            Column("data", .bytes),
            Column("left", .integer), Column("right", .integer),
        ], unique: [["left", "right"]])
    static let parts = Table(
        "parts",
        [.key("id"), Column("thing_id", .integer).required().pointing(to: "things"), Column("label", .text).required()])

    /// Lends a database with the two tables.
    static func with<T>(_ engine: Engine, _ body: (any Database) async throws -> T) async throws -> T {
        try await engine.withEmptyDatabase { database in
            try await database.write { connection in
                for table in [things, parts] { try connection.script(table.creation(connection.dialect)) }
            }
            return try await body(database)
        }
    }

    static func add(_ id: Int, _ name: String? = nil, _ connection: any Connection) throws {
        try connection.run("INSERT INTO \"things\" (\"id\", \"name\") VALUES (\(id), \(name))")
    }

    static func ids(_ connection: any Connection) throws -> [Int64] {
        try connection.rows("SELECT \"id\" FROM \"things\" ORDER BY \"id\"").compactMap { $0[0].int }
    }

    /// Things numbered from 1, made by the database.
    static func fill(_ count: Int, _ connection: any Connection) throws {
        try connection.run(
            """
            INSERT INTO "things" ("id", "name") WITH RECURSIVE "n" ("i") AS (SELECT 1 UNION ALL SELECT "i" + 1 FROM "n" \
            WHERE "i" < \(count)) SELECT "i", 'thing ' || "i" FROM "n"
            """)
    }
}

/// Stops a body on purpose.
struct Stop: Error {}
