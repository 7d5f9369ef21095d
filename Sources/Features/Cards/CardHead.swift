import Core
import HTML
import Store
import Web

/// The top of a record's page: where it is, its name and state, how to reach it, what can be done.
struct CardHead {
    let card: Card

    private var language: Language { card.language }
    private var key: String { card.module.key }

    var html: HTML {
        let state = card.record.chip(today: card.today).map { chip($0.label(language), $0.tone) }
        return PageHead(card.record.title, crumbs: crumbs, chip: state, sub: sub, actions: actions).html(language)
    }

    /// A contact stands under its account, as people look for it.
    private var crumbs: [PageHead.Crumb] {
        let isUnderAccount = key == "contacts" && card.account != nil
        let list = (isUnderAccount ? card.catalog["accounts"] : nil) ?? card.module
        var steps = [PageHead.Crumb(list.many(language), OfficePath.list(list.key))]
        if let account = card.account {
            steps.append(
                .init(
                    account.title,
                    OfficePath.record("accounts", account.id) + (key == "contacts" ? "?tab=contacts" : "")))
        }
        return steps + [.init(card.record.title)]
    }

    private var sub: HTML? {
        let parts = facts.filter { !$0.isEmpty }
        guard let first = parts.first else { return nil }
        return parts.dropFirst().reduce(into: first) { $0 += " · " + $1 }
    }

    private var facts: [HTML] {
        switch key {
        case "accounts": [shown("kind"), shown("code"), shown("town"), shown("country"), shown("email"), followers]
        case "contacts": [shown("position"), shown("account_id"), shown("country"), email]
        case "leads": [shown("position"), shown("account_id"), shown("company"), email]
        case "tickets", "projects", "tasks": [shown("ref"), shown("account_id"), shown("project_id")]
        default: [shown("account_id"), shown("date"), shown("label")]
        }
    }

    private func shown(_ field: String) -> HTML {
        guard let field = card.module[field], !card.record[field.key].isNull else { return .empty }
        return card.value(field)
    }

    private var followers: HTML {
        guard !card.followers.isEmpty else { return .empty }
        let names = card.followers.joined(separator: ", ")
        return HTML.text(Phrase(fr: "Suivi par \(names)", en: "Followed by \(names)")(language))
    }

    private var email: HTML {
        card.record["email"].isNull
            ? "<span class=\"soft\">\(Phrase(fr: "E-mail non défini", en: "No e-mail")(language))</span>"
            : shown("email")
    }

    private var actions: [HTML] {
        let list = buttonLink(
            Phrase(fr: "Retour liste", en: "Back to the list")(language), OfficePath.list(key), .quiet)
        let who = buttonLink(
            Phrase(fr: "Qui y a accès ?", en: "Who has access?")(language), card.path + "/access", .quiet)
        let edit = card.mayEdit ? [buttonLink(Words.edit(language), card.path + "/edit", isCalm ? .normal : .main)] : []
        guard key == "contacts" else {
            let more = moreMenu([who] + remove, language)
            return [list, more] + (card.access?.actions(card) ?? []) + CardConversion.action(card) + edit
        }
        let account = card.login.flatMap { userAccountButton($0, language) }
        return [list, moreMenu([who] + state + remove, language)] + mail + edit + [account].compactMap(\.self)
    }

    /// Another action is the main one: creating the account, or answering.
    private var isCalm: Bool { key == "tickets" || card.login?.existing.isEmpty == true }

    private var mail: [HTML] {
        guard !card.record["email"].isNull else { return [] }
        return [buttonLink(Phrase(fr: "Envoyer un e-mail", en: "Send an e-mail")(language), card.path + "/mail")]
    }

    private var state: [HTML] {
        guard card.mayEdit else { return [] }
        let isOpen = card.record["state"].text == "open"
        if isOpen, card.login?.openAccesses.isEmpty == false {
            let label = Phrase(fr: "Désactiver", en: "Disable")(language)
            return [buttonLink(label, card.path + "/disable")]
        }
        let label = isOpen ? Phrase(fr: "Désactiver", en: "Disable") : Phrase(fr: "Activer", en: "Enable")
        return [
            postButton(label(language), to: card.path + "/state", fields: [("state", isOpen ? "disabled" : "open")])
        ]
    }

    private var remove: [HTML] {
        guard card.mayDelete else { return [] }
        let ask = Confirmation(
            Phrase(fr: "Supprimer « \(card.record.title) » ?", en: "Delete “\(card.record.title)”?")(language),
            Phrase(
                fr: "La fiche ira dans la corbeille, d’où vous pourrez la restaurer.",
                en: "The record goes to the recycle bin, from where you can restore it.")(language),
            yes: Words.delete(language))
        return [postButton(Words.delete(language), to: card.path + "/delete", .danger, confirm: ask)]
    }
}
