package import Core
import Synchronization

/// A clock that stands still until a test moves it. It starts on 22 November 2026 at 09:00 UTC.
package final class TestClock: Sendable {
    private let time: Mutex<Instant>

    package init(_ start: Instant = TestClock.start) { time = Mutex(start) }

    package static let start = Instant(seconds: 1_795_338_000)

    package var now: Instant { time.withLock { $0 } }
    package var today: Day { Day(now, in: Formats.paris) }
    package var clock: Clock { Clock { self.now } }

    package func advance(by interval: Interval) { time.withLock { $0 = $0 + interval } }
    package func set(_ instant: Instant) { time.withLock { $0 = instant } }
}
