import Core

/// What the last leak test found, as the settings keep it: when, how many requests, how many problems, how many routes, how many places not reached.
struct LeakVerdict: Sendable, Hashable {
    let at: Instant
    let requests: Int64
    let problems: Int64
    let routes: Int64
    let notReached: Int64

    init(_ report: LeakTest.Report, at now: Instant) {
        at = now
        requests = Int64(report.requests)
        problems = Int64(report.problems.count)
        routes = Int64(report.routes)
        notReached = Int64(report.notReached.count)
    }

    /// Verdicts of before routes were kept have three figures, and of before the places that were not reached four.
    init?(text: String) {
        let parts = text.split(separator: " ").compactMap { Int64($0) }
        guard (3...5).contains(parts.count) else { return nil }
        at = Instant(milliseconds: parts[0])
        requests = parts[1]
        problems = parts[2]
        routes = parts.count > 3 ? parts[3] : 0
        notReached = parts.count > 4 ? parts[4] : 0
    }

    var text: String { "\(at.milliseconds) \(requests) \(problems) \(routes) \(notReached)" }
}
