import Core
import Foundation
import Testing

/// Days are those of the calendar, whatever the clocks do.
@Suite struct DayTests {
    @Test func twoHundredYearsAgreeWithFoundation() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let (first, last) = (try #require(Day(iso: "1900-01-01")), try #require(Day(iso: "2100-12-31")))
        #expect(last.number - first.number == 73_413)
        var wrong: [String] = []
        for number in first.number...last.number {
            let day = Day(number: number)
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(number) * 86400))
            let (year, month, dayOfMonth) = day.parts
            if parts.year != year || parts.month != month || parts.day != dayOfMonth { wrong.append("\(number)") }
            if Day(iso: day.iso) != day || Day(year: year, month: month, day: dayOfMonth) != day {
                wrong.append(day.iso)
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test(arguments: [
        "", "2026", "2026-11", "2026-11-31", "2026-02-29", "1900-02-29", "2100-02-29", "2026-00-10", "2026-13-01",
        "2026-01-00", "26-01-01",
        "2026-1-1", "2026-01-01 ", " 2026-01-01", "2026-01-01T00:00", "0000-01-01", "-001-01-01", "+026-01-01",
        "2026-+1-01", "2026-01--1",
        "２０２６-01-01", "2026/01/01",
    ])
    func whatIsNoDayIsRefused(_ text: String) { #expect(Day(iso: text) == nil) }

    @Test func leapDaysAndTheEndsOfTimeAreDays() {
        for text in ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] { #expect(Day(iso: text)?.iso == text) }
        #expect(Day(iso: "1970-01-01")?.number == 0 && Day(iso: "1969-12-31")?.number == -1)
    }

    @Test func daysAreReadTheFrenchWay() {
        for text in ["22/11/2026", "22-11-2026", "22.11.2026", "22 11 2026", "22/11/26"] {
            #expect(Day(french: text)?.iso == "2026-11-22", "\(text)")
        }
        #expect(Day(french: "1/2/2026")?.iso == "2026-02-01")
        for text in ["", "11/22/2026", "22/11", "22/11/226", "22/11/20266", "a/b/c", "22/11/+6"] {
            #expect(Day(french: text) == nil, "\(text)")
        }
    }

    /// Every hour of two years, in zones that change their clocks, some of them at midnight.
    @Test(arguments: [
        "Europe/Paris", "America/New_York", "America/Santiago", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Kathmandu",
        "GMT",
    ])
    func theDayAndItsBeginningAgree(_ name: String) throws {
        let zone = try #require(TimeZone(identifier: name))
        var wrong: [Int64] = []
        let start: Int64 = 1_735_689_600
        for hour in 0..<Int64(2 * 365 * 24) {
            let instant = Instant(seconds: start + hour * 3600)
            let day = Day(instant, in: zone)
            let (begin, end) = (day.start(in: zone), day.advanced(by: 1).start(in: zone))
            if !(begin <= instant && instant < end) || Day(begin, in: zone) != day { wrong.append(instant.seconds) }
        }
        #expect(wrong.isEmpty)
    }

    /// Every half hour of two years, in the same zones: what the clock on the wall shows is when it shows it. An hour that is shown twice
    /// is the first of the two.
    @Test(arguments: [
        "Europe/Paris", "America/New_York", "America/Santiago", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Kathmandu",
        "GMT",
    ])
    func theClockOnTheWallAndTheMomentAgree(_ name: String) throws {
        let zone = try #require(TimeZone(identifier: name))
        var wrong: [Int64] = []
        let start: Int64 = 1_735_689_600
        var shown: [Int64: Int64] = [:]
        for half in 0..<Int64(2 * 365 * 48) {
            let seconds = start + half * 1800
            let wall = seconds + Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
            let first = shown[wall] ?? seconds
            shown[wall] = first
            let day = Day(Instant(seconds: seconds), in: zone)
            let moment = day.moment(wall - Int64(day.number) * 86400, in: zone)
            if moment != Instant(seconds: first) { wrong.append(seconds) }
        }
        #expect(wrong.isEmpty)
    }

    @Test func momentsBeforeTheEpochHaveTheirDay() {
        #expect(Day(Instant(seconds: -1), in: .gmt).iso == "1969-12-31")
        #expect(Day(Instant(seconds: -86_400), in: .gmt).iso == "1969-12-31")
        #expect(Day(Instant(seconds: -86_401), in: .gmt).iso == "1969-12-30")
    }
}
