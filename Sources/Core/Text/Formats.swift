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

    /// `4 812,60 €` in French, `€4,812.60` in English. `minor` is in cents, or in 10^-scale: what it has beyond cents is shown whole.
    package func money(_ minor: Int64, _ currency: String, scale: Int = 2) -> String {
        let digits = number(minor, scale: scale, decimals: Currencies.whole.contains(currency) ? 0 : 2)
        let symbol = Currencies.symbol(currency)
        guard language == .en else { return digits + "\u{A0}" + symbol }
        let sign = symbol.count > 1 ? symbol + "\u{A0}" : symbol
        return minor < 0 ? "−" + sign + digits.dropFirst() : sign + digits
    }

    /// A scaled whole number with grouped thousands, without needless decimals beyond the first `decimals`.
    package func number(_ value: Int64, scale: Int = 0, decimals: Int = 0) -> String {
        let mark = language == .fr ? "," : "."
        let group = language == .fr ? "\u{202F}" : ","
        return (value < 0 ? "−" : "") + digits(value, scale: scale, decimals: decimals, mark: mark, group: group)
    }

    /// The number as an input field holds it: no groups, a minus sign that keyboards have.
    package func plainNumber(_ value: Int64, scale: Int) -> String {
        (value < 0 ? "-" : "")
            + digits(value, scale: scale, decimals: 0, mark: language == .fr ? "," : ".", group: "")
    }

    private func digits(_ value: Int64, scale: Int, decimals: Int, mark: String, group: String) -> String {
        var all = Array(String(value.magnitude).utf8)
        if all.count <= scale { all.insert(contentsOf: repeatElement(0x30, count: scale + 1 - all.count), at: 0) }
        let whole = all.count - scale
        var end = all.count
        while end > whole + min(decimals, scale), all[end - 1] == 0x30 { end -= 1 }
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
    /// `14/11/2026`, `14 Nov 2026`.
    package func day(_ day: Day) -> String {
        let (year, month, number) = day.parts
        guard language == .en else { return "\(padded(number, 2))/\(padded(month, 2))/\(year)" }
        return "\(number)\u{A0}\(Formats.months[month - 1].en.prefix(3))\u{A0}\(year)"
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
        return self.day(day) + (language == .fr ? " " : ", ") + time
    }

    /// `14:30` or `2:30 PM`, for minutes that the clock on the wall shows after midnight.
    private func time(_ minutes: Int) -> String {
        let (hour, minute) = (minutes / 60, padded(minutes % 60, 2))
        guard clock == .hours12 else { return padded(hour, 2) + ":" + minute }
        return "\((hour + 11) % 12 + 1):\(minute)\u{A0}\(hour < 12 ? "AM" : "PM")"
    }

    package static let months: [Phrase] = [
        Phrase(fr: "janvier", en: "January"), Phrase(fr: "février", en: "February"), Phrase(fr: "mars", en: "March"),
        Phrase(fr: "avril", en: "April"), Phrase(fr: "mai", en: "May"), Phrase(fr: "juin", en: "June"),
        Phrase(fr: "juillet", en: "July"), Phrase(fr: "août", en: "August"), Phrase(fr: "septembre", en: "September"),
        Phrase(fr: "octobre", en: "October"), Phrase(fr: "novembre", en: "November"),
        Phrase(fr: "décembre", en: "December"),
    ]
}
