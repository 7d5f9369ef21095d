import Core
import HTML
import Store
import Web

extension ConversionPage {
    /// One way among several.
    private struct Way {
        let value: String
        let label: HTML
        var hint: HTML = .empty
        let isChosen: Bool
        var isOff = false
    }

    /// Ways to choose among; the error stands under them.
    private func ways(_ name: String, _ legend: String, _ ways: [Way], hint: String? = nil) -> HTML {
        let boxes: [HTML] = ways.map { way in
            """
            <label class="check"><input type="radio" name="\(name)" value="\(way.value)"\(" checked", if: way.isChosen && !way.isOff)\(" disabled", if: way.isOff)> \
            <span>\(way.label)<small>\(way.hint)</small></span></label>
            """
        }
        let remark: HTML? = hint.map { "<p class=\"hint\">\($0)</p>" }
        let error: HTML? = problems[name].map { "<p class=\"err\">\($0.message(language))</p>" }
        return """
            <fieldset class="group" id="\(name)"><legend>\(legend)</legend>\(remark)<div class="checks">\(boxes)</div>\(error)</fieldset>
            """
    }

    private func label(_ key: String) -> String {
        ConversionDraft.labels.first { $0.key == key }?.label(language) ?? key
    }

    /// Only where somebody has the lead's address already.
    var contactChoice: HTML {
        guard !lead.duplicates.isEmpty else { return .empty }
        let same = lead.duplicates.map(merging)
        let new = Way(
            value: "new", label: HTML.text(Phrase(fr: "Créer un nouveau contact", en: "Make a new contact")(language)),
            hint: HTML.text(Phrase(fr: "C’est quelqu’un d’autre.", en: "It is somebody else.")(language)),
            isChosen: draft.contact == nil)
        let hint = Phrase(
            fr: "Un contact a déjà la même adresse e-mail : c’est peut-être la même personne.",
            en: "A contact has the same e-mail already: it may be the same person.")
        return ways("contact", label("contact"), same + [new], hint: hint(language))
    }

    private func merging(_ contact: ConversionCase.Duplicate) -> Way {
        let words = Phrase(fr: "Compléter le contact", en: "Complete the contact")(language)
        let account = contact.account?.name ?? Phrase(fr: "sans tiers", en: "without an account")(language)
        let state = contact.isOpen ? nil : Phrase(fr: "désactivé", en: "disabled")(language)
        let login = contact.username.map { name in
            Phrase(fr: "a un compte utilisateur : \(name)", en: "has a user account: \(name)")(language)
        }
        let keeps = Phrase(
            fr: "Ses champs vides sont remplis ; il garde les autres, et son tiers.",
            en: "Its empty fields are filled; it keeps the others, and its account.")(language)
        let facts = [account, state, login].compactMap(\.self).joined(separator: " · ")
        return Way(
            value: contact.id.text,
            label: "\(words) <a href=\"\(OfficePath.record("contacts", contact.id))\">\(contact.name)</a>",
            hint: HTML.text(facts + ". " + keeps), isChosen: draft.contact == contact.id)
    }

    var accountChoice: HTML {
        var all = lead.accounts.map(existing)
        all.append(
            Way(
                value: "new", label: HTML.text(Phrase(fr: "Un nouveau tiers", en: "A new account")(language)),
                hint: HTML.text(
                    Phrase(
                        fr: "Avec le nom ci-dessous et l’adresse du prospect. Nature : Prospect.",
                        en: "With the name below and the lead’s address. Kind: Prospect.")(language)),
                isChosen: draft.account == .new))
        all.append(
            Way(
                value: "none", label: HTML.text(Phrase(fr: "Aucun tiers", en: "No account")(language)),
                hint: HTML.text(
                    Phrase(fr: "Il n’aura pas d’accès au portail.", en: "It will have no portal access.")(language)),
                isChosen: draft.account == .without))
        let isUsed = lead.duplicates.isEmpty
        let hint = Phrase(
            fr: "Pour un nouveau contact, ou un contact qui n’en a pas.", en: "For a new contact, or one without any.")
        let name = Input(
            "account_name", label("account_name"), value: draft.accountName,
            error: problems["account_name"]?.message(language))
        return ways("account", label("account"), all, hint: isUsed ? nil : hint(language)) + finding
            + name.html(language)
    }

    /// Adds accounts to choose among; what was chosen before stays.
    private var finding: HTML {
        let name = Phrase(fr: "Chercher un autre tiers", en: "Search for another account")(language)
        let find = Words.search(language)
        return """
            <div class="field"><label for="q">\(name)</label><div class="join"><input type="search" id="q" name="q" value="\(search)" autocomplete="off">\
            <button class="btn" formmethod="get" formaction="\(lead.path)/convert" formnovalidate>\(find)</button></div></div>
            """
    }

