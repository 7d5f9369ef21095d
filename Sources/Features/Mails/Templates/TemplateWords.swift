import Core
import Store
import Web

/// A text in every language: what is edited and saved as one, so that no language is ever left behind.
struct TemplateWords: Sendable, Hashable {
    var byLanguage: [Language: MailWords]

    subscript(_ language: Language) -> MailWords { byLanguage[language] ?? MailWords(subject: "", body: "") }

    init(_ form: Form) {
        byLanguage = Dictionary(
            uniqueKeysWithValues: Language.allCases.map {
                ($0, MailWords(subject: form["subject_" + $0.rawValue], body: form["body_" + $0.rawValue]))
            })
    }

    /// The text that mails of the portal take now.
    init(_ text: MailText, portal: RecordID?, _ connection: any Connection) throws {
        let templates = Templates(connection)
        byLanguage = [:]
        for language in Language.allCases {
            let stored = try templates.effective(text.rawValue, language, portal: portal)
            byLanguage[language] =
                stored.map { MailWords(subject: $0.subject, body: $0.body) } ?? text.delivered(language)
        }
    }

    /// What keeps it from being saved, by the name of the field.
    func problems(as text: MailText) -> [String: FieldProblem] {
        Language.allCases.reduce(into: [:]) { all, language in
            for (field, problem) in self[language].problems(as: text) { all["\(field)_\(language.rawValue)"] = problem }
        }
    }
}

/// Whose mails a text is for: those of every portal, or of one.
struct TemplateScope: Sendable {
    let portal: Portal?
    /// All of them, for the choice.
    let portals: [Portal]

    static func read(_ asked: String, _ connection: any Connection) throws -> TemplateScope {
        let portals = try Portals(connection).all().filter { !$0.isArchived }
        guard !asked.isEmpty else { return TemplateScope(portal: nil, portals: portals) }
        guard let portal = portals.first(where: { $0.id.text == asked }) else { throw Refusal.notFound }
        return TemplateScope(portal: portal, portals: portals)
    }

    var query: String { portal.map { "?portal=" + $0.id.text } ?? "" }

    /// The choice, as tabs over a page; with one portal there is nothing to choose.
    func choices(_ path: String, _ language: Language) -> [NavItem] {
        guard portals.count > 1 || portal != nil else { return [] }
        let all = Phrase(fr: "Tous les portails", en: "All portals")(language)
        return [NavItem(all, path, isCurrent: portal == nil)]
            + portals.map { NavItem($0.name, path + "?portal=" + $0.id.text, isCurrent: $0.id == portal?.id) }
    }
}
