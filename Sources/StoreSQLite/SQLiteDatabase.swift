import Dispatch
import Foundation
import GRDB
import SQLiteShim
package import Store

/// The embedded engine: one writing connection with group commit, readers beside it, every commit synced before it is acknowledged.
///
/// Reads run on the calling thread: they take tens of microseconds and a hop would double that.
package final class SQLiteDatabase: Store.Database {
    package let dialect = Dialect.sqlite
    private let pool: DatabasePool
    private let readers: ReaderPool
    private let writes: WriteQueue
    private let lock: ProcessLock

    /// What must come before SQLite's first use; that it was used already, in a test, costs only time.
    private static let prepared = parvis_sqlite_without_memory_statistics()

    /// Opens or creates the database file for this process alone: SQLite 3.40 must not see two processes that write and checkpoint.
    /// With `reserve`, room is kept back beside it, so that a full disk does not keep the program from starting.
    package init(path: String, readers: Int = 4, reserve: Bool = false) throws {
        _ = SQLiteDatabase.prepared
        lock = try ProcessLock(path: path + ".lock")
        pool =
            reserve
            ? try Reserve(path: path + ".reserve").whileOpening { try SQLiteDatabase.pool(path) }
            : try SQLiteDatabase.pool(path)
        self.readers = ReaderPool(path: path, keeping: readers)
        writes = WriteQueue(pool: pool)
    }

    private static func pool(_ path: String) throws -> DatabasePool {
        do {
            let pool = try DatabasePool(path: path, configuration: configuration)
            // DatabasePool sets NORMAL after prepareDatabase; an acknowledged write must be on disk.
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
                    throw StoreError.failed(reason: "SQLite did not accept synchronous = FULL")
                }
            }
            return pool
        } catch let error as DatabaseError {
            throw SQLiteConnection.translated(error)
        }
    }

    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA mmap_size = 0; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY")
            if let handle = db.sqliteConnection { try makeFoldingKnown(in: handle) }
        }
        return configuration
    }

    package func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try readers.read(body)
    }

    package func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await writes.perform(body)
    }

    /// On a copy: a transaction of minutes would keep the only writer from everybody.
    package func trial<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await Trial(source: pool).run(body)
    }

    package var load: DatabaseLoad { DatabaseLoad(used: readers.used, waiting: writes.waiting) }

    package func backUp(to path: String) async throws {
        try await copying(pool, to: path)
    }

    package func close() async {
        readers.close()
        writes.close()
        do { try pool.close() } catch { /* A copy that is still being made keeps it open until it ends. */  }
    }
}

/// Runs a copy on a thread of its own.
func copying(_ source: any DatabaseReader, to path: String) async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        DispatchQueue.global().async { continuation.resume(with: Result { try copy(source, to: path) }) }
    }
}

/// Copies one snapshot of the database and checks the copy.
private func copy(_ source: any DatabaseReader, to path: String) throws {
    guard !FileManager.default.fileExists(atPath: path) else {
        throw StoreError.failed(reason: "\(path) exists already")
    }
    let target = try DatabaseQueue(path: path)
    try source.backup(to: target)
    let verdict = try target.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA journal_mode = DELETE")
        return try String.fetchOne(db, sql: "PRAGMA integrity_check")
    }
    try target.close()
    guard verdict == "ok" else { throw StoreError.failed(reason: "the copy is damaged: \(verdict ?? "no answer")") }
}
