import Dispatch
import Foundation
import GRDB
import Store

/// Tries changes on a copy of the database that nobody else sees, on a thread of its own, and deletes the copy.
struct Trial: Sendable {
    let source: DatabasePool

    func run<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<T, any Error>) in
            DispatchQueue.global().async { continuation.resume(with: Result { try tried(body) }) }
        }
    }

    private func tried<T>(_ body: (any Connection) throws -> T) throws -> T {
        let path = source.path + "-trial-" + UUID().uuidString
        defer { Trial.remove(path) }
        // Made first, so that nobody but the owner can ever read it.
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw StoreError.full(reason: "\(path) cannot be made")
        }
        do {
            let copy = try DatabaseQueue(path: path, configuration: SQLiteDatabase.configuration)
            try source.backup(to: copy)
            return try copy.writeWithoutTransaction { try result(of: body, on: $0) }
        } catch let error as DatabaseError {
            throw SQLiteConnection.translated(error)
        }
    }

    /// Nothing has to survive a power cut here.
    private func result<T>(of body: (any Connection) throws -> T, on db: GRDB.Database) throws -> T {
        try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF")
        guard let handle = db.sqliteConnection else { throw StoreError.unavailable(reason: "no connection") }
        let statements = StatementCache(handle)
        defer { statements.forgetIdle() }
        var result: T?
        try db.inTransaction(.immediate) {
            result = try body(SQLiteConnection(handle, statements))
            return .rollback
        }
        guard let result else { throw StoreError.failed(reason: "a trial without result") }
        return result
    }

    private static func remove(_ path: String) {
        for ending in ["", "-journal", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path + ending) {
            do { try FileManager.default.removeItem(atPath: path + ending) } catch { continue }
        }
    }
}
