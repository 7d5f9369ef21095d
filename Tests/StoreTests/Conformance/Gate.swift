import Dispatch

/// A gate between a thread and a task: opened once by one, waited for by the other.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func open() { semaphore.signal() }

    /// Blocks the calling thread; only for bodies that run on a thread of their own or may hold theirs for a moment.
    func wait() { semaphore.wait() }

    /// Waits without holding a thread of Swift's own.
    func opened() async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                self.semaphore.wait()
                continuation.resume()
            }
        }
    }
}
