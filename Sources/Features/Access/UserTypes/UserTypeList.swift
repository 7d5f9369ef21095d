import Core
import HTML
import Hummingbird
import Store
import Web

/// `GET /admin/portals/:portal/types`: the kinds of people of a portal.
enum UserTypeList {
    static func title(_ language: Language) -> String { Phrase(fr: "Types d’utilisateur", en: "User types")(language) }

    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        guard let id = context.parameters.get("portal").flatMap({ RecordID(text: $0) }) else { throw Refusal.notFound }
        let (portal, types) = try await app.database.read { connection -> (Portal, [(UserType, Int)]) in
            let portals = Portals(connection)
            guard let portal = try portals.find(id) else { throw Refusal.notFound }
            return (portal, try portals.userTypes(of: id).map { ($0, try portals.accesses(of: $0.id)) })
        }
        let language = context.language
        let head = PageHead(
            title(language),
            crumbs: [.init(portal.name, PortalDesk.path(portal.id)), .init(title(language))],
            sub: HTML.text(
                Phrase(
                    fr: "Chaque type dit ce que ses personnes voient et font, au champ près.",
                    en: "Each type says what its people see and do, down to the field.")(language)),
            actions: [
                buttonLink(
                    Phrase(fr: "Nouveau type", en: "New type")(language), UserTypePath.list(id) + "/new", .main,
                    icon: "i-plus")
            ])
        let content: HTML =
            "\(head.html(language))\(Done.note(request, language))\(table(portal, types, app.catalog, language))"
        return officePage(app, context, title(language), current: "portals", content)
    }

    private static func table(_ portal: Portal, _ types: [(UserType, Int)], _ catalog: Catalog, _ language: Language)
        -> HTML
    {
        guard !types.isEmpty else {
            return """
                <section class="panel">\(emptyState(Phrase(fr: "Aucun type d’utilisateur", en: "No user types")(language), Phrase(fr: "Créez-en un pour pouvoir donner accès à ce portail.", en: "Create one to be able to give access to this portal.")(language)))</section>
                """
        }
        let heads = [
            Phrase(fr: "Type", en: "Type"), Phrase(fr: "Module principal", en: "Main module"),
            Phrase(fr: "Personnes", en: "People"),
        ]
        let rows: [HTML] = types.map { type, people in
            let path = UserTypePath(portal: portal.id, type: type.id).grid
            let main = catalog[type.mainModule]?.many(language) ?? type.mainModule
            return """
                <tr><td class="key"><a href="\(path)">\(type.name(language))</a></td><td data-label="\(heads[1](language))">\(main)</td>\
                <td class="num" data-label="\(heads[2](language))">\(people)</td></tr>
                """
        }
        let name = title(language)
        return """
            <section class="panel" aria-label="\(name)"><div class="sheet" role="group" aria-label="\(name)" tabindex="0"><table class="rows"><thead><tr>\
            <th scope="col">\(heads[0](language))</th><th scope="col">\(heads[1](language))</th><th scope="col" class="num">\(heads[2](language))</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
            """
    }
}
