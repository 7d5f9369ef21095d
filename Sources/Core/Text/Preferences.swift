/// How somebody reads: the language, the clock and the time zone, and where they are. Nil is what nobody said.
package struct Preferences: Sendable, Hashable {
    package var language: Language?
    package var clock: ClockFormat?
    /// The IANA name of a time zone, such as `Europe/Paris`.
    package var zone: String?
    /// ISO 3166-1 alpha-2.
    package var country: String?

    package init(
        language: Language? = nil, clock: ClockFormat? = nil, zone: String? = nil, country: String? = nil
    ) {
        self.language = language
        self.clock = clock
        self.zone = zone
        self.country = country
    }
}

/// How a time of day is written.
package enum ClockFormat: String, Sendable, CaseIterable {
    /// `14:30`.
    case hours24 = "24"
    /// `2:30 PM`.
    case hours12 = "12"

    package var label: Phrase {
        switch self {
        case .hours24: Phrase(fr: "24 heures (14:30)", en: "24 hours (14:30)")
        case .hours12: Phrase(fr: "12 heures (2:30 PM)", en: "12 hours (2:30 PM)")
        }
    }
}
