package import Foundation

/// A calendar day of the Gregorian calendar, without a time zone, as days since 1970-01-01. Years 0001 to 9999.
package struct Day: Sendable, Hashable, Comparable {
    package let number: Int32

    package init(number: Int32) { self.number = number }

    /// The day with these parts; nil when there is no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.length(ofMonth: month, year: year)
        else { return nil }
        number = Day.number(year: year, month: month, day: day)
    }

    /// Reads `2026-11-22`. On bytes: every line of every list reads days.
    package init?(iso text: String) {
        var text = text
        let parts = text.withUTF8 { utf8 -> (Int, Int, Int)? in
            guard utf8.count == 10, utf8[4] == 0x2D, utf8[7] == 0x2D, let year = whole(utf8[0..<4]),
                let month = whole(utf8[5..<7]), let day = whole(utf8[8..<10])
            else { return nil }
            return (year, month, day)
        }
        guard let (year, month, day) = parts else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Reads `22/11/2026`, the way French people write a day; also `22-11-2026`, `22.11.2026`, and a year of two digits (2000s).
    package init?(french text: String) {
        let parts = text.split(whereSeparator: { "/-. ".contains($0) })
        guard parts.count == 3, parts.allSatisfy(isDigits), let day = Int(parts[0]), let month = Int(parts[1]),
            let year = Int(parts[2]),
            parts[2].count == 4 || parts[2].count == 2
        else { return nil }
        self.init(year: parts[2].count == 2 ? 2000 + year : year, month: month, day: day)
    }

    /// The day it is at `instant` in `zone`.
    package init(_ instant: Instant, in zone: TimeZone) {
        let local = instant.seconds + Int64(zone.secondsFromGMT(for: instant.date))
        number = Int32(clamping: local >= 0 ? local / 86400 : (local - 86399) / 86400)
    }

    package static func < (left: Day, right: Day) -> Bool { left.number < right.number }
    package func advanced(by days: Int) -> Day { Day(number: number.clampedPlus(Int32(clamping: days))) }

    /// The same day so many months later, or the last one of a month that is shorter.
    package func adding(months: Int) -> Day {
        let (year, month, day) = parts
        let index = (year * 12 + month - 1).clampedPlus(months)
        let (newYear, newMonth) = (index / 12, index % 12 + 1)
        return Day(year: newYear, month: newMonth, day: min(day, Day.length(ofMonth: newMonth, year: newYear))) ?? self
    }

    /// When the day begins in `zone`. Where clocks go forward at midnight there is no midnight, and it begins with the hour after.
    package func start(in zone: TimeZone) -> Instant { moment(0, in: zone) }

    /// When the clock on the wall shows this day and `time`, in seconds after midnight. What clocks show twice is the first of the two; what
    /// they skip is as long after the change as it would have been.
    package func moment(_ time: Int64, in zone: TimeZone) -> Instant {
        let local = Int64(number) * 86400 + time
        func offset(at seconds: Int64) -> Int64 { Int64(zone.secondsFromGMT(for: Instant(seconds: seconds).date)) }
        // The offsets before and after a change that may be near; a day is more than any offset.
        let offsets = [offset(at: local - 86400), offset(at: local + 86400)]
        let shown = offsets.first { offset(at: local - $0) == $0 } ?? offsets[0]
        return Instant(seconds: local - shown)
    }

    package var iso: String {
        let (year, month, day) = parts
        return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
    }
}

extension Day {
    /// Year, month and day. Algorithm: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
    package var parts: (year: Int, month: Int, day: Int) {
        let shifted = Int(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// Same source, days_from_civil.
    private static func number(year: Int, month: Int, day: Int) -> Int32 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return Int32(era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468)
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// The number that ASCII digits and nothing else write.
private func whole(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    var number = 0
    for digit in digits {
        guard (0x30...0x39).contains(digit) else { return nil }
        number = number * 10 + Int(digit - 0x30)
    }
    return number
}

/// `Int` would also read a sign.
private func isDigits(_ text: Substring) -> Bool { text.utf8.allSatisfy { (0x30...0x39).contains($0) } }

/// A number of at least `width` digits.
package func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return digits.count >= width ? digits : String(repeating: "0", count: width - digits.count) + digits
}
