import Core
import Testing

/// Names and references are sorted as people sort them, by bytes.
@Suite struct SortKeyTests {
    @Test func numbersCountAsNumbers() {
        let sorted = [
            "", "2-A", "10-A", "FA-9", "FA-10", "FA10-2", "FA2610-0698", "FA2611-0002", "NAT-2", "nat-10", "Œuvre 2",
            "Œuvre 11", "zèbre", "zèbre 999999999999", "zèbre 1000000000000", "zèbre 99999999999999999999",
        ]
        #expect(sorted.sorted { sortKey($0).utf8.lexicographicallyPrecedes(sortKey($1).utf8) } == sorted)
        #expect(sortKey("NAT-007") == sortKey("nat-7") && sortKey("NAT-0").hasSuffix("000000000000"))
        #expect(sortKey(String(repeating: "1-", count: 500)).count == 120)
    }
}

/// Telephone numbers are shown and compared in one form.
@Suite struct PhoneTests {
    @Test(arguments: [
        ("0199009879", "01\u{A0}99\u{A0}00\u{A0}98\u{A0}79"), ("01.99.00.98.79", "01\u{A0}99\u{A0}00\u{A0}98\u{A0}79"),
        ("+33199009879", "+33\u{A0}1\u{A0}99\u{A0}00\u{A0}98\u{A0}79"),
        ("+33 (0)1 99 00 98 79", "+33\u{A0}1\u{A0}99\u{A0}00\u{A0}98\u{A0}79"), ("+32 2 123 45 67", "+32 2 123 45 67"),
        ("17", "17"),
    ]) func theyAreShownInPairs(_ typed: String, _ shown: String) {
        #expect(PhoneType().show(.text(typed), Formats(.fr)) == shown)
        #expect(PhoneType().edit(.text(typed), Formats(.fr)) == typed)
    }

    @Test func theDigitsAreThoseDialledInFrance() {
        for typed in ["01 99 00 98 79", "+33 1 99 00 98 79", "0033199009879", "+33(0)199009879"] {
            #expect(PhoneType.digits(typed) == "0199009879", "\(typed)")
        }
        #expect(PhoneType.digits("+32 2 123") == "322123")
        #expect(PhoneType.isNumber("01 99 00") && !PhoneType.isNumber("FA 199009") && !PhoneType.isNumber("12-34"))
    }
}

/// Amounts say what they are in.
@Suite struct CurrencyTests {
    private let fr = Formats(.fr)
    private let en = Formats(.en)

    @Test func whatIsBeyondCentsIsShownWhole() {
        let price = MoneyType(scale: 6)
        #expect(price.show(.int(1230), fr) == "0,00123\u{A0}€" && price.show(.int(12_000_000), fr) == "12,00\u{A0}€")
        #expect(price.show(.int(1_234_500_000), en) == "€1,234.50")
        do {
            #expect(try price.read("0,00123") == .int(1230) && price.edit(.int(1230), fr) == "0,00123")
            #expect(try MoneyType("USD").read("$1,234.50") == .int(123_450))
        } catch { Issue.record("\(error)") }
        #expect(throws: FieldProblem.self) { try price.read("0,0000001") }
    }

    @Test func eachLanguagePlacesTheSign() {
        #expect(fr.money(102_240, "USD") == "1\u{202F}022,40\u{A0}$" && en.money(-102_240, "USD") == "−$1,022.40")
        #expect(
            fr.money(102_240, "CHF") == "1\u{202F}022,40\u{A0}CHF" && en.money(102_240, "CHF") == "CHF\u{A0}1,022.40")
        #expect(fr.money(102_200, "XPF") == "1\u{202F}022\u{A0}XPF")
    }

    @Test func sumsOfTwoCurrenciesStayTwo() {
        let sums = Amounts([.init(500, "USD"), .init(0, "CHF"), .init(120_000)])
        #expect(sums.text(fr) == "1\u{202F}200,00\u{A0}€ + 5,00\u{A0}$" && !sums.isZero)
        #expect(Amounts([.init(0)]).isZero && Amounts([]).text(fr) == "0,00\u{A0}€")
    }

    @Test func theOwnCurrencyIsNone() throws {
        let type = CurrencyType()
        #expect(try type.read("eur") == .null && type.read("usd") == .text("USD"))
        #expect(type.show(.text("USD"), fr).hasPrefix("USD (dollar") && CurrencyType.ownName.fr == "EUR (euro)")
        #expect(throws: FieldProblem.self) { try type.read("dollars") }
    }
}
