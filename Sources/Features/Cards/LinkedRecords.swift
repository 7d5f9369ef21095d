import Core
import HTML
import Store
import Web

/// Everything that points to a record, module by module, with counts and the latest.
struct LinkedRecords: CardPanel {
    let groups: [Group]
    /// Documents that name a contact.
    let named: [NamedDocuments]
    private static let bound = 1000

    /// The records of one module that point here by one field.
    struct Group: Sendable {
        let module: Module
        let field: Field
        let count: Int
        let latest: RecordTableView
    }

    static func read(_ reader: CardReader, _ card: Card) throws -> LinkedRecords {
        let groups = try reader.records.catalog.pointing(to: card.module.key).compactMap { module, field -> Group? in
            guard reader.viewer.grants[module.key].see != .nobody else { return nil }
            let filter = Filter(field.key, .equals(.id(card.record.id)))
            var query = Query(sort: module.sort)
            query.filters = [filter]
            let count = try reader.seen(module).count(query, upTo: bound)
            guard count > 0 else { return nil }
            return Group(
                module: module, field: field, count: count,
                latest: try .read(reader, module, [filter], limit: 5, leaving: [field.key]))
        }
        return LinkedRecords(groups: groups, named: try NamedDocuments.read(reader, card))
    }

    func html(_ card: Card) -> HTML {
        guard !groups.isEmpty || !named.isEmpty else {
            let title = Phrase(fr: "Aucun objet référent", en: "No linked record")(card.language)
            let text = Phrase(
                fr: "Quand une fiche désigne celle-ci (facture, demande, projet…), elle apparaît ici.",
                en: "When a record points to this one (an invoice, a request, a project…), it is shown here.")(
                    card.language)
            return "<section class=\"panel\">\(emptyState(title, text))</section>"
        }
        return "<div class=\"stack\">\(each: named, { $0.html(card) })\(each: groups, { table($0, card) })</div>"
    }

    private func table(_ group: Group, _ card: Card) -> HTML {
        let language = card.language
        let isPlain = group.field.key == "account_id" || group.field.label(language) == card.module.one(language)
        let title = group.module.many(language) + (isPlain ? "" : " (\(group.field.label(language).lowercased()))")
        let shown = group.latest.records.count
        let foot = group.count > shown ? more(group, shown, card) : .empty
        return panel(
            title, id: "linked-\(group.module.key)-\(group.field.key)", count: group.count,
            group.latest.html(card.formats, card.today) + foot)
    }

    /// How many are shown of how many, and the way to all of them.
    private func more(_ group: Group, _ shown: Int, _ card: Card) -> HTML {
        let language = card.language
        let total =
            group.count >= LinkedRecords.bound
            ? Phrase(fr: "plus de \(LinkedRecords.bound)", en: "more than \(LinkedRecords.bound)")(language)
            : String(group.count)
        let count = Phrase(fr: "\(shown) sur \(total)", en: "\(shown) of \(total)")(language)
        let path = OfficePath.list(group.module.key) + "?f_\(group.field.key)=" + card.record.id.text
        return
            "<footer class=\"list-foot\"><span>\(count)</span><a class=\"btn\" href=\"\(path)\">\(Phrase(fr: "Voir la liste", en: "See the list")(language))</a></footer>"
    }
}

/// The projects of an account, or of a contact's account.
struct CardProjects: CardPanel {
    let projects: RecordTableView?

    static func read(_ reader: CardReader, _ card: Card) throws -> CardProjects {
        let account = card.module.key == "accounts" ? card.record.id : card.account?.id
        guard let module = reader.records.catalog["projects"], let account else { return CardProjects(projects: nil) }
        return CardProjects(
            projects: try .read(
                reader, module, [Filter("account_id", .equals(.id(account)))], limit: 100, leaving: ["account_id"]))
    }

    func html(_ card: Card) -> HTML {
        let language = card.language
        guard let projects, !projects.records.isEmpty else {
            let account = card.module.key == "accounts" ? card.record.id : card.account?.id
            let title = Phrase(fr: "Aucun projet", en: "No project")(language)
            let text = Phrase(
                fr: "Les projets du tiers apparaissent ici.", en: "The account’s projects are shown here.")(language)
            let add = account.map {
                buttonLink(
                    Phrase(fr: "Créer un projet", en: "Create a project")(language),
                    "/admin/projects/new?account=" + $0.text)
            }
            return "<section class=\"panel\">\(emptyState(title, text, action: add))</section>"
        }
        return panel(
            CardTab.projects.label(card.module)(language), id: "projects", count: projects.records.count,
            projects.html(card.formats, card.today))
    }
}
