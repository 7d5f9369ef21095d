package import Foundation

/// The time zones that people choose from, by their IANA names.
package enum TimeZones {
    /// Every name that stands for a place on a continent or an ocean, former names among them.
    private static let names = TimeZone.knownTimeZoneIdentifiers.filter { name in
        regions.contains { name.hasPrefix($0.key + "/") }
    }.sorted()

    /// The places on offer, region by region, each city once.
    package static let all: [Place] = Place.each(names)

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

    private static let known = Set(names)

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

    /// `UTC+1` for `Europe/Paris` in winter.
    package static func offset(_ name: String, at now: Instant) -> String {
        let minutes = (TimeZone(identifier: name) ?? .gmt).secondsFromGMT(for: now.date) / 60
        let rest = abs(minutes) % 60
        let hours = String(abs(minutes) / 60) + (rest == 0 ? "" : ":" + padded(rest, 2))
        return "UTC\(minutes < 0 ? "−" : "+")\(hours)"
    }

    /// The place that stands for a name, which may be a former one.
    package static func place(_ name: String) -> Place? { all.first { $0.names.contains(name) } }

    /// The zone that somebody typed: a city with or without its region, in either language, or the IANA name. Nil for what is none of
    /// them, and for a city that two regions have.
    package static func read(_ text: String) -> String? {
        if known.contains(text) { return place(text)?.id ?? text }
        let words = folded(text)
        let exact = all.filter { place in Language.allCases.contains { folded(place.label($0)) == words } }
        let found =
            exact.isEmpty
            ? all.filter { place in Language.allCases.contains { folded(place.city($0)) == words } } : exact
        return found.count == 1 ? found[0].id : nil
    }
}

extension TimeZones {
    /// A city that people name their time zone by.
    package struct Place: Sendable {
        /// The IANA name that is kept.
        package let id: String
        /// All IANA names of the city.
        package let names: [String]
        package let city: Phrase
        package let region: Phrase

        /// `Paris (Europe)`.
        package func label(_ language: Language) -> String { "\(city(language)) (\(region(language)))" }

        /// The names that mean one city are one place.
        static func each(_ names: [String]) -> [Place] {
            let named = names.map { (name: $0, city: city($0)) }
            let byCity = Dictionary(grouping: named) { folded($0.city.en) + offsets($0.name) }
            let places = byCity.values.compactMap { same -> Place? in
                guard let best = same.max(by: { rank($0.name, $0.city.en) < rank($1.name, $1.city.en) }),
                    let region = TimeZones.regions.first(where: { best.name.hasPrefix($0.key + "/") })
                else { return nil }
                return Place(id: best.name, names: same.map(\.name), city: best.city, region: region.name)
            }
            let order = Dictionary(
                TimeZones.regions.enumerated().map { ($1.name.en, $0) }, uniquingKeysWith: { first, _ in first })
            return places.sorted {
                (order[$0.region.en] ?? 0, sortKey($0.city.fr)) < (order[$1.region.en] ?? 0, sortKey($1.city.fr))
            }
        }

        /// The city as CLDR calls it.
        private static func city(_ name: String) -> Phrase {
            guard let zone = TimeZone(identifier: name) else { return Phrase(same: name) }
            func exemplar(_ language: String) -> String {
                Date.VerbatimFormatStyle(
                    format: "\(timeZone: .exemplarLocation)", locale: Foundation.Locale(identifier: language),
                    timeZone: zone, calendar: Calendar(identifier: .gregorian)
                ).format(Date(timeIntervalSince1970: 0))
            }
            return Phrase(fr: exemplar("fr_FR"), en: exemplar("en_GB"))
        }

        /// Two cities of one name, in Europe and in America, are two; one that is told under two names keeps one time.
        private static func offsets(_ name: String) -> String {
            let zone = TimeZone(identifier: name) ?? .gmt
            // Days of both halves of a year that has begun everywhere.
            return [1_767_960_000, 1_783_598_400].map { seconds in
                ":" + String(zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds)))
            }.joined()
        }

        /// The name in use says the city as it is called today, and where it is in full; Europe's is kept where two continents claim it.
        private static func rank(_ name: String, _ city: String) -> (Int, Int, Int) {
            let last = (name.split(separator: "/").last.map(String.init) ?? "").replacing("_", with: " ")
            let region = TimeZones.regions.firstIndex { name.hasPrefix($0.key + "/") } ?? 0
            return (folded(last) == folded(city) ? 1 : 0, -region, name.utf8.count)
        }
    }
}
