import Core
import Store
import Synchronization

/// Lends each connection to one job at a time; who comes first is served first, and who waits too long is turned away.
final class ConnectionPool: Sendable {
    private let waitLimit: Duration
    private let size: Int
    private let state: Mutex<State>

    /// What the lock protects.
    private struct State {
        /// Used last, lent first: the connections that nobody needs are never opened.
        var idle: [PostgresConnection]
        var waiting: [Waiter] = []
        var lent = 0
        var tickets = 0
        var isWatched = false
        var isClosed = false
        var emptied: CheckedContinuation<Void, Never>?
    }

    /// A job that waits for a connection.
    private struct Waiter {
        let ticket: Int
        let deadline: ContinuousClock.Instant
        let continuation: CheckedContinuation<PostgresConnection, any Error>
    }

    init(_ connections: [PostgresConnection], waitLimit: Interval) {
        self.waitLimit = .milliseconds(waitLimit.milliseconds)
        state = Mutex(State(idle: connections))
        size = connections.count
    }

    var load: DatabaseLoad {
        state.withLock { DatabaseLoad(connections: size, used: $0.lent, waiting: $0.waiting.count) }
    }

    func lend() async throws -> PostgresConnection {
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { enqueue(ticket, $0) }
        } onCancel: {
            turnAway(CancellationError()) { $0.ticket == ticket }
        }
    }

    func take(back connection: PostgresConnection) {
        let (next, emptied) = state.withLock { state -> (Waiter?, CheckedContinuation<Void, Never>?) in
            if !state.waiting.isEmpty { return (state.waiting.removeFirst(), nil) }
            state.idle.append(connection)
            state.lent -= 1
            return (nil, state.lent == 0 ? state.emptied.take() : nil)
        }
        next?.continuation.resume(returning: connection)
        emptied?.resume()
    }

    /// Turns everybody away from now on, waits for the jobs that run, and returns the connections.
    func close() async -> [PostgresConnection] {
        state.withLock { $0.isClosed = true }
        turnAway(StoreError.unavailable(reason: "the database is closed")) { _ in true }
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                if state.lent > 0 { state.emptied = continuation }
                return state.lent == 0
            }
            if isEmpty { continuation.resume() }
        }
        return state.withLock { state in
            defer { state.idle = [] }
            return state.idle
        }
    }
}

extension ConnectionPool {
    /// What happens to a job that asks for a connection.
    private enum Decision {
        case served(PostgresConnection)
        case waits(watch: Bool)
        case turnedAway(any Error)
    }

    private func enqueue(_ ticket: Int, _ continuation: CheckedContinuation<PostgresConnection, any Error>) {
        let deadline = ContinuousClock.now + waitLimit
        // Cancellation before this point found nobody to turn away; after it, it finds the waiter.
        let decision = state.withLock { state -> Decision in
            guard !state.isClosed else { return .turnedAway(StoreError.unavailable(reason: "the database is closed")) }
            if let connection = state.idle.popLast() {
                state.lent += 1
                return .served(connection)
            }
            guard !Task.isCancelled else { return .turnedAway(CancellationError()) }
            state.waiting.append(Waiter(ticket: ticket, deadline: deadline, continuation: continuation))
            defer { state.isWatched = true }
            return .waits(watch: !state.isWatched)
        }
        switch decision {
        case .served(let connection): continuation.resume(returning: connection)
        case .turnedAway(let error): continuation.resume(throwing: error)
        case .waits(let watch): if watch { Task { await watchDeadlines() } }
        }
    }

    private func turnAway(_ error: any Error, where matches: (Waiter) -> Bool) {
        let gone = state.withLock { state in
            let gone = state.waiting.filter(matches)
            state.waiting.removeAll(where: matches)
            return gone
        }
        for waiter in gone { waiter.continuation.resume(throwing: error) }
    }

    /// Sleeps from deadline to deadline while anybody waits; deadlines come in the order of waiting.
    private func watchDeadlines() async {
        while let next = nextDeadline() {
            // Nobody cancels this task; awake too early, it would only look at the deadlines again.
            do { try await ContinuousClock().sleep(until: next) } catch { continue }
            let now = ContinuousClock.now
            let error = StoreError.unavailable(reason: "all connections to the database are busy")
            turnAway(error) { $0.deadline <= now }
        }
    }

    private func nextDeadline() -> ContinuousClock.Instant? {
        state.withLock { state in
            if state.waiting.isEmpty { state.isWatched = false }
            return state.waiting.first?.deadline
        }
    }
}
