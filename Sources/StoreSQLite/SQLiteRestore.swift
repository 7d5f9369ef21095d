package import Core
import Foundation
import GRDB
package import Store

/// A database file that is not there yet.
package struct SQLiteRestore: RestoreTarget {
    private let path: String
    package let dialect = Dialect.sqlite

    package init(path: String) { self.path = path }

    package func refuseUnlessEmpty() async throws {
        for leftover in [path, path + "-wal", path + "-shm"] where FileManager.default.fileExists(atPath: leftover) {
            throw StoreError.failed(reason: "\(leftover) exists already; restore into an empty folder")
        }
    }

    package func take(_ copy: String) async throws {
        try check(copy)
        let parent = URL(filePath: path).deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        if rename(copy, path) == 0 { return }
        // Another file system: copied beside, then renamed, so that a half copy never has the database's name.
        let part = path + ".part"
        defer { try? FileManager.default.removeItem(atPath: part) }
        try FileManager.default.copyItem(atPath: copy, toPath: part)
        guard rename(part, path) == 0 else { throw StoreError.full(reason: "\(path) cannot be written") }
    }

    /// Made beside the tables and put in its place when it is whole.
    package func load(_ tables: String, _ builtIn: Catalog) async throws {
        let (made, whole) = (tables + ".sqlite", tables + ".database")
        let database = try SQLiteDatabase(path: made)
        let now = Clock.system.now
        do {
            try await database.write { try TableImport($0, builtIn: builtIn, at: now).load(tables) }
            try await database.backUp(to: whole)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
        try await take(whole)
    }

    private func check(_ copy: String) throws {
        do {
            let queue = try DatabaseQueue(path: copy)
            let verdict = try queue.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
            try queue.close()
            guard verdict == "ok" else { throw StoreError.failed(reason: "the database in the archive is damaged") }
        } catch is DatabaseError {
            throw StoreError.failed(reason: "the database in the archive is damaged")
        }
    }
}
