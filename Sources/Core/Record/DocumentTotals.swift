/// Amounts of a document that must agree: excluding tax and tax with the total, paid and left to pay with the total.
///
/// Only for what people type. Documents of other systems are taken as they are: sums of rounded lines may differ there by more.
package struct DocumentTotals {
    private let module: Module
    private let values: [String: Value]

    /// `values` is the whole record as it will be.
    package init(_ module: Module, _ values: [String: Value]) {
        self.module = module
        self.values = values
    }

    /// The fields that are looked at: a change that touches none of them is nobody's mistake.
    package static let fields: Set<String> = ["total_excl", "total_vat", "total_incl", "paid", "remaining"]

    package var problems: [String: FieldProblem] {
        var problems: [String: FieldProblem] = [:]
        if let sum = sum("total_excl", "total_vat"), let total = amount("total_incl"), (sum - total).magnitude > 1 {
            problems["total_incl"] = problem(sum, "total_excl", "total_vat")
        }
        if let sum = sum("paid", "remaining"), let total = amount("total_incl"), sum != total {
            problems["remaining"] = settled(total, sum)
        }
        return problems
    }

    /// Nil when the module has no such field or it is empty. Amounts are below 10^15, so sums cannot overflow.
    private func amount(_ key: String) -> Int64? { module[key] == nil ? nil : values[key]?.int }

    private func sum(_ first: String, _ second: String) -> Int64? {
        guard let first = amount(first), let second = amount(second) else { return nil }
        return first + second
    }

    private var currency: String { values[Currencies.field]?.text ?? Currencies.own }

    private func label(_ key: String, _ language: Language) -> String { module[key]?.label(language) ?? key }

    private func problem(_ sum: Int64, _ first: String, _ second: String) -> FieldProblem {
        FieldProblem(
            fr:
                "\(label(first, .fr)) + \(label(second, .fr)) font \(Formats(.fr).money(sum, currency)). Corrigez l’un des trois montants.",
            en:
                "\(label(first, .en)) + \(label(second, .en)) make \(Formats(.en).money(sum, currency)). Correct one of the three amounts."
        )
    }

    private func settled(_ total: Int64, _ sum: Int64) -> FieldProblem {
        let names = { (language: Language) in label("paid", language) + " + " + label("remaining", language) }
        return FieldProblem(
            fr:
                "\(names(.fr)) font \(Formats(.fr).money(sum, currency)), pas \(Formats(.fr).money(total, currency)). Corrigez l’un des montants.",
            en:
                "\(names(.en)) make \(Formats(.en).money(sum, currency)), not \(Formats(.en).money(total, currency)). Correct one of the amounts."
        )
    }
}
