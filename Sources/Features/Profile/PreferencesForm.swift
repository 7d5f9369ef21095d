import Core
import HTML
import Hummingbird
import Store
import Web

/// Language, clock, time zone and country as a form: at the first sign-in, and on *Mes informations*.
struct PreferencesForm: Sendable {
    var chosen: Preferences
    /// The browser knows better where it is than what was guessed here, and may correct it.
    var isGuess = false
    var problems: [String: FieldProblem] = [:]
    private var typedZone: String?

    private static let labels: [String: Phrase] = [
        "own_language": Phrase(fr: "Langue du portail et des e-mails", en: "Language of the portal and of e-mails"),
        "country": Phrase(fr: "Pays", en: "Country"), "zone": Phrase(fr: "Fuseau horaire", en: "Time zone"),
        "clock": Phrase(fr: "Format de l’heure", en: "Time format"),
    ]
    private static let order = ["own_language", "country", "zone", "clock"]
    private static let outsideList = FieldProblem(
        fr: "Choisissez une valeur de la liste.", en: "Choose a value of the list.")

    private static func noPlace(_ typed: String) -> FieldProblem {
        let typed = shortened(typed, to: 60)
        return FieldProblem(
            fr: "« \(typed) » n’est pas dans la liste. Choisissez une grande ville, par exemple Paris (Europe).",
            en: "“\(typed)” is not in the list. Choose a large city such as Paris (Europe).")
    }

    init(_ preferences: Preferences) { chosen = preferences }

    /// Reads what was sent; what is not on offer is a problem.
    init(_ form: Form) {
        let (zone, country) = (form["zone"], form["country"])
        typedZone = zone
        chosen = Preferences(
            language: Language(rawValue: form["own_language"]), clock: ClockFormat(rawValue: form["clock"]),
            zone: TimeZones.read(zone), country: country.isEmpty ? nil : country)
        if chosen.language == nil { problems["own_language"] = PreferencesForm.outsideList }
        if chosen.clock == nil { problems["clock"] = PreferencesForm.outsideList }
        if chosen.zone == nil { problems["zone"] = PreferencesForm.noPlace(zone) }
        do { if let country = chosen.country { _ = try CountryType().read(country) } } catch {
            (problems["country"], chosen.country) = (error, nil)
        }
    }

    /// `languageHint` says what the page that is shown cannot show.
    func inputs(_ language: Language, at now: Instant, languageHint: String? = nil) -> HTML {
        let languages = Language.allCases.map { (key: $0.rawValue, label: $0.name) }
        let clocks = ClockFormat.allCases.map { (key: $0.rawValue, label: $0.label(language)) }
        let inputs = [
            input(
                "own_language", .choice(languages, emptyLabel: nil), chosen.language?.rawValue, language,
                hint: languageHint),
            input("country", .choice(countries(language), emptyLabel: "–"), chosen.country, language),
            input("zone", .suggested(zones(language, at: now)), zone(language), language),
            input("clock", .choice(clocks, emptyLabel: nil), chosen.clock?.rawValue, language),
        ].map { $0.html(language) }
        return isGuess ? "<div class=\"stack\" data-guess>\(inputs)</div>" : "\(inputs)"
    }

    func summary(_ language: Language) -> HTML {
        errorSummary(
            PreferencesForm.order.compactMap { field in
                problems[field].map { (field, label(field, language), $0.message(language)) }
            }, language)
    }

    private func label(_ field: String, _ language: Language) -> String {
        PreferencesForm.labels[field]?(language) ?? field
    }

    private func input(_ name: String, _ kind: Input.Kind, _ value: String?, _ language: Language, hint: String? = nil)
        -> Input
    {
        Input(
            name, label(name, language), kind, value: value ?? "", hint: hint, error: problems[name]?.message(language))
    }

    private func countries(_ language: Language) -> [(key: String, label: String)] {
        guard case .choice(let choices) = CountryType().control else { return [] }
        let named = choices.map { (key: $0.key, label: $0.label(language)) }
        return language == .fr ? named : named.sorted { $0.key == "FR" || ($1.key != "FR" && $0.label < $1.label) }
    }

    private func zone(_ language: Language) -> String? {
        chosen.zone.flatMap(TimeZones.place)?.label(language) ?? chosen.zone ?? typedZone
    }

    private func zones(_ language: Language, at now: Instant) -> [Input.Suggestion] {
        TimeZones.all.map {
            Input.Suggestion($0.label(language), remark: TimeZones.offset($0.id, at: now), names: $0.names)
        }
    }
}
