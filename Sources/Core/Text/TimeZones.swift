package import Foundation

/// The time zones that people choose from, by their IANA names.
package enum TimeZones {
    /// Those named after a place on a continent or an ocean, in the order of the alphabet.
    package static let all: [String] = TimeZone.knownTimeZoneIdentifiers.filter { name in
        regions.contains { name.hasPrefix($0.key + "/") }
    }.sorted()

    /// The first part of the names, in the order in which they are offered.
    package static let regions: [(key: String, name: Phrase)] = [
        ("Europe", Phrase(same: "Europe")), ("Africa", Phrase(fr: "Afrique", en: "Africa")),
        ("America", Phrase(fr: "Amérique", en: "America")), ("Asia", Phrase(fr: "Asie", en: "Asia")),
        ("Atlantic", Phrase(fr: "Atlantique", en: "Atlantic")),
        ("Indian", Phrase(fr: "Océan Indien", en: "Indian Ocean")),
        ("Pacific", Phrase(fr: "Pacifique", en: "Pacific")), ("Australia", Phrase(fr: "Australie", en: "Australia")),
        ("Antarctica", Phrase(fr: "Antarctique", en: "Antarctica")), ("Arctic", Phrase(fr: "Arctique", en: "Arctic")),
    ]

    /// The zone with this name, if it is one that people choose from.
    package static func named(_ name: String?) -> TimeZone? {
        guard let name, known.contains(name) else { return nil }
        return TimeZone(identifier: name)
    }

    private static let known = Set(all)

    /// The zone of people of whom nothing is known.
    package static let usual = "Europe/Paris"

    /// The zone of most people in a country of those our users write from; nil for the others and for countries with several. Source: the
    /// zone1970 table of the IANA time zone database.
    package static func guess(country: String?) -> String? { country.flatMap { places[$0] } }

    private static let places = [
        "FR": "Europe/Paris", "BE": "Europe/Brussels", "CH": "Europe/Zurich", "LU": "Europe/Luxembourg",
        "MC": "Europe/Monaco", "DE": "Europe/Berlin", "GB": "Europe/London", "IE": "Europe/Dublin",
        "ES": "Europe/Madrid", "PT": "Europe/Lisbon", "IT": "Europe/Rome", "NL": "Europe/Amsterdam",
        "AT": "Europe/Vienna", "PL": "Europe/Warsaw", "SE": "Europe/Stockholm", "DK": "Europe/Copenhagen",
        "NO": "Europe/Oslo", "FI": "Europe/Helsinki", "GR": "Europe/Athens", "RO": "Europe/Bucharest",
        "MA": "Africa/Casablanca", "TN": "Africa/Tunis", "DZ": "Africa/Algiers", "SN": "Africa/Dakar",
        "CI": "Africa/Abidjan", "MU": "Indian/Mauritius", "RE": "Indian/Reunion", "YT": "Indian/Mayotte",
        "GP": "America/Guadeloupe", "MQ": "America/Martinique", "GF": "America/Cayenne",
        "BL": "America/St_Barthelemy", "MF": "America/Marigot", "PM": "America/Miquelon", "NC": "Pacific/Noumea",
        "WF": "Pacific/Wallis",
    ]

    /// `Paris (UTC+1)` for `Europe/Paris`, with the offset of `now`.
    package static func label(_ name: String, at now: Instant) -> String {
        let place = name.split(separator: "/").dropFirst().joined(separator: ", ").replacing("_", with: " ")
        let minutes = (TimeZone(identifier: name) ?? .gmt).secondsFromGMT(for: now.date) / 60
        let rest = abs(minutes) % 60
        let hours = String(abs(minutes) / 60) + (rest == 0 ? "" : ":" + padded(rest, 2))
        return "\(place) (UTC\(minutes < 0 ? "−" : "+")\(hours))"
    }
}
