import Core
import Dispatch
import Foundation
import Store
import StorePostgres
import StoreSQLite

/// Databases with the tables of the built-in modules, each a copy of one that is made once for the process: a copy takes
/// a tenth of the time.
enum MigratedCopies {
    static func sqlite() async throws -> any Database {
        let path = TemporaryFolder.newPath("copy.sqlite")
        try FileManager.default.copyItem(atPath: try await sqliteTemplate.value, toPath: path)
        return try SQLiteDatabase(path: path)
    }

    /// On a server of our own a copy is a database; on one that was given, which should stay as it was, it is a schema.
    static func postgres() async throws -> any Database {
        guard ProcessInfo.processInfo.environment["PARVIS_TEST_POSTGRES"] == nil else {
            let database = try await PostgresServer.database(named: "copy", connections: 4)
            try await migrate(database)
            return database
        }
        let server = try await PostgresServer.shared.value
        let template = try await postgresTemplate.value
        let name = "copy_" + TemporaryFolder.newPath("").split(separator: "/").joined().filter(\.isNumber)
        try await command("CREATE DATABASE \(name) TEMPLATE \(template) STRATEGY wal_log", on: server.url)
        return try await PostgresDatabase.open(
            url: address(of: name, on: server.url), connections: 4, statementTimeout: PostgresServer.patience,
            waitLimit: PostgresServer.patience, jobLimit: PostgresServer.patience)
    }

    /// The address of a database of the test's own, without tables.
    static func emptyPostgres() async throws -> String {
        let server = try await PostgresServer.shared.value
        let name = "empty_" + TemporaryFolder.newPath("").split(separator: "/").joined().filter(\.isNumber)
        try await command("CREATE DATABASE \(name)", on: server.url)
        return address(of: name, on: server.url)
    }

    private static let sqliteTemplate = Task {
        let path = TemporaryFolder.newPath("template.sqlite")
        let database = try SQLiteDatabase(path: path)
        try await migrate(database)
        await database.close()
        return path
    }

    private static let postgresTemplate = Task {
        let server = try await PostgresServer.shared.value
        try await command("CREATE DATABASE parvis_template", on: server.url)
        let database = try await PostgresDatabase.open(
            url: address(of: "parvis_template", on: server.url), connections: 1)
        try await migrate(database)
        // A database with connections cannot be copied.
        await database.close()
        return "parvis_template"
    }

    private static func migrate(_ database: any Database) async throws {
        try await Migrator(database: database, catalog: .builtIn, clock: TestClock().clock).migrate()
    }

    private static func address(of database: String, on url: String) -> String {
        let parts = url.split(separator: "?", maxSplits: 1)
        let server = parts[0].prefix(upTo: parts[0].lastIndex(of: "/") ?? parts[0].endIndex)
        return parts.count > 1 ? "\(server)/\(database)?\(parts[1])" : "\(server)/\(database)"
    }

    private static let queue = DispatchQueue(label: "parvis.tests.copies")

    /// Runs a statement that PostgreSQL takes outside transactions only. One at a time: copies are made by writing much.
    private static func command(_ statement: String, on url: String) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            queue.async { continuation.resume(with: Result { try psql(statement, url) }) }
        }
    }

    private static func psql(_ statement: String, _ url: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["psql", "--no-psqlrc", "--quiet", "--dbname=\(url)", "--command=\(statement)"]
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw StoreError.failed(reason: "psql failed: \(statement)") }
    }
}