    private func existing(_ account: ConversionCase.AccountMatch) -> Way {
        let why =
            switch account.why {
            case .own: Phrase(fr: "tiers du prospect", en: "the lead’s account")
            case .name: Phrase(fr: "même nom que la société du prospect", en: "called as the lead’s company")
            case .alike: Phrase(fr: "nom semblable", en: "similar name")
            case .search: Phrase(fr: "trouvé par la recherche", en: "found by search")
            }
        let closed = Phrase(
            fr: "clos : la connexion au portail y est refusée", en: "closed: signing in to the portal is refused")
        let facts = account.isOpen ? [why] : [why, closed]
        return Way(
            value: account.id.text,
            label: "<a href=\"\(OfficePath.record("accounts", account.id))\">\(account.name)</a>",
            hint: HTML.text(facts.map { $0(language) }.joined(separator: " · ")),
            isChosen: draft.account == .existing(account.id))
    }
}

extension ConversionPage {
    /// Only where somebody signs in as the lead.
    var accessChoice: HTML {
        guard let held = lead.access else { return .empty }
        let close = Way(
            value: "close", label: HTML.text(Phrase(fr: "Fermer l’accès", en: "Close the access")(language)),
            hint: HTML.text(
                Phrase(
                    fr: "\(held.person.name) ne pourra plus se connecter ; sa place est libérée.",
                    en: "\(held.person.name) can no longer sign in; the seat is free again.")(language)),
            isChosen: draft.access == .close)
        let legend = Phrase(
            fr: "\(label("access")) de \(held.person.name)", en: "\(held.person.name)’s portal access")(language)
        return ways("access", legend, held.choices.map { way($0, held) } + [close], hint: today(held))
    }

    private func today(_ held: LeadAccess) -> String {
        let standing = AccessStanding(held.access, today: app.today).label(language)
        let shows = names(held.shows)
        let now = Phrase(
            fr:
                "Aujourd’hui : \(held.type.name.fr), portail « \(held.portal.name) ». État : \(standing). Identifiant : \(held.person.signInName). Ce type montre : \(shows).",
            en:
                "Today: \(held.type.name.en), portal “\(held.portal.name)”. State: \(standing). Username: \(held.person.signInName). This type shows: \(shows)."
        )(language)
        guard !held.choices.isEmpty else {
            let none = Phrase(
                fr: " Aucun portail n’a de type d’utilisateur pour les contacts : créez-en un pour garder l’accès.",
                en: " No portal has a user type for contacts: create one to keep the access.")
            return now + none(language)
        }
        return now
    }

    private func names(_ modules: [Module]) -> String {
        guard !modules.isEmpty else { return Phrase(fr: "rien encore", en: "nothing yet")(language) }
        return modules.map { $0.many(language) }.joined(separator: ", ")
    }

    private func way(_ choice: LeadAccess.Choice, _ held: LeadAccess) -> Way {
        let isFirst =
            choice.type.delegates
            ? Phrase(
                fr: " Si c’est la première personne de son tiers, elle en devient l’administrateur.",
                en: " The first person of an account administers it.")(language) : ""
        let sees = Phrase(fr: "Montre : \(names(choice.shows)).", en: "Shows: \(names(choice.shows)).")(language)
        let effect = sees + " " + change(choice, held)(language) + isFirst
        return Way(
            value: choice.type.id.text, label: "\(choice.type.name(language)) · \(choice.portal.name)",
            hint: HTML.text(choice.problem?.message(language) ?? effect),
            isChosen: draft.access == .type(choice.type.id), isOff: choice.problem != nil)
    }

    /// What the person will notice.
    private func change(_ choice: LeadAccess.Choice, _ held: LeadAccess) -> Phrase {
        let address = "\(app.site.baseAddress)/p/\(choice.portal.slug)"
        switch (choice.portal.id == held.portal.id, held.isInvited) {
        case (true, true):
            return Phrase(
                fr: "Si une invitation est en route, son lien reste valable.",
                en: "If an invitation is under way, its link stays valid.")
        case (true, false):
            return Phrase(
                fr: "Même adresse, même identifiant, même mot de passe ; ses connexions ouvertes sont fermées.",
                en: "Same address, same username, same password; open sessions end.")
        case (false, true):
            return Phrase(
                fr: "Autre portail : une nouvelle invitation part, le lien de l’ancienne ne fonctionne plus.",
                en: "Another portal: a new invitation is sent, the link of the old one no longer works.")
        case (false, false):
            return Phrase(
                fr:
                    "Autre portail : la personne se connectera sur \(address), avec le même identifiant et le même mot de passe. Prévenez-la.",
                en: "Another portal: the person signs in at \(address), with the same username and password. Tell them."
            )
        }
    }
}
