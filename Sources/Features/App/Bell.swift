import Synchronization

/// Wakes a worker of this process when something waits for it; other processes see it at their next look.
package final class Bell: Sendable {
    private let continuation: AsyncStream<Void>.Continuation
    package let rings: AsyncStream<Void>

    package init() {
        (rings, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    package func ring() { continuation.yield() }
}
