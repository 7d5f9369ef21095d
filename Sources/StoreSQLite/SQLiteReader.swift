import GRDB
package import Store

/// The database file beside the process that serves it: reads and backups, never a write or a checkpoint.
package final class SQLiteReader: Store.Database {
    package let dialect = Dialect.sqlite
    private let queue: DatabaseQueue

    package init(path: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in if let handle = db.sqliteConnection { try makeFoldingKnown(in: handle) } }
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
        } catch let error as DatabaseError {
            throw SQLiteConnection.translated(error)
        }
    }

    package func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try readHere(body)
    }

    private func readHere<T>(_ body: (any Connection) throws -> T) throws -> T {
        do {
            return try queue.read { db in
                guard let handle = db.sqliteConnection else { throw StoreError.unavailable(reason: "no connection") }
                let statements = StatementCache(handle)
                defer { statements.forgetIdle() }
                return try body(SQLiteConnection(handle, statements))
            }
        } catch let error as DatabaseError {
            throw SQLiteConnection.translated(error)
        }
    }

    package func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        throw StoreError.unavailable(reason: "this database was opened for reading")
    }

    package func backUp(to path: String) async throws { try await copying(queue, to: path) }
    package func close() async { try? queue.close() }
}
