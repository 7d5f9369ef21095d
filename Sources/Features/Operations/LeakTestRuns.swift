import Core
import Logging
import Store
import Synchronization

/// The leak test that this process runs in the background: at most one at a time.
package final class LeakTestRuns: Sendable {
    /// How far it is.
    struct Progress: Sendable, Hashable {
        var done = 0
        var total = 0
    }

    private struct State {
        var progress: Progress?
        var task: Task<Void, Never>?
    }

    private let state = Mutex(State())

    /// Nil when none is running here.
    var progress: Progress? { state.withLock { $0.progress } }

    /// Starts one and returns at once; false when one is running already, here or on another node.
    func start(_ app: App, by author: Author, logger: Logger) async throws -> Bool {
        guard takePlace() else { return false }
        let test = LeakTest(app: app)
        let claim: Instant?
        do {
            claim = try await test.claim()
        } catch {
            leavePlace()
            throw error
        }
        guard let claim else {
            leavePlace()
            return false
        }
        let task = Task { await run(test, claim, by: author, logger) }
        state.withLock { $0.task = task }
        return true
    }

    private func run(_ test: LeakTest, _ claim: Instant, by author: Author, _ logger: Logger) async {
        do {
            _ = try await test.runClaimed(claim, by: author) { self.advance($0, $1) }
        } catch {
            logger.error("leak test did not finish", metadata: ["error": "\(error)"])
        }
        leavePlace()
    }

    private func takePlace() -> Bool {
        state.withLock { state in
            guard state.progress == nil else { return false }
            state.progress = Progress()
            return true
        }
    }

    private func leavePlace() { state.withLock { $0.progress = nil } }

    private func advance(_ done: Int, _ total: Int) {
        state.withLock { $0.progress = Progress(done: done, total: total) }
    }

    /// Waits for the end of the one that is running.
    package func finished() async { await state.withLock { $0.task }?.value }
}
