/// An amount in units of 10^-scale of a currency: cents, or smaller for the price of one piece.
package struct MoneyType: FieldType {
    package let currency: String
    package let scale: Int

    package init(_ currency: String = Currencies.own, scale: Int = 2) {
        self.currency = currency
        self.scale = scale
    }

    package var storage: Storage { .integer }
    package var control: Control { .number }
    package var isNumeric: Bool { true }
    /// Ten million million in cents, so that sums of lists stay within 63 bits; a price has more decimals and fewer digits before them.
    package var most: Int64 { scale > 2 ? 900_000_000_000_000_000 : 1_000_000_000_000_000 }

    package func read(_ input: String) throws(FieldProblem) -> Value {
        let bare = [Currencies.symbol(currency), "€"].reduce(input) { $0.replacing($1, with: "") }
        guard let minor = scaledNumber(bare, scale: scale), minor.magnitude <= most.magnitude else {
            throw FieldProblem(fr: "Écrivez un montant comme 1 234,50.", en: "Write an amount such as 1,234.50.")
        }
        return .int(minor)
    }
    package func show(_ value: Value, _ formats: Formats) -> String { show(value, formats, in: currency) }
    package func show(_ value: Value, _ formats: Formats, in currency: String) -> String {
        value.int.map { formats.money($0, currency, scale: scale) } ?? ""
    }
    package func edit(_ value: Value, _ formats: Formats) -> String {
        value.int.map { formats.plainNumber($0, scale: scale) } ?? ""
    }
}
