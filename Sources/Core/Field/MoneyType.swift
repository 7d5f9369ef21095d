/// An amount in minor units (cents) of a currency.
package struct MoneyType: FieldType {
    package let currency: String

    package init(_ currency: String = "EUR") { self.currency = currency }

    package var storage: Storage { .integer }
    package var control: Control { .number }
    package var isNumeric: Bool { true }

    package func read(_ input: String) throws(FieldProblem) -> Value {
        guard let minor = scaledNumber(input.replacing("€", with: ""), scale: 2), abs(minor) <= 1_000_000_000_000_000
        else {
            throw FieldProblem(fr: "Écrivez un montant comme 1 234,50.", en: "Write an amount such as 1,234.50.")
        }
        return .int(minor)
    }
    package func show(_ value: Value, _ formats: Formats) -> String {
        value.int.map { formats.money($0, currency) } ?? ""
    }
    package func edit(_ value: Value, _ formats: Formats) -> String {
        value.int.map { formats.plainNumber($0, scale: 2) } ?? ""
    }
}
