import GRDBSQLite
import Store
import Synchronization

/// Connections that only read, each used by one read at a time. A read never waits for another: when all are taken, one more is opened.
///
/// GRDB's pool of readers costs 30 µs a read (queues, savepoints, its own statements); a page's reads cost about as much altogether.
final class ReaderPool: Sendable {
    private let path: String
    private let most: Int
    private let state = Mutex(State())

    private struct State {
        var idle: [Reader] = []
        var used = 0
        var isClosed = false
    }

    /// Keeps at most `most` connections for the next reads.
    init(path: String, keeping most: Int) {
        self.path = path
        self.most = most
    }

    /// Runs `body` on one snapshot.
    func read<T>(_ body: (SQLiteConnection) throws -> T) throws -> T {
        let reader = try take()
        defer { giveBack(reader) }
        return try reader.snapshot(body)
    }

    private func take() throws -> Reader {
        let idle = try state.withLock { state in
            guard !state.isClosed else { throw StoreError.unavailable(reason: "the database is closed") }
            state.used += 1
            return state.idle.popLast()
        }
        if let idle { return idle }
        do { return try Reader(path: path) } catch {
            state.withLock { $0.used -= 1 }
            throw error
        }
    }

    var used: Int { state.withLock { $0.used } }

    private func giveBack(_ reader: Reader) {
        let isKept = state.withLock { state in
            state.used -= 1
            guard !state.isClosed, state.idle.count < most else { return false }
            state.idle.append(reader)
            return true
        }
        if !isKept { reader.close() }
    }

    func close() {
        let idle = state.withLock { state in
            defer { state.idle = [] }
            state.isClosed = true
            return state.idle
        }
        for reader in idle { reader.close() }
    }
}

/// One connection that only reads. Unchecked, because it is in one pair of hands: the pool gives it to one read and takes it back afterwards.
private final class Reader: @unchecked Sendable {
    private let handle: OpaquePointer
    private let statements: StatementCache

    init(path: String) throws {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let handle else {
            sqlite3_close(handle)
            throw SQLiteConnection.translated(code: code, message: "\(path) cannot be opened")
        }
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, 5000)
        self.handle = handle
        statements = StatementCache(handle)
        do {
            try prepare()
        } catch {
            sqlite3_close_v2(handle)
            throw error
        }
    }

    private func prepare() throws {
        try makeFoldingKnown(in: handle)
        let settings = "PRAGMA mmap_size = 0; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY"
        guard sqlite3_exec(handle, settings, nil, nil, nil) == SQLITE_OK else {
            throw SQLiteConnection.problem(of: handle)
        }
    }

    /// The transaction is what makes all statements see the same moment.
    func snapshot<T>(_ body: (SQLiteConnection) throws -> T) throws -> T {
        let connection = SQLiteConnection(handle, statements)
        try connection.run("BEGIN")
        // After a failure inside SQLite there may be no transaction left to end.
        defer { if connection.isInTransaction { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) } }
        let result = try body(connection)
        try connection.run("COMMIT")
        return result
    }

    func close() {
        statements.forgetIdle()
        sqlite3_close_v2(handle)
    }
}
