package import Foundation

/// A moment, in milliseconds since 1970-01-01T00:00:00Z. Its arithmetic stops at the ends of time instead of ending the process.
package struct Instant: Sendable, Hashable, Comparable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }
    package init(seconds: Int64) { milliseconds = seconds.clampedTimes(1000) }

    package var seconds: Int64 { milliseconds / 1000 }
    package var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

    package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }
    package static func + (left: Instant, right: Interval) -> Instant {
        Instant(milliseconds: left.milliseconds.clampedPlus(right.milliseconds))
    }
    package static func - (left: Instant, right: Interval) -> Instant {
        Instant(milliseconds: left.milliseconds.clampedMinus(right.milliseconds))
    }
    package static func - (left: Instant, right: Instant) -> Interval {
        Interval(milliseconds: left.milliseconds.clampedMinus(right.milliseconds))
    }
}

/// A length of time, in milliseconds; see `Instant` for its arithmetic.
package struct Interval: Sendable, Hashable, Comparable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func seconds(_ count: Int64) -> Interval { Interval(milliseconds: count.clampedTimes(1000)) }
    package static func minutes(_ count: Int64) -> Interval { .seconds(count.clampedTimes(60)) }
    package static func hours(_ count: Int64) -> Interval { .minutes(count.clampedTimes(60)) }
    package static func days(_ count: Int64) -> Interval { .hours(count.clampedTimes(24)) }

    package static func < (left: Interval, right: Interval) -> Bool { left.milliseconds < right.milliseconds }
}

/// Where the time comes from; tests move it by hand.
package struct Clock: Sendable {
    private let read: @Sendable () -> Instant

    package init(_ read: @escaping @Sendable () -> Instant) { self.read = read }

    package var now: Instant { read() }

    package static let system = Clock {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
