import Synchronization

/// Wakes the mail worker of this process when a mail was queued; other processes see it at their next look.
package final class MailBell: Sendable {
    private let continuation: AsyncStream<Void>.Continuation
    package let rings: AsyncStream<Void>

    package init() {
        (rings, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    package func ring() { continuation.yield() }
}
