import Dispatch
import GRDB
import Store
import Synchronization

/// Group commit: the writes that wait while one commit is being synced share the next one.
///
/// Each write has a savepoint of its own, so one that fails takes nothing of the others with it; all are acknowledged after the shared sync.
final class WriteQueue: Sendable {
    private let pool: DatabasePool
    private let queue = DispatchQueue(label: "parvis.sqlite.write")
    private let state = Mutex(State())
    /// The writing connection's statements; only its own thread uses them.
    private let statements = Mutex<StatementCache?>(nil)
    private static let most = 64

    /// One write: `run` does it and returns what to do once it is known whether the commit held.
    private struct Job: Sendable {
        let run: @Sendable (SQLiteConnection) -> Done
    }
    private struct State {
        var waiting: [Job] = []
        var isClosed = false
    }
    private typealias Done = (_ commit: (any Error)?) -> Void

    init(pool: DatabasePool) { self.pool = pool }

    func perform<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<T, any Error>) in
            let job = Job { connection in
                let result = Result { try connection.savepoint { try body(connection) } }
                return { failure in
                    if let failure, case .success = result {
                        continuation.resume(throwing: failure)
                    } else {
                        continuation.resume(with: result)
                    }
                }
            }
            let count = state.withLock { state in
                if !state.isClosed { state.waiting.append(job) }
                return state.isClosed ? 0 : state.waiting.count
            }
            if count == 0 { continuation.resume(throwing: StoreError.unavailable(reason: "the database is closed")) }
            if count == 1 { queue.async { self.drain() } }
        }
    }

    /// How many writes wait for a commit, with those that are in one.
    var waiting: Int { state.withLock { $0.waiting.count } }

    private func drain() {
        let batch = state.withLock { Array($0.waiting.prefix(WriteQueue.most)) }
        guard !batch.isEmpty else { return }
        commit(batch)
        let more = state.withLock { state in
            state.waiting.removeFirst(batch.count)
            return !state.waiting.isEmpty
        }
        if more { queue.async { self.drain() } }
    }

    private func commit(_ batch: [Job]) {
        var done: [Done] = []
        var failure: (any Error)?
        do {
            try pool.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    try self.run(batch, on: db, &done)
                    return .commit
                }
            }
        } catch let error as DatabaseError {
            failure = SQLiteConnection.translated(error)
        } catch {
            failure = error
        }
        finish(batch, done, failure)
    }

    private func run(_ batch: [Job], on db: GRDB.Database, _ done: inout [Done]) throws {
        guard let handle = db.sqliteConnection else { throw StoreError.unavailable(reason: "no connection") }
        try statements.withLock { known in
            let statements = known ?? StatementCache(handle)
            known = statements
            let connection = SQLiteConnection(handle, statements)
            for job in batch {
                done.append(job.run(connection))
                // A full disk can end the whole transaction inside a statement; nothing of this batch is then kept, and the next job
                // would commit by itself.
                guard connection.isInTransaction else {
                    throw StoreError.full(reason: "the transaction was ended by the database")
                }
            }
        }
    }

    /// Takes no more writes, and returns when all that were taken are done.
    func close() {
        state.withLock { $0.isClosed = true }
        while state.withLock({ !$0.waiting.isEmpty }) { queue.sync {} }
        queue.sync {
            statements.withLock { known in
                known?.forgetIdle()
                known = nil
            }
        }
    }

    /// Jobs that never ran, because the transaction could not begin, run against nothing: they are told the failure.
    private func finish(_ batch: [Job], _ done: [Done], _ failure: (any Error)?) {
        for finish in done { finish(failure) }
        for job in batch.dropFirst(done.count) { job.run(SQLiteConnection(unavailable: failure))(failure) }
    }
}
