import Synchronization

/// Counts for `/metrics`, in Prometheus' text format 0.0.4.
package final class Counters: Sendable {
    private struct Totals {
        var requests: [Int: Int64] = [:]
        var buckets = [Int64](repeating: 0, count: Counters.bounds.count + 1)
        var sum: Int64 = 0
        var events: [String: Int64] = [:]
    }
    private static let bounds: [Int64] = [1, 5, 10, 25, 50, 100, 250, 500, 1000, 5000]
    private let totals = Mutex(Totals())

    package init() {}

    package func count(status: Int, route: String, milliseconds: Int64) {
        totals.withLock { totals in
            totals.requests[status / 100, default: 0] += 1
            totals.buckets[Counters.bounds.firstIndex { milliseconds <= $0 } ?? Counters.bounds.count] += 1
            totals.sum += milliseconds
        }
    }

    /// Counts an event by name: `sign_in_failures`, `mails_sent`...
    package func count(_ event: String) { totals.withLock { $0.events[event, default: 0] += 1 } }

    /// The whole text, with `gauges` measured at the moment of asking.
    package func text(gauges: [(name: String, value: Int64)]) -> String {
        let totals = totals.withLock { $0 }
        var lines = ["# TYPE parvis_http_requests_total counter"]
        lines += totals.requests.sorted { $0.key < $1.key }.map {
            "parvis_http_requests_total{class=\"\($0)xx\"} \($1)"
        }
        lines.append("# TYPE parvis_http_request_milliseconds histogram")
        var running: Int64 = 0
        for (index, bound) in Counters.bounds.enumerated() {
            running += totals.buckets[index]
            lines.append("parvis_http_request_milliseconds_bucket{le=\"\(bound)\"} \(running)")
        }
        running += totals.buckets[Counters.bounds.count]
        lines += [
            "parvis_http_request_milliseconds_bucket{le=\"+Inf\"} \(running)",
            "parvis_http_request_milliseconds_sum \(totals.sum)",
            "parvis_http_request_milliseconds_count \(running)",
        ]
        for (name, value) in totals.events.sorted(by: { $0.key < $1.key }) {
            lines += ["# TYPE parvis_\(name)_total counter", "parvis_\(name)_total \(value)"]
        }
        for gauge in gauges { lines += ["# TYPE parvis_\(gauge.name) gauge", "parvis_\(gauge.name) \(gauge.value)"] }
        return lines.joined(separator: "\n") + "\n"
    }
}
