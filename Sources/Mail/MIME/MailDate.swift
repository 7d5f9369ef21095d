/// An instant as RFC 5322 writes it, in UTC.
struct MailDate {
    let text: String
    /// `20240305T100000Z`: sorts as time does.
    let compact: String

    /// Years 1970 to 9999; throws `InvalidMail` beyond, since four digits is what mail knows.
    init(seconds: Int64) throws {
        guard (0..<253_402_300_800).contains(seconds) else { throw InvalidMail(.date, .malformed) }
        let days = seconds / 86_400
        let (year, month, day) = Self.civil(days: days)
        let clock = [seconds % 86_400 / 3600, seconds % 3600 / 60, seconds % 60].map(Self.two)
        // 1970-01-01 was a Thursday.
        let weekday = Self.weekdays[Int((days + 4) % 7)]
        text =
            "\(weekday), \(Self.two(day)) \(Self.months[Int(month - 1)]) \(year) \(clock.joined(separator: ":")) +0000"
        compact = "\(year)\(Self.two(month))\(Self.two(day))T\(clock.joined())Z"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Howard Hinnant's `civil_from_days`, for days since 1970-01-01 that are not negative.
    private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
