/// Sums of amounts, one a currency: they are never added to each other.
package struct Amounts: Sendable, Hashable {
    /// The sum in one currency, in cents.
    package struct Part: Sendable, Hashable {
        package let currency: String
        package let minor: Int64

        package init(_ minor: Int64, _ currency: String = Currencies.own) {
            self.minor = minor
            self.currency = currency
        }
    }
    /// The firm's own currency first, then the others by their codes.
    package let parts: [Part]

    package init(_ parts: [Part]) {
        let some = parts.filter { $0.minor != 0 }.sorted { $0.currency < $1.currency }
        self.parts = some.filter { $0.currency == Currencies.own } + some.filter { $0.currency != Currencies.own }
    }

    package var isZero: Bool { parts.isEmpty }
    package var aboveZero: Amounts { Amounts(parts.filter { $0.minor > 0 }) }

    /// These less the others, currency by currency. Sums of one customer's amounts are far from 63 bits.
    package func without(_ others: Amounts) -> Amounts {
        let all = Dictionary(grouping: parts + others.parts.map { Part(-$0.minor, $0.currency) }, by: \.currency)
        return Amounts(all.map { Part($0.value.reduce(0) { $0 + $1.minor }, $0.key) })
    }

    /// `1 200,00 € + 300,00 $`.
    package func text(_ formats: Formats) -> String {
        isZero
            ? formats.money(0, Currencies.own)
            : parts.map { formats.money($0.minor, $0.currency) }.joined(separator: " + ")
    }
}

extension Module {
    /// Its records say what currency they are in.
    package var hasCurrency: Bool { self[Currencies.field]?.type is CurrencyType }
}

extension Record {
    /// What its amounts are in; lists and pages read it whether its field may be seen or not, for an amount without it says nothing.
    package var currency: String {
        module.hasCurrency ? row[Currencies.field].text ?? Currencies.own : Currencies.own
    }

    /// A field's value for people, amounts in the record's currency.
    package func show(_ field: Field, _ formats: Formats) -> String {
        let value = isOverpaid(field) ? self[field.key].int.map { Value.int(-$0) } : nil
        return field.show(value ?? self[field.key], formats, in: currency)
    }

    /// Whether more was paid than is owed: `field` is then no longer what is left to pay.
    package func isOverpaid(_ field: Field) -> Bool {
        field.key == module.state?.lateness?.owed && (self[field.key].int ?? 0) < 0
    }
}

extension Field {
    /// The value for people within a document in `currency`. What an administrator defined has a currency of its own.
    package func show(_ value: Value, _ formats: Formats, in currency: String) -> String {
        guard let money = type as? MoneyType, !isCustom else { return type.show(value, formats) }
        return money.show(value, formats, in: currency)
    }
}
