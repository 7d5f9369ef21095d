import Core
import Synchronization

/// How far the import of this process is, for who watches, and the wish that it ends.
package final class ImportMeter: Sendable {
    private let state = Mutex(State())

    private struct State {
        var done: [String: Int] = [:]
        var isStopped = false
    }

    package init() {}

    /// Says how many rows were read; throws once the import is to end.
    package func set(_ done: Int, of module: String) throws {
        let isStopped = state.withLock { state in
            state.done[module] = done
            return state.isStopped
        }
        if isStopped { throw ImportKeeper.Lost() }
    }

    package var done: [String: Int] { state.withLock { $0.done } }
    package func stop() { state.withLock { $0.isStopped = true } }
}
