import Foundation

/// Decimals from outside, rounded in base ten so that a float's binary noise never reaches a record.
enum DecimalText {
    /// `text` as a whole number of 10^-scale, rounded half away from zero; nil when it is not a number or reaches
    /// 10^16 units.
    ///
    /// A float carries 15 reliable digits: `isFloat` rounds to those first, so that 1.0049999999999999 counts as 1.005.
    static func scaled(_ text: String, scale: Int, isFloat: Bool = false) -> Int64? {
        if let number = PlainDecimal(text.utf8)?.scaled(scale) { return number }
        guard let value = decimal(text) else { return nil }
        let reliable = isFloat ? value.rounded(15 - wholeDigits(value)) : value
        let number = (reliable * power(scale)).rounded(0)
        return abs(number) < power(16) ? NSDecimalNumber(decimal: number).int64Value : nil
    }

    /// The number as Foundation's decimal; nil when it is not a number below 10^16.
    static func decimal(_ text: String) -> Decimal? {
        let isPlain = text.utf8.count <= 64 && text.utf8.allSatisfy { isDigit($0) || "+-.eE".utf8.contains($0) }
        guard isPlain, let number = Double(text), abs(number) < 1e16,
            let value = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")), value.isFinite
        else { return nil }
        return value
    }

    /// `1234,50` or `1234.50` as a whole number of 10^-scale; nil for anything less plain, or with more decimals than
    /// `scale`.
    static func exact(_ text: String, scale: Int) -> Int64? {
        guard let number = PlainDecimal(text.utf8), number.decimals <= scale else { return nil }
        return number.scaled(scale)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func power(_ exponent: Int) -> Decimal { Decimal(sign: .plus, exponent: exponent, significand: 1) }

    private static func wholeDigits(_ number: Decimal) -> Int {
        (1...16).first { abs(number) < power($0) } ?? 16
    }
}

/// The common case without a detour: an optional minus, at most 15 digits, a point or comma among them.
private struct PlainDecimal {
    private var number: Int64 = 0
    private(set) var decimals = 0
    private let isNegative: Bool

    init?(_ text: String.UTF8View) {
        isNegative = text.first == UInt8(ascii: "-")
        var (digits, hasMark) = (0, false)
        for byte in text.dropFirst(isNegative ? 1 : 0) {
            if !hasMark, byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
                hasMark = true
                continue
            }
            guard (0x30...0x39).contains(byte), digits < 15 else { return nil }
            number = number * 10 + Int64(byte - 0x30)
            digits += 1
            if hasMark { decimals += 1 }
        }
        if digits == 0 { return nil }
    }

    /// The number in units of 10^-scale, rounded half away from zero; nil when it has too many digits for this.
    func scaled(_ scale: Int) -> Int64? {
        guard scale - decimals <= 3 else { return nil }
        var result = number
        for _ in 0..<max(0, scale - decimals) { result *= 10 }
        if decimals > scale {
            let unit = (0..<(decimals - scale)).reduce(Int64(1)) { power, _ in power * 10 }
            result = (result + unit / 2) / unit
        }
        return isNegative ? -result : result
    }
}

extension Decimal {
    /// Rounded half away from zero.
    fileprivate func rounded(_ scale: Int) -> Decimal {
        var (source, result) = (self, Decimal())
        NSDecimalRound(&result, &source, scale, .plain)
        return result
    }
}
