package import Foundation

/// How a person reads numbers, money and time: language, time zone and clock.
package struct Formats: Sendable {
    package let language: Language
    package let zone: TimeZone
    package let clock: ClockFormat

    package init(_ language: Language, zone: TimeZone = Formats.paris, clock: ClockFormat = .hours24) {
        self.language = language
        self.zone = zone
        self.clock = clock
    }

    /// What somebody chose; the usual where nothing was.
    package init(_ language: Language, _ preferences: Preferences) {
        self.init(
            language, zone: TimeZones.named(preferences.zone) ?? Formats.paris, clock: preferences.clock ?? .hours24)
    }

    /// The zone of the pure dates in the source systems and of people who did not choose one.
    package static let paris = TimeZone(identifier: "Europe/Paris") ?? .gmt

    /// `4 812,60 €` in French, `€4,812.60` in English. `minor` is in cents.
    package func money(_ minor: Int64, _ currency: String) -> String {
        let digits = number(minor, scale: 2, keepsZeros: true)
        guard language == .en else { return digits + "\u{A0}" + symbol(currency) }
        return minor < 0 ? "−" + symbol(currency) + digits.dropFirst() : symbol(currency) + digits
    }

    private func symbol(_ currency: String) -> String {
        switch currency {
        case "EUR": "€"
        case "USD": "$"
        case "GBP": "£"
        default: currency
        }
    }

    /// A scaled whole number with grouped thousands, without needless decimals unless `keepsZeros`.
    package func number(_ value: Int64, scale: Int = 0, keepsZeros: Bool = false) -> String {
        let mark = language == .fr ? "," : "."
        let group = language == .fr ? "\u{202F}" : ","
        return (value < 0 ? "−" : "") + digits(value, scale: scale, keepsZeros: keepsZeros, mark: mark, group: group)
    }

    /// The number as an input field holds it: no groups, a minus sign that keyboards have.
    package func plainNumber(_ value: Int64, scale: Int) -> String {
        (value < 0 ? "-" : "")
            + digits(value, scale: scale, keepsZeros: false, mark: language == .fr ? "," : ".", group: "")
    }

    private func digits(_ value: Int64, scale: Int, keepsZeros: Bool, mark: String, group: String) -> String {
        var all = Array(String(value.magnitude).utf8)
        if all.count <= scale { all.insert(contentsOf: repeatElement(0x30, count: scale + 1 - all.count), at: 0) }
        let whole = all.count - scale
        var end = all.count
        if !keepsZeros { while end > whole, all[end - 1] == 0x30 { end -= 1 } }
        var out: [UInt8] = []
        for index in 0..<whole {
            if index > 0, (whole - index) % 3 == 0 { out += group.utf8 }
            out.append(all[index])
        }
        if end > whole { out += Array(mark.utf8) + all[whole..<end] }
        return String(decoding: out, as: UTF8.self)
    }
}

extension Formats {
    /// `14 nov. 2026`, `14 Nov 2026`.
    package func day(_ day: Day) -> String {
        let (year, month, number) = day.parts
        let first = language == .fr && number == 1 ? "1er" : String(number)
        return "\(first)\u{A0}\(Formats.short(month, language))\u{A0}\(year)"
    }

    /// `14 novembre 2026`, `14 November 2026`.
    package func longDay(_ day: Day) -> String {
        let (year, month, number) = day.parts
        let first = language == .fr && number == 1 ? "1er" : String(number)
        return "\(first)\u{A0}\(Formats.months[month - 1](language)) \(year)"
    }

    /// `28/05/2025 12:31` in French, `28 May 2025, 12:31` in English, in the person's zone and with the person's clock.
    package func moment(_ instant: Instant) -> String {
        let day = Day(instant, in: zone)
        // What the clock on the wall says, not the time since midnight: on two days of the year they differ.
        let minutes = Int(
            (instant.seconds + Int64(zone.secondsFromGMT(for: instant.date)) - Int64(day.number) * 86400) / 60)
        let time = time(minutes)
        let (year, month, number) = day.parts
        return language == .fr
            ? "\(padded(number, 2))/\(padded(month, 2))/\(year) \(time)" : "\(self.day(day)), \(time)"
    }

    /// `14:30` or `2:30 PM`, for minutes that the clock on the wall shows after midnight.
    private func time(_ minutes: Int) -> String {
        let (hour, minute) = (minutes / 60, padded(minutes % 60, 2))
        guard clock == .hours12 else { return padded(hour, 2) + ":" + minute }
        return "\((hour + 11) % 12 + 1):\(minute)\u{A0}\(hour < 12 ? "AM" : "PM")"
    }

    private static func short(_ month: Int, _ language: Language) -> String { shortMonths[month - 1](language) }

    private static let shortMonths: [Phrase] = zip(
        ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."], months
    ).map { Phrase(fr: $0, en: String($1.en.prefix(3))) }

    package static let months: [Phrase] = [
        Phrase(fr: "janvier", en: "January"), Phrase(fr: "février", en: "February"), Phrase(fr: "mars", en: "March"),
        Phrase(fr: "avril", en: "April"), Phrase(fr: "mai", en: "May"), Phrase(fr: "juin", en: "June"),
        Phrase(fr: "juillet", en: "July"), Phrase(fr: "août", en: "August"), Phrase(fr: "septembre", en: "September"),
        Phrase(fr: "octobre", en: "October"), Phrase(fr: "novembre", en: "November"),
        Phrase(fr: "décembre", en: "December"),
    ]
}
