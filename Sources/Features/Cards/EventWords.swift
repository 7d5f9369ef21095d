import Core
import Store

/// The journal's verbs in words. Every verb that is written anywhere has its line in `table`.
enum EventWords {
    /// What a verb is about and what it says.
    struct Word: Sendable {
        let kind: Kind
        let phrase: Phrase
    }

    /// What an event is about; the column *Type*.
    enum Kind: Sendable {
        case record, account, mail, note, file, request, session, settings, exchange

        var label: Phrase {
            switch self {
            case .record: Phrase(fr: "Fiche", en: "Record")
            case .account: Phrase(fr: "Compte utilisateur", en: "User account")
            case .mail: Phrase(fr: "E-mail", en: "E-mail")
            case .note: Phrase(fr: "Note", en: "Note")
            case .file: Phrase(fr: "Fichier", en: "File")
            case .request: Phrase(fr: "Demande", en: "Request")
            case .session: Phrase(fr: "Connexion", en: "Sign-in")
            case .settings: Phrase(fr: "Réglage", en: "Setting")
            case .exchange: Phrase(fr: "Échange", en: "Exchange")
            }
        }
    }

    /// The event's line, with what it happened to: `Fiche modifiée : Nom, Ville`. The record it is shown on is not named again.
    static func title(_ entry: JournalEntry, _ catalog: Catalog, _ language: Language, on record: Record? = nil)
        -> String
    {
        let words = word(entry.verb).phrase(language)
        let detail = detail(entry, record, catalog, language)
        return detail.isEmpty ? words : words + (language == .fr ? "\u{A0}: " : ": ") + detail
    }

    static func kind(_ verb: String) -> Phrase { word(verb).kind.label }

    private static func word(_ verb: String) -> Word {
        table[verb] ?? Word(kind: .record, phrase: Phrase(fr: "Autre événement (\(verb))", en: "Other event (\(verb))"))
    }

    /// Names come as they are; fields, modules and states are translated.
    private static func detail(_ entry: JournalEntry, _ record: Record?, _ catalog: Catalog, _ language: Language)
        -> String
    {
        let module = entry.detail["module"].flatMap { catalog[$0] }
        var parts: [String] = []
        if let title = entry.detail["title"] ?? entry.detail["record"],
            title != record.map({ shortened($0.title, to: 120) })
        {
            let kind = module?.one(language) ?? ""
            // "Contact créé" has named the kind already.
            let isNamed = kind.isEmpty || word(entry.verb).phrase(language).hasPrefix(kind + " ")
            parts.append(isNamed ? title : kind + " " + title)
        }
        if let name = ["files", "file", "subject", "username", "to", "template", "portal", "name"].lazy.compactMap({
            entry.detail[$0]
        }).first {
            parts.append(name)
        }
        if let fields = entry.detail["fields"] {
            parts.append(
                fields.split(separator: ",").map { module?[String($0)]?.label(language) ?? String($0) }.joined(
                    separator: ", "))
        }
        parts += SignInWords.parts(entry.detail, language)
        if let state = entry.detail["state"] { parts.append(stateWord(state, module, language)) }
        return parts.joined(separator: " – ")
    }

    private static func stateWord(_ state: String, _ module: Module?, _ language: Language) -> String {
        guard let field = module?.state?.field, let choice = (module?[field]?.type as? ChoiceType)?[state] else {
            return state
        }
        // Events are read in the back office.
        return choice.forStaff.label(language)
    }
}
