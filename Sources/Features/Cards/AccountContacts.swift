import Core
import HTML
import Store
import Web

/// The contacts of an account, with who has a login.
struct AccountContacts: CardPanel {
    let contacts: [Record]
    let signIns: [RecordID: [AccessName]]
    let state: String
    private static let most = 200

    static func read(_ reader: CardReader, _ card: Card, state: String) throws -> AccountContacts {
        guard let module = reader.records.catalog["contacts"] else { throw Refusal.notFound }
        let state = ["open", "disabled", "all"].contains(state) ? state : "open"
        var query = Query(sort: module.sort)
        query.filters = [Filter("account_id", .equals(.id(card.record.id)))]
        if state != "all" { query.filters.append(Filter("state", .equals(.text(state)))) }
        query.limit = most
        let columns = ["last_name", "first_name", "position", "address", "zip", "town", "default_roles", "state"]
        let found = try reader.seen(module).list(query, columns: columns).records
        let names = try Accesses(reader.records.connection).signIns(module: module.key, records: found.map(\.id))
        return AccountContacts(contacts: found, signIns: names, state: state)
    }

    func html(_ card: Card) -> HTML {
        let language = card.language
        let add = Phrase(fr: "Créer un contact", en: "Create a contact")(language)
        let plus: HTML =
            "<a class=\"btn icon\" href=\"\(newPath(card))\" aria-label=\"\(add)\" title=\"\(add)\"><span class=\"i i-plus\"></span></a>"
        let title = CardTab.contacts.label(card.module)(language)
        return panel(
            title, id: "contacts", count: contacts.count, action: plus,
            filters(card) + (contacts.isEmpty ? empty(card, add) : table(language)))
    }

    private func newPath(_ card: Card) -> String { "/admin/contacts/new?account=" + card.record.id.text }

    private func filters(_ card: Card) -> HTML {
        let language = card.language
        let choices = [
            ("open", Phrase(fr: "Ouverts", en: "Open")), ("disabled", Phrase(fr: "Désactivés", en: "Disabled")),
            ("all", Words.all),
        ]
        let links: [HTML] = choices.map { key, label in
            "<li><a class=\"pick\" href=\"\(card.path)?tab=contacts&amp;state=\(key)\"\(" aria-current=\"true\"", if: key == state)>\(label(language))</a></li>"
        }
        let name = Phrase(fr: "État", en: "State")(language)
        return "<div class=\"tools\"><ul class=\"filters\" aria-label=\"\(name)\">\(links)</ul></div>"
    }

    private func empty(_ card: Card, _ add: String) -> HTML {
        let language = card.language
        let title =
            state == "open"
            ? Phrase(fr: "Aucun contact ouvert", en: "No open contact")
            : Phrase(fr: "Aucun contact ici", en: "No contact here")
        let text = Phrase(
            fr: "Un accès au portail est toujours porté par un contact : créez-en un, nom et prénom suffisent.",
            en: "A portal access is always carried by a contact: create one, first and last name are enough.")
        return emptyState(
            title(language), text(language), action: buttonLink(add, newPath(card), .main, icon: "i-plus"))
    }

    private func table(_ language: Language) -> HTML {
        let heads = [
            Phrase(fr: "Nom", en: "Name"), Phrase(fr: "Poste / fonction", en: "Position"),
            Phrase(fr: "Adresse", en: "Address"),
            Phrase(fr: "Contact / adresse par défaut pour", en: "Default contact / address for"),
            Phrase(fr: "État", en: "State"),
            Phrase(fr: "Identifiant utilisateur", en: "Username"),
        ]
        return """
            <div class="sheet" role="group" aria-label="Contacts" tabindex="0"><table class="rows"><thead><tr>\
            \(each: heads, { "<th scope=\"col\"\(" class=\"long\"", if: $0(language).utf8.count > 16)>\($0(language))</th>" })</tr></thead><tbody>\(each: contacts, { row($0, heads, language) })</tbody></table></div>
            """
    }

    private func row(_ contact: Record, _ heads: [Phrase], _ language: Language) -> HTML {
        let town = [contact["zip"].text, contact["town"].text].compactMap(\.self).joined(separator: " ")
        let address = [contact["address"].text?.replacing("\n", with: ", "), town].compactMap(\.self).filter {
            !$0.isEmpty
        }.joined(separator: ", ")
        let roles = Module.contactRoles.show(contact["default_roles"], Formats(language))
        let state = contact.chip(today: Day(number: 0)).map { chip($0.label(language), $0.tone) }
        return """
            <tr><td class="key"><a href="\(OfficePath.record("contacts", contact.id))">\(contact.title)</a></td>\
            \(cell(HTML.text(contact["position"].text ?? ""), heads[1](language)))\(cell(HTML.text(address), heads[2](language)))\
            \(cell(HTML.text(roles), heads[3](language)))<td class="state">\(state)</td>\
            \(cell(signInLinks(signIns[contact.id] ?? []), heads[5](language)))</tr>
            """
    }

    private func cell(_ html: HTML, _ label: String) -> HTML {
        html.isEmpty ? "<td class=\"none\">–</td>" : "<td data-label=\"\(label)\">\(html)</td>"
    }
}

/// Identifiers that lead to their user's page.
func signInLinks(_ signIns: [AccessName]) -> HTML {
    signIns.enumerated().reduce(into: HTML.empty) { html, entry in
        if entry.offset > 0 { html += ", " }
        html += "<a href=\"\(OfficePath.user(entry.element.access))\">\(entry.element.name)</a>"
    }
}
