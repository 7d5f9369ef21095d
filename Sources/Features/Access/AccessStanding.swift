import Core
import HTML
import Store
import Web

/// Where an access stands for whoever looks at it today.
enum AccessStanding: Sendable, Hashable {
    case active, awaiting, inactive, deactivated
    case notYet(Day), ended(Day)

    init(_ state: Access.State, from: Day?, until: Day?, today: Day) {
        if state == .deactivated {
            self = .deactivated
        } else if let from, today < from {
            self = .notYet(from)
        } else if let until, until < today {
            self = .ended(until)
        } else {
            self = state == .active ? .active : state == .inactive ? .inactive : .awaiting
        }
    }

    init(_ access: Access, today: Day) {
        self.init(access.state, from: access.validFrom, until: access.validUntil, today: today)
    }

    var label: Phrase {
        switch self {
        case .active: Phrase(fr: "Actif", en: "Active")
        case .awaiting: Phrase(fr: "En attente d’acceptation", en: "Awaiting acceptance")
        case .inactive: Phrase(fr: "En attente d’activation", en: "Awaiting activation")
        case .deactivated: Phrase(fr: "Désactivé", en: "Deactivated")
        case .notYet: Phrase(fr: "Pas encore valide", en: "Not valid yet")
        case .ended: Phrase(fr: "Validité terminée", en: "No longer valid")
        }
    }

    private var tone: Tone {
        switch self {
        case .active: .ok
        case .awaiting, .inactive: .info
        case .deactivated: .neutral
        case .notYet, .ended: .warn
        }
    }

    func chip(_ language: Language) -> HTML { Web.chip(label(language), tone) }

    /// For a column: the filter above the list says the rest.
    func shortChip(_ language: Language) -> HTML {
        self == .awaiting || self == .inactive
            ? Web.chip(Phrase(fr: "En attente", en: "Awaiting")(language), tone) : chip(language)
    }

    /// One sentence on what the state means for signing in.
    func explanation(_ formats: Formats) -> String {
        switch self {
        case .active: Phrase(fr: "Peut se connecter au portail.", en: "Can sign in to the portal.")(formats.language)
        case .awaiting:
            Phrase(fr: "Le mot de passe n’a pas encore été choisi.", en: "The password has not been chosen yet.")(
                formats.language)
        case .inactive:
            Phrase(
                fr: "Ajouté par un collègue, qui ne l’a pas encore activé.",
                en: "Added by a colleague, who has not activated it yet.")(formats.language)
        case .deactivated: Phrase(fr: "Ne peut plus se connecter.", en: "Can no longer sign in.")(formats.language)
        case .notYet(let day):
            Phrase(
                fr: "Pourra se connecter à partir du \(formats.longDay(day)).",
                en: "Can sign in from \(formats.longDay(day)).")(formats.language)
        case .ended(let day):
            Phrase(
                fr: "Ne peut plus se connecter depuis le \(formats.longDay(day)).",
                en: "Has not been able to sign in since \(formats.longDay(day)).")(formats.language)
        }
    }
}

/// `du … au …`, `sans limite`.
func validityText(from: Day?, until: Day?, _ formats: Formats) -> String {
    switch (from, until) {
    case (nil, nil): Phrase(fr: "Sans limite", en: "No limit")(formats.language)
    case (let from?, nil): Phrase(fr: "Dès le \(formats.day(from))", en: "From \(formats.day(from))")(formats.language)
    case (nil, let until?):
        Phrase(fr: "Jusqu’au \(formats.day(until))", en: "Until \(formats.day(until))")(formats.language)
    case (let from?, let until?):
        Phrase(
            fr: "Du \(formats.day(from)) au \(formats.day(until))", en: "\(formats.day(from)) to \(formats.day(until))")(
                formats.language)
    }
}
