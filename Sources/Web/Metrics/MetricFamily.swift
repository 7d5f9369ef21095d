/// Figures of one name in Prometheus' text format 0.0.4: what they mean, and one line for each set of labels.
package struct MetricFamily: Sendable {
    /// How a figure moves.
    package enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    /// One line.
    struct Sample: Sendable {
        let suffix: String
        let labels: [(String, String)]
        let value: String

        init(_ suffix: String = "", _ labels: [(String, String)] = [], _ value: String) {
            (self.suffix, self.labels, self.value) = (suffix, labels, value)
        }
    }

    private let name: String
    private let help: String
    private let kind: Kind
    private let samples: [Sample]

    init(_ name: String, _ kind: Kind, _ help: String, samples: [Sample]) {
        (self.name, self.kind, self.help, self.samples) = ("parvis_" + name, kind, help, samples)
    }

    /// A figure of this moment, in whole numbers.
    package static func gauge(_ name: String, _ help: String, _ value: Int64) -> MetricFamily {
        MetricFamily(name, .gauge, help, samples: [.init(value: value)])
    }

    /// A length of time of this moment.
    package static func gauge(_ name: String, _ help: String, milliseconds: Int64) -> MetricFamily {
        MetricFamily(name, .gauge, help, samples: [Sample("", [], seconds(milliseconds: milliseconds))])
    }

    /// Figures of this moment, by a label.
    package static func gauge(_ name: String, _ help: String, by label: String, _ values: [(String, Int64)])
        -> MetricFamily
    {
        MetricFamily(name, .gauge, help, samples: values.map { Sample("", [(label, $0.0)], String($0.1)) })
    }

    package var text: String {
        let lines = samples.map { sample in
            let labels = sample.labels.map { "\($0)=\"\($1)\"" }.joined(separator: ",")
            return "\(name)\(sample.suffix)\(labels.isEmpty ? "" : "{\(labels)}") \(sample.value)\n"
        }
        return "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n" + lines.joined()
    }

    static func seconds(milliseconds: Int64) -> String { seconds(microseconds: milliseconds * 1000) }

    /// `1.5` for a million and a half, without zeros at the end.
    static func seconds(microseconds: Int64) -> String {
        let whole = microseconds / 1_000_000
        var rest = String(microseconds % 1_000_000 + 1_000_000).dropFirst()
        while rest.last == "0" { rest.removeLast() }
        return rest.isEmpty ? String(whole) : "\(whole).\(rest)"
    }
}

extension MetricFamily.Sample {
    init(value: Int64) { self.init("", [], String(value)) }
}
