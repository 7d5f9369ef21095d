package import Core
import NIOPosix
package import Store

/// A PostgreSQL database, or a schema of one, without tables.
package struct PostgresRestore: RestoreTarget {
    private let address: PostgresAddress
    package let dialect = Dialect.postgres

    package init(url: String) throws {
        address = try PostgresAddress(url)
    }

    package func refuseUnlessEmpty() async throws {
        // Without the schema in the address, which would be made: the copy makes it itself.
        let database = try await PostgresDatabase.open(url: address.url, connections: 1)
        let schema = address.schema?.name
        let found: String?
        do {
            found = try await database.read { try PostgresRestore.firstTable($0, in: schema) }
        } catch {
            await database.close()
            throw error
        }
        await database.close()
        guard let found else { return }
        throw StoreError.failed(
            reason: "the database is not empty (there is a table \(found)); restore into a new database")
    }

    private static func firstTable(_ connection: any Connection, in schema: String?) throws -> String? {
        let place: SQL =
            schema.map { "\"table_schema\" = \($0)" }
            ?? "\"table_schema\" NOT IN ('pg_catalog', 'information_schema')"
        return try connection.row(
            "SELECT \"table_name\" FROM information_schema.tables WHERE \(place) ORDER BY \"table_name\" LIMIT 1")?[0]
            .text
    }

    /// One transaction, as many hours as it takes.
    package func load(_ tables: String, _ builtIn: Catalog) async throws {
        let database = try await PostgresDatabase.open(url: address.url, connections: 1)
        let now = Clock.system.now
        do {
            try await database.write { try TableImport($0, builtIn: builtIn, at: now).load(tables) }
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }

    /// One transaction: a copy that turns out to be damaged leaves nothing behind.
    package func take(_ copy: String) async throws {
        let program = PostgresProgram(name: "pg_restore", address: address)
        try await NIOThreadPool.singleton.runIfActive {
            try program.run([
                "--no-owner", "--exit-on-error", "--single-transaction", "--no-password",
                "--dbname", try program.databaseName(), copy,
            ])
        }
    }
}
