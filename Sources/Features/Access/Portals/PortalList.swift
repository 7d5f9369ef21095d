import Core
import HTML
import Hummingbird
import Store
import Web

/// `GET /admin/portals`: the portals there are.
enum PortalList {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let rows = try await app.database.read { connection in
            let portals = Portals(connection)
            return try portals.all().map { ($0, try portals.userTypes(of: $0.id).count, try portals.people(of: $0.id)) }
        }
        let language = context.language
        let head = PageHead(
            PortalDesk.title(language),
            sub: HTML.text(
                Phrase(
                    fr:
                        "Un portail par public : clients, partenaires, fournisseurs… chacun avec son adresse et son allure.",
                    en:
                        "One portal for each audience: customers, partners, suppliers… each with its address and its look."
                )(language)),
            actions: [
                buttonLink(DomainPage.title(language), DomainPage.path),
                buttonLink(
                    Phrase(fr: "Nouveau portail", en: "New portal")(language), "/admin/portals/new", .main,
                    icon: "i-plus"),
            ])
        let name = PortalDesk.title(language)
        let heads = [
            Phrase(fr: "Portail", en: "Portal"), Phrase(fr: "Adresse", en: "Address"), Phrase(fr: "Types", en: "Types"),
            Phrase(fr: "Accès", en: "Accesses"), Phrase(fr: "État", en: "State"),
        ]
        let columns: [HTML] = heads.enumerated().map {
            "<th scope=\"col\"\(" class=\"num\"", if: $0 == 2 || $0 == 3)>\($1(language))</th>"
        }
        let lines: [HTML] = rows.map { portal, types, people in
            """
            <tr><td class="key"><a href="\(PortalDesk.path(portal.id))">\(portal.name)</a></td><td data-label="\(heads[1](language))"><code>/p/\(portal.slug)</code></td>\
            <td class="num" data-label="\(heads[2](language))">\(types)</td><td class="num" data-label="\(heads[3](language))">\(people)</td><td class="state">\(PortalDesk.stateChip(portal, language))</td></tr>
            """
        }
        let table: HTML = """
            <section class="panel" aria-label="\(name)"><div class="sheet" role="group" aria-label="\(name)" tabindex="0"><table class="rows"><thead><tr>\(columns)</tr></thead><tbody>\(lines)</tbody></table></div></section>
            """
        return officePage(
            app, context, name, current: "portals", "\(head.html(language))\(Done.note(request, language))\(table)")
    }
}
