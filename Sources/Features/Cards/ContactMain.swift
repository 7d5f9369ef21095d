import Core
import HTML
import Store
import Web

/// The first tab of a contact: how to reach it, its login, its document roles, what happened last.
struct ContactMain: CardPanel {
    let mailings: Int
    let roles: [ContactRole]
    let events: [JournalEntry]

    static func read(_ reader: CardReader, _ card: Card) throws -> ContactMain {
        let subject = Journal.Subject(card.module.key, card.record.id)
        return ContactMain(
            mailings: try Outbox(reader.records.connection).count(kind: "mailing", to: subject),
            roles: try ContactRole.read(reader, card),
            events: try reader.events(of: card.record, limit: 10))
    }

    func html(_ card: Card) -> HTML {
        let language = card.language
        let login = card.login.map { userAccountPanel($0, card.formats) }
        let side: HTML = "\(login)\(documents(card))"
        return """
            <div class="stack">\(openAccess(card))<div class="cols"><div class="stack">\(identity(card))\(reach(card))</div>\
            <aside class="stack" aria-label="\(Phrase(fr: "Accès et rôles", en: "Access and roles")(language))">\(side)</aside></div>\
            \(EventTable(events: events, card: card).latest)</div>
            """
    }

    /// A contact that is disabled while somebody still signs in as it deserves a word.
    private func openAccess(_ card: Card) -> HTML {
        guard card.record["state"].text == "disabled",
            let open = card.login?.openAccesses.first
        else { return .empty }
        let text = Phrase(
            fr: "Ce contact est désactivé, mais son accès au portail reste ouvert.",
            en: "This contact is disabled, but its portal access is still open.")
        let act = Phrase(fr: "Ouvrir l’utilisateur", en: "Open the user")
        return note(.warn, "\(text(card.language)) <a href=\"\(open.path)\">\(act(card.language))</a>")
    }

    private func identity(_ card: Card) -> HTML {
        let language = card.language
        var pairs = card.facts(["civility", "position", "account_id"])
        pairs.append(
            (
                Phrase(fr: "E-mailings de masse envoyés", en: "Mass mailings sent")(language),
                HTML.text(card.formats.number(Int64(mailings)))
            ))
        let refuses = YesNoType().show(.bool(card.record["no_mailing"].bool), card.formats)
        pairs.append((card.module["no_mailing"]?.label(language) ?? "", HTML.text(refuses)))
        pairs.append(contentsOf: card.facts(["visibility", "tags", "default_roles"]))
        pairs.append(contentsOf: card.facts(["review", "consent"].compactMap { card.module[$0] }))
        return bodyPanel(Phrase(fr: "Contact", en: "Contact")(language), id: "contact", facts(pairs, isPlain: true))
    }

    private func reach(_ card: Card) -> HTML {
        let language = card.language
        let undefined: HTML =
            "<span class=\"soft\">\(Phrase(fr: "E-mail non défini", en: "No e-mail")(language))</span>"
        let email = card.module["email"].map { card.record["email"].isNull ? undefined : card.value($0) } ?? .empty
        let other = [
            "phone_work", "phone_mobile", "phone_home", "fax", "address", "zip", "town", "department", "country",
        ]
        let pairs =
            [(Phrase(fr: "E-mail", en: "E-mail")(language), email)] + card.facts(other.compactMap { card.module[$0] })
        return bodyPanel(FieldKind.reach.title(card.module)(language), id: "reach", facts(pairs, isPlain: true))
    }

    private func documents(_ card: Card) -> HTML {
        let pairs = roles.map { ($0.label(card.language), $0.sentence(card)) }
        return bodyPanel(
            Phrase(fr: "Rôles sur les documents", en: "Roles on documents")(card.language), id: "roles",
            facts(pairs, isPlain: true))
    }
}

/// The tab *Informations personnelles*.
struct PersonalFacts: CardPanel {
    func html(_ card: Card) -> HTML {
        let language = card.language
        let edit: HTML? =
            card.mayEdit ? "<a class=\"btn quiet small\" href=\"\(card.path)/edit\">\(Words.edit(language))</a>" : nil
        let pairs = card.facts([
            "civility", "last_name", "first_name", "birthday", "language", "phone_home", "no_mailing",
        ])
        return bodyPanel(
            CardTab.personal.label(card.module)(language), id: "personal", action: edit, facts(pairs, isPlain: true))
    }
}
