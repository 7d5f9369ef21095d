import NIOCore

/// How long something has been on its way, and how much of it. The time counts only while the other end is waited for.
struct Pace {
    private var since: NIODeadline?
    private var spent = TimeAmount.nanoseconds(0)
    private var bytes: Int64 = 0

    var isRunning: Bool { since != nil }

    mutating func begin(at now: NIODeadline) {
        self = Pace()
        since = now
    }

    mutating func resume(at now: NIODeadline) { since = since ?? now }

    mutating func pause(at now: NIODeadline) {
        if let since { spent = spent + (now - since) }
        since = nil
    }

    mutating func count(_ more: Int) { bytes += Int64(more) }

    /// How long it may go on as it does; nothing or less when it is too slow. Nil while it does not run.
    func left(_ limits: ConnectionLimits, atMost longest: TimeAmount?, at now: NIODeadline) -> TimeAmount? {
        guard let since else { return nil }
        let earned = TimeAmount.milliseconds(bytes * 1000 / limits.bytesASecond)
        let allowed = limits.patience + earned
        return min(allowed, longest ?? allowed) - spent - (now - since)
    }
}
