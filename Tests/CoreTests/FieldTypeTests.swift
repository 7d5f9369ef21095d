import Core
import Testing

/// What a form shows is read back as the same value, and what is wrong is refused with words.
@Suite struct FieldTypeTests {
    @Test(
        arguments: [
            (TextType(), "Éléonore"), (TextType.long, "deux\nlignes"), (MoneyType(), "1234,5"),
            (NumberType(scale: 3), "0,125"), (NumberType(), "-7"),
            (DayType(), "2026-11-22"), (YesNoType(), "1"), (EmailType(), "a@b.example"),
            (PhoneType(), "+33 (0)1.99-00/00"), (CountryType(), "FR"),
            (ChoiceType([Choice("a", fr: "A", en: "A")]), "a"), (LookupType("accounts"), "0000000000001"),
        ] as [(any FieldType, String)])
    func aValueComesBack(_ type: any FieldType, _ input: String) throws {
        let value = try type.read(input)
        #expect(try type.read(type.edit(value, Formats(.fr))) == value && !type.show(value, Formats(.en)).isEmpty)
    }

    @Test(
        arguments: [
            (TextType(), "a\nb"), (TextType(limit: 2), "abc"), (TextType.long, "a\u{7}"), (MoneyType(), "dix"),
            (MoneyType(), "99999999999999999"), (NumberType(), "1,5"),
            (NumberType(range: 0...100), "101"), (DayType(), "31/02/2026"), (DayType(), "1799-12-31"),
            (DayType(), "3000-01-01"), (YesNoType(), "peut-être"),
            (EmailType(), "a@b"), (PhoneType(), "call me"), (PhoneType(), "+"), (CountryType(), "France"),
            (CountryType(), "fr"), (ChoiceType([]), "a"),
            (LookupType("accounts"), "1"), (InstantType(), "2026-11-22"),
        ] as [(any FieldType, String)])
    func whatIsWrongIsRefused(_ type: any FieldType, _ input: String) {
        #expect(throws: FieldProblem.self) { try type.read(input) }
    }

    @Test func severalChoicesKeepTheOrderOfTheList() throws {
        let type = ChoicesType(["a", "b", "c"].map { Choice($0, fr: $0, en: $0) })
        #expect(try type.read("c,a") == .text(",a,c,") && type.read("") == .null)
        #expect(type.edit(.text(",a,c,"), Formats(.fr)) == "a,c" && type.show(.text(",a,c,"), Formats(.fr)) == "a, c")
        #expect(throws: FieldProblem.self) { try type.read("a,d") }
    }

    @Test func theBoundsOfDaysAreWhatTheySay() throws {
        for text in ["1800-01-01", "2999-12-31"] { #expect(try DayType().read(text) == .text(text)) }
    }
}
