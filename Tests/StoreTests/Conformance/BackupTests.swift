import Core
import Foundation
import Store
import StoreSQLite
import TestSupport
import Testing

/// A copy of the whole database, taken while it works.
@Suite struct BackupTests {
    @Test func aCopyOfSQLiteOpensAndHoldsTheSameRows() async throws {
        let path = TemporaryFolder.newPath("copy.sqlite")
        let expected = try await Engine.sqlite.withWorld { world in
            async let copied: Void = world.database.backUp(to: path)
            for number in 1...20 {
                try await world.database.write { try Settings($0).set(.company, "Parvis \(number)") }
            }
            try await copied
            return try await counts(in: world.database)
        }
        let copy = try SQLiteDatabase(path: path)
        #expect(try await counts(in: copy) == expected)
        #expect(try await copy.read { try Journal($0).firstBreak(connection: $0) } == nil)
        #expect(try await Migrator(database: copy, catalog: .builtIn, clock: TestClock().clock).pending().isEmpty)
        await copy.close()
    }

    @Test(arguments: Engine.allCases) func aFileThatIsThereIsNotOverwritten(_ engine: Engine) async throws {
        let path = TemporaryFolder.newPath("precious")
        try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
        try await engine.withDatabase { database in
            await #expect(throws: StoreError.self) { try await database.backUp(to: path) }
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("precious".utf8))
    }

    @Test func aDumpOfPostgreSQLIsThere() async throws {
        let path = TemporaryFolder.newPath("copy.dump")
        try await Engine.postgres.withWorld { try await $0.database.backUp(to: path) }
        let dump = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(dump.starts(with: Data("PGDMP".utf8)))
        #expect(dump.count > 10_000)
    }

    /// Rows by table, for all modules.
    private func counts(in database: any Database) async throws -> [String: Int64] {
        try await database.read { connection in
            var counts: [String: Int64] = [:]
            for module in Catalog.builtIn.modules {
                counts[module.key] = try connection.int("SELECT count(*) FROM \(Identifier(module.key))")
            }
            return counts
        }
    }
}
