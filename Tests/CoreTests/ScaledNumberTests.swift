import Core
import Testing

/// Numbers as people type them.
@Suite struct ScaledNumberTests {
    @Test(
        arguments: [
            ("0", 0), ("12", 1200), ("1 234,50", 123_450), ("1,234.50", 123_450), ("1.234,50", 123_450),
            ("1234.5", 123_450), ("-3.5", -350), ("−3,5", -350),
            ("+7", 700), (",5", 50), ("5,", 500), ("1\u{202F}234\u{A0}567,89", 123_456_789), ("1,234,567", 123_456_700),
            ("1.234.567", 123_456_700),
            ("1.234.567,8", 123_456_780), ("0,100", 10), ("12,3000", 1230), ("-0", 0),
            ("92233720368547758.07", Int64.max), ("- 5", -500),
        ] as [(String, Int64)])
    func aNumberIsRead(_ text: String, _ expected: Int64) { #expect(scaledNumber(text, scale: 2) == expected) }

    @Test(arguments: [
        "", " ", "-", "+", ",", ".", "-,", "a", "1a", "1e5", "0x10", "1,234", "1.005", "--5", "+-5", "5-", "1 2 3 €",
        "١٢", "1\u{301}", "½", "²",
        "92233720368547758.08", "99999999999999999999", String(repeating: "1", count: 41), "1,2.3,4", "NaN", "inf",
        "1_000",
    ])
    func nonsenseIsRefused(_ text: String) { #expect(scaledNumber(text, scale: 2) == nil) }

    /// Separators that separate no thousands are a slip of the hand: a day, a version, two numbers.
    @Test(arguments: [
        "1.2.3", "12.05.2026", "1,2,3", "1,,2", "1..2", "1,23,456", "1.23,45.6", "1234,567.8", ",123.5", "1,234,56",
    ])
    func straySeparatorsAreRefused(_ text: String) { #expect(scaledNumber(text, scale: 2) == nil) }

    @Test func theScaleDecidesHowManyDecimals() {
        #expect(
            scaledNumber("1,5", scale: 0) == nil && scaledNumber("1,0", scale: 0) == 1
                && scaledNumber("1 000", scale: 0) == 1000)
        #expect(scaledNumber("1,2345", scale: 4) == 12_345 && scaledNumber("1,23456", scale: 4) == nil)
    }

    @Test func whatAFormShowsIsReadBack() {
        var random = SeededRandom(3)
        for formats in [Formats(.fr), Formats(.en)] {
            for _ in 0..<5000 {
                let (number, scale) = (
                    Int64.random(in: -1_000_000_000_000...1_000_000_000_000, using: &random), random.below(5)
                )
                #expect(scaledNumber(formats.plainNumber(number, scale: scale), scale: scale) == number)
            }
        }
    }

    @Test func nothingCrashes() {
        var random = SeededRandom(4)
        let marks = Array("0123456789,.-+ −\u{A0}\u{301}٣a\0")
        for _ in 0..<20_000 {
            let text = String((0..<random.below(14)).compactMap { _ in random.pick(marks) })
            _ = scaledNumber(text, scale: random.below(5))
        }
    }
}
