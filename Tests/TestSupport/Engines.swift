package import Core
import Foundation
package import Store
import StorePostgres
import StoreSQLite
import Synchronization

/// The engines that every test with a database runs on.
package enum Engine: String, CaseIterable, Sendable {
    case sqlite, postgres

    /// A database of the test's own, without tables.
    package func emptyDatabase() async throws -> any Database {
        switch self {
        case .sqlite: try SQLiteDatabase(path: TemporaryFolder.newPath("test.sqlite"))
        case .postgres: try await PostgresServer.database(named: "engine", connections: 4)
        }
    }

    /// A database of the test's own with the tables of the built-in modules. The caller closes it.
    package func database() async throws -> any Database {
        switch self {
        case .sqlite: try await MigratedCopies.sqlite()
        case .postgres: try await MigratedCopies.postgres()
        }
    }

    /// A database of the test's own with the tables of `catalog`. The caller closes it.
    package func database(_ catalog: Catalog) async throws -> any Database {
        let database = try await emptyDatabase()
        try await Migrator(database: database, catalog: catalog, clock: TestClock().clock).migrate()
        return database
    }

    /// Lends `body` a database with the tables of the built-in modules and closes it.
    @discardableResult
    package func withDatabase<T>(_ body: (any Database) async throws -> T) async throws -> T {
        try await Engine.lend(try await database(), body)
    }

    /// Lends `body` a database with the tables of `catalog` and closes it.
    @discardableResult
    package func withDatabase<T>(_ catalog: Catalog, _ body: (any Database) async throws -> T) async throws -> T {
        try await Engine.lend(try await database(catalog), body)
    }

    /// Lends `body` a database without tables and closes it.
    @discardableResult
    package func withEmptyDatabase<T>(_ body: (any Database) async throws -> T) async throws -> T {
        try await Engine.lend(try await emptyDatabase(), body)
    }

    /// Lends `body` the named world in a database of its own.
    @discardableResult
    package func withWorld<T>(_ body: (World) async throws -> T) async throws -> T {
        try await withDatabase { try await body(try await World.make(in: $0)) }
    }

    private static func lend<T>(_ database: any Database, _ body: (any Database) async throws -> T) async throws -> T {
        do {
            let result = try await body(database)
            await database.close()
            return result
        } catch {
            await database.close()
            throw error
        }
    }
}

/// A folder for the files of this test process, removed when the process ends.
package enum TemporaryFolder {
    private static let url: URL = {
        let made = FileManager.default.temporaryDirectory.appendingPathComponent("parvis-tests-\(getpid())")
        // When it cannot be made, the first file in it says why.
        try? FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
        atexit { try? FileManager.default.removeItem(at: TemporaryFolder.url) }
        return made
    }()

    /// A path that no other call was given.
    package static func newPath(_ name: String) -> String {
        let number = numbers.withLock { number in
            number += 1
            return number
        }
        return url.appendingPathComponent("\(number)-\(name)").path
    }

    private static let numbers = Mutex(0)
}

extension Engine {
    /// Somewhere to restore a backup to, and how to open it afterwards.
    package func restoreTarget() async throws -> (
        target: any RestoreTarget, open: @Sendable () async throws -> any Database
    ) {
        switch self {
        case .sqlite:
            let path = TemporaryFolder.newPath("restored.sqlite")
            return (SQLiteRestore(path: path), { try SQLiteDatabase(path: path) })
        case .postgres:
            let url = try await MigratedCopies.emptyPostgres()
            return (try PostgresRestore(url: url), { try await PostgresDatabase.open(url: url, connections: 2) })
        }
    }
}
