/// A decimal number stored as a whole number of 10^-scale: 1.5 with scale 2 is 150.
package struct NumberType: FieldType {
    package let scale: Int
    package let unit: Phrase?
    package let range: ClosedRange<Int64>

    package init(
        scale: Int = 0, unit: Phrase? = nil, range: ClosedRange<Int64> = -9_000_000_000_000_000...9_000_000_000_000_000
    ) {
        self.scale = scale
        self.unit = unit
        self.range = range
    }

    package var storage: Storage { .integer }
    package var control: Control { .number }
    package var isNumeric: Bool { true }

    package func read(_ input: String) throws(FieldProblem) -> Value {
        guard let number = scaledNumber(input, scale: scale), range.contains(number) else {
            throw problem
        }
        return .int(number)
    }

    /// Says the bounds when they are narrower than any number of people's.
    private var problem: FieldProblem {
        guard range.upperBound >= 9_000_000_000_000_000 else {
            let (from, to) = (
                Formats(.fr).number(range.lowerBound, scale: scale), Formats(.fr).number(range.upperBound, scale: scale)
            )
            let (least, most) = (
                Formats(.en).number(range.lowerBound, scale: scale), Formats(.en).number(range.upperBound, scale: scale)
            )
            return FieldProblem(
                fr: "Écrivez un nombre de \(from) à \(to)\(scale > 0 ? ", à \(scale) décimales au plus" : "").",
                en: "Write a number from \(least) to \(most)\(scale > 0 ? ", of at most \(scale) decimals" : "").")
        }
        return FieldProblem(
            fr:
                "Écrivez un nombre\(scale > 0 ? " à \(scale) décimales au plus" : " entier"), par exemple \(scale > 0 ? "12,5" : "12").",
            en:
                "Write a \(scale > 0 ? "number of at most \(scale) decimals" : "whole number"), for example \(scale > 0 ? "12.5" : "12")."
        )
    }
    package func show(_ value: Value, _ formats: Formats) -> String {
        guard let number = value.int else { return "" }
        let digits = formats.number(number, scale: scale)
        guard let unit else { return digits }
        // English writes 20% and 20 kg, French puts a space before both.
        let gap = formats.language == .en && unit.en == "%" ? "" : "\u{A0}"
        return digits + gap + unit(formats.language)
    }
    package func edit(_ value: Value, _ formats: Formats) -> String {
        value.int.map { formats.plainNumber($0, scale: scale) } ?? ""
    }
}

/// Reads a decimal written the French or the English way (`1 234,50`, `1,234.50`, `-3.5`) as a whole number of 10^-scale.
///
/// Nil when it is not a number, has more decimals than `scale` (other than zeros), or does not fit 63 bits.
package func scaledNumber(_ input: String, scale: Int) -> Int64? {
    let bare = input.filter { !" \u{A0}\u{202F}".contains($0) }.replacing("−", with: "-")
    guard bare.utf8.count <= 40, let mark = decimalMark(of: bare) else { return nil }
    let parts = bare.split(separator: mark, omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? parts[1] : ""
    let isNegative = parts[0].hasPrefix("-")
    guard let whole = ungrouped(isNegative || parts[0].hasPrefix("+") ? parts[0].dropFirst() : parts[0]) else {
        return nil
    }
    let kept = fraction.prefix(scale)
    guard fraction.dropFirst(scale).allSatisfy({ $0 == "0" }), !(whole.isEmpty && fraction.isEmpty) else { return nil }
    let digits = whole + kept + String(repeating: "0", count: scale - kept.count)
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(digits.isEmpty ? "0" : digits)
    else { return nil }
    return isNegative ? -number : number
}

/// The digits of the whole part; nil when the marks in it do not separate thousands, as in a day or a version.
private func ungrouped(_ text: Substring) -> String? {
    let groups = text.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "." }
    guard groups.count == 1 || (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return nil }
    return groups.joined()
}

/// The character that separates the decimals: the last comma or point, unless it can only separate thousands. Nil for nonsense.
private func decimalMark(of text: String) -> Character? {
    let commas = text.count { $0 == "," }
    let points = text.count { $0 == "." }
    if commas > 1 && points > 1 { return nil }
    if commas > 1 { return "." }
    if points > 1 { return "," }
    guard commas == 1, points == 1, let comma = text.firstIndex(of: ","), let point = text.firstIndex(of: ".") else {
        return commas == 1 ? "," : "."
    }
    return comma > point ? "," : "."
}
