/// How often something took how long, in buckets.
struct Histogram: Sendable {
    /// Upper bounds in milliseconds.
    static let bounds: [Int64] = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000]

    private var buckets = [Int64](repeating: 0, count: bounds.count + 1)
    private var microseconds: Int64 = 0

    mutating func count(_ duration: Duration) {
        let time = duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000
        buckets[Histogram.bounds.firstIndex { time <= $0 * 1000 } ?? Histogram.bounds.count] += 1
        microseconds += time
    }

    /// What it adds to a family of kind histogram: each bucket holds the ones before it, as Prometheus wants it.
    func samples(_ labels: [(String, String)]) -> [MetricFamily.Sample] {
        var running: Int64 = 0
        var samples: [MetricFamily.Sample] = []
        for (bound, count) in zip(Histogram.bounds.map { MetricFamily.seconds(milliseconds: $0) } + ["+Inf"], buckets) {
            running += count
            samples.append(.init("_bucket", labels + [("le", bound)], String(running)))
        }
        samples.append(.init("_sum", labels, MetricFamily.seconds(microseconds: microseconds)))
        samples.append(.init("_count", labels, String(running)))
        return samples
    }
}
