import Core
import Foundation
import Testing

/// Numbers, money and time as French and English people read them.
@Suite struct FormatsTests {
    private let fr = Formats(.fr)
    private let en = Formats(.en)

    @Test(
        arguments: [
            (0, "0,00\u{A0}€", "€0.00"), (5, "0,05\u{A0}€", "€0.05"), (481_260, "4\u{202F}812,60\u{A0}€", "€4,812.60"),
            (-481_260, "−4\u{202F}812,60\u{A0}€", "−€4,812.60"),
            (100_000_000, "1\u{202F}000\u{202F}000,00\u{A0}€", "€1,000,000.00"),
            (99_999, "999,99\u{A0}€", "€999.99"),
            (
                Int64.min, "−92\u{202F}233\u{202F}720\u{202F}368\u{202F}547\u{202F}758,08\u{A0}€",
                "−€92,233,720,368,547,758.08"
            ),
        ] as [(Int64, String, String)])
    func money(_ cents: Int64, _ french: String, _ english: String) {
        #expect(fr.money(cents, "EUR") == french && en.money(cents, "EUR") == english)
    }

    @Test func otherCurrenciesHaveTheirSign() {
        #expect(
            en.money(100, "GBP") == "£1.00" && fr.money(100, "USD") == "1,00\u{A0}$"
                && fr.money(100, "CHF") == "1,00\u{A0}CHF")
    }

    @Test func numbersLoseNeedlessDecimals() {
        #expect(
            fr.number(1500, scale: 3) == "1,5" && en.number(1500, scale: 3) == "1.5" && fr.number(2000, scale: 3) == "2"
        )
        #expect(
            fr.number(1_234_567) == "1\u{202F}234\u{202F}567" && en.number(-1234) == "−1,234"
                && en.number(-5, scale: 4) == "−0.0005")
        #expect(fr.plainNumber(-123_450, scale: 2) == "-1234,5" && en.plainNumber(123_450, scale: 2) == "1234.5")
    }

    @Test func days() throws {
        let (day, first) = (try #require(Day(iso: "2026-11-14")), try #require(Day(iso: "2026-08-01")))
        #expect(fr.day(day) == "14/11/2026" && en.day(day) == "14\u{A0}Nov\u{A0}2026")
        #expect(fr.day(first) == "01/08/2026" && en.day(first) == "1\u{A0}Aug\u{A0}2026")
        #expect(fr.longDay(day) == "14\u{A0}novembre 2026" && en.longDay(first) == "1\u{A0}August 2026")
    }

    @Test func moments() {
        // 2025-05-28 10:31 UTC; then a winter night, after midnight in Paris and before it in London.
        #expect(fr.moment(Instant(seconds: 1_748_428_260)) == "28/05/2025 12:31")
        #expect(en.moment(Instant(seconds: 1_748_428_260)) == "28\u{A0}May\u{A0}2025, 12:31")
        #expect(fr.moment(Instant(seconds: 1_767_223_859)) == "01/01/2026 00:30")
        #expect(Formats(.fr, zone: .gmt).moment(Instant(seconds: 1_767_223_859)) == "31/12/2025 23:30")
    }

    /// Every quarter of an hour of a year, with the two days on which clocks change.
    @Test(arguments: ["Europe/Paris", "America/New_York", "America/Santiago", "Australia/Lord_Howe"])
    func theClockIsTheOneOnTheWall(_ name: String) throws {
        let zone = try #require(TimeZone(identifier: name))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let formats = Formats(.fr, zone: zone)
        var wrong: [String] = []
        for quarter in 0..<Int64(366 * 96) {
            let instant = Instant(seconds: 1_767_225_600 + quarter * 900)
            let parts = calendar.dateComponents([.hour, .minute, .day], from: instant.date)
            let expected = "\(padded(parts.day ?? 0, 2))/ \(padded(parts.hour ?? 0, 2)):\(padded(parts.minute ?? 0, 2))"
            let shown = formats.moment(instant)
            if "\(shown.prefix(3)) \(shown.suffix(5))" != expected { wrong.append(shown) }
        }
        #expect(wrong.isEmpty)
    }
}

/// Clocks of twelve hours and zones far away.
@Suite struct PreferredFormatsTests {
    @Test(arguments: [(0, "12:00\u{A0}AM"), (59, "12:59\u{A0}AM"), (720, "12:00\u{A0}PM"), (811, "1:31\u{A0}PM")])
    func twelveHours(_ minutes: Int, _ time: String) {
        let instant = Instant(milliseconds: Int64(minutes) * 60_000)
        let formats = Formats(.en, zone: .gmt, clock: .hours12)
        #expect(formats.moment(instant) == "1\u{A0}Jan\u{A0}1970, " + time)
    }

    @Test func theZoneMovesDayAndTime() {
        let instant = Instant(milliseconds: 1_795_650_000_000)
        #expect(Formats(.fr, Preferences(zone: "Pacific/Noumea")).moment(instant) == "26/11/2026 10:40")
        #expect(Formats(.fr, Preferences(zone: "Nowhere/Land")).moment(instant) == Formats(.fr).moment(instant))
        #expect(TimeZones.offset("Pacific/Noumea", at: instant) == "UTC+11")
        #expect(TimeZones.offset("America/St_Johns", at: instant) == "UTC−3:30")
    }

    @Test func everyGuessIsAZoneThatPeopleChooseFrom() {
        for country in ["FR", "BE", "RE", "GP", "BL", "MF", "NC"] {
            #expect(TimeZones.named(TimeZones.guess(country: country)) != nil)
        }
    }
}
