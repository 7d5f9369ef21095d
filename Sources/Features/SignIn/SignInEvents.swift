import Core
import Store

/// Events about how somebody signs in and out. They name the person by what carries the access, and never what was typed.
struct SignInEvents {
    let connection: any Connection
    let person: Person

    /// What happened at the doors and belongs to nobody in particular: administrators see it beside their own sessions.
    static let doors = Journal.Subject("doors", RecordID(0))

    /// `by` is nil for the person itself.
    func write(
        _ verb: String, on subjects: [Journal.Subject]? = nil, _ detail: [String: String] = [:],
        by author: Author? = nil,
        at now: Instant
    ) throws {
        let own = Author(kind: person.kind == .staff ? .staff : .external, id: person.id, name: person.name)
        try Journal(connection).append(
            .init(verb, on: try subjects ?? self.subjects, detail: detail), by: author ?? own, at: now)
    }

    /// The accesses of somebody outside; a member of staff has none.
    private var subjects: [Journal.Subject] {
        get throws {
            guard person.kind == .external else { return [Journal.Subject("people", person.id), SignInEvents.doors] }
            return try Accesses(connection).of(person: person.id).prefix(8).map(\.subject)
        }
    }
}

extension SignInRefusal {
    /// What the journal and the log call it.
    var name: String {
        switch self {
        case .wrong: "wrong"
        case .disabled: "disabled"
        case .asleep: "asleep"
        case .notActivated: "not_activated"
        case .record(.accountClosed): "account_closed"
        case .record(.withoutAccount): "without_account"
        case .record: "record_closed"
        case .noAccess: "no_access"
        case .temporaryExpired: "temporary_expired"
        case .otherDoor: "other_door"
        case .outsideValidity: "outside_validity"
        }
    }
}

/// What the details of those events say.
enum SignInWords {
    static let refusals: [String: Phrase] = [
        "disabled": Phrase(fr: "accès désactivé", en: "access disabled"),
        "asleep": Phrase(fr: "accès suspendu, faute d’utilisation", en: "access suspended, not used"),
        "not_activated": Phrase(fr: "accès pas encore activé", en: "access not activated yet"),
        "account_closed": Phrase(fr: "compte fermé", en: "account closed"),
        "without_account": Phrase(fr: "fiche sans société", en: "record without a company"),
        "record_closed": Phrase(fr: "fiche désactivée", en: "record disabled"),
        "no_access": Phrase(fr: "aucun accès à ce portail", en: "no access to this portal"),
        "temporary_expired": Phrase(fr: "mot de passe provisoire expiré", en: "temporary password expired"),
        "other_door": Phrase(fr: "mauvaise porte", en: "wrong door"),
        "outside_validity": Phrase(fr: "hors de la période de validité", en: "outside the validity period"),
    ]

    /// `Firefox · Windows, 192.0.2.1`, `après 3 essais erronés`, `accès désactivé`.
    static func parts(_ detail: [String: String], _ language: Language) -> [String] {
        let refusal = detail["refusal"].map { refusals[$0]?(language) ?? $0 }
        return [refusal, detail["device"], detail["network"], tries(detail)?(language), ended(detail)?(language)]
            .compactMap(\.self)
    }

    private static func tries(_ detail: [String: String]) -> Phrase? {
        guard let count = detail["tries"].flatMap(Int.init) else { return nil }
        let slowed =
            detail["slowed"] == nil
            ? Phrase(same: "") : Phrase(fr: ", nouvelles tentatives ralenties", en: ", further tries are slowed")
        let names = detail["names"].flatMap(Int.init).map {
            Phrase(
                fr: " pour \($0) identifiant\($0 > 1 ? "s" : "")", en: " for \($0) username\($0 == 1 ? "" : "s")")
        }
        return Phrase(
            fr: "\(count) essai\(count > 1 ? "s" : "") erroné\(count > 1 ? "s" : "")\(names?.fr ?? "")\(slowed.fr)",
            en: "\(count) wrong \(count == 1 ? "try" : "tries")\(names?.en ?? "")\(slowed.en)")
    }

    private static func ended(_ detail: [String: String]) -> Phrase? {
        guard let count = detail["sessions"].flatMap(Int.init) else { return nil }
        return Phrase(
            fr: "\(count) connexion\(count > 1 ? "s" : "")", en: "\(count) session\(count == 1 ? "" : "s")")
    }
}
