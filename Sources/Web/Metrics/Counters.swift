import Synchronization

/// What is counted as it happens: requests by class, answer and time, those that run, and events by name.
package final class Counters: Sendable {
    private struct Totals {
        var requests: [RouteClass: [Int: Int64]] = [:]
        var times: [RouteClass: Histogram] = [:]
        var running: Int64 = 0
        var events = Counters.events.mapValues { _ in Int64(0) }
    }

    /// What is counted by name, with what it means. All are there from the start, so that the first one is seen as a rise.
    private static let events = [
        "sign_in_failures": "Sign-ins that were refused.", "mails_sent": "Mails that the mail server took.",
        "mails_failed": "Tries to send a mail that failed.",
        "requests_limited": "Requests that came faster than they may.",
    ]

    private let totals = Mutex(Totals())

    package init() {}

    func begin() { totals.withLock { $0.running += 1 } }
    func end() { totals.withLock { $0.running -= 1 } }

    func count(_ route: RouteClass, status: Int, took time: Duration) {
        totals.withLock { totals in
            totals.requests[route, default: [:]][status / 100, default: 0] += 1
            totals.times[route, default: Histogram()].count(time)
        }
    }

    /// Counts an event by its name.
    package func count(_ event: String) { totals.withLock { $0.events[event, default: 0] += 1 } }

    package var families: [MetricFamily] {
        let totals = totals.withLock { $0 }
        return [requests(totals), times(totals)]
            + [
                .gauge("http_requests_in_progress", "Requests that are being answered.", totals.running)
            ]
            + totals.events.sorted { $0.key < $1.key }.map { name, count in
                MetricFamily(
                    name + "_total", .counter, Counters.events[name] ?? "Events.", samples: [.init(value: count)])
            }
    }

    private func requests(_ totals: Totals) -> MetricFamily {
        let samples = RouteClass.allCases.flatMap { route in
            (totals.requests[route] ?? [:]).sorted { $0.key < $1.key }.map { code, count in
                MetricFamily.Sample("", [("route", route.rawValue), ("code", "\(code)xx")], String(count))
            }
        }
        return MetricFamily(
            "http_requests_total", .counter, "Requests that were answered, by class of route and of answer.",
            samples: samples)
    }

    private func times(_ totals: Totals) -> MetricFamily {
        let samples = RouteClass.allCases.flatMap { route in
            (totals.times[route] ?? Histogram()).samples([("route", route.rawValue)])
        }
        return MetricFamily(
            "http_request_duration_seconds", .histogram, "How long answering took, by class of route.",
            samples: samples)
    }
}
