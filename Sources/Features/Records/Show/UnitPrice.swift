import Core

/// A line's price in euros: its four decimals are kept in the record, two are shown unless the others say something.
func unitPrice(_ value: Value, _ formats: Formats) -> String {
    guard let price = value.int else { return "" }
    if price % 100 == 0 { return formats.money(price / 100, "EUR") }
    let digits = formats.number(price, scale: 4)
    return formats.language == .fr ? digits + "\u{A0}€" : "€" + digits
}
