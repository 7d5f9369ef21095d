import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// A door of the site: the back office's, or a portal's. Each has its own address, cookie and kind of people.
struct Door: Sendable {
    let area: Area
    let name: String
    let portal: Portal?

    /// The door that an address leads to; a portal that does not exist is not found.
    static func of(_ request: Request, _ context: SiteContext, _ app: App) async throws -> Door {
        try await of(Area(path: request.uri.path), app)
    }

    static func of(_ area: Area, _ app: App) async throws -> Door {
        let company = try await app.database.read { try Settings($0)[.company] }
        guard case .portal(let slug) = area else {
            return Door(area: .office, name: company ?? app.site.defaultCompany, portal: nil)
        }
        guard let portal = try await app.database.read({ try Portals($0).find(slug: slug) }) else {
            throw Refusal.notFound
        }
        guard !portal.isArchived else { throw closed(portal) }
        return Door(area: area, name: company ?? portal.name, portal: portal)
    }

    private static func closed(_ portal: Portal) -> Refusal {
        Refusal(
            .gone, title: Phrase(fr: "Ce portail est fermé", en: "This portal is closed"),
            explanation: Phrase(
                fr:
                    "« \(portal.name) » n’est plus ouvert. Écrivez à votre interlocuteur habituel pour savoir où aller.",
                en: "“\(portal.name)” is no longer open. Write to your usual contact to learn where to go."))
    }

    var path: String { portal.map { "/p/" + $0.slug } ?? "/admin" }
    var cookie: SiteCookies.Name { portal.map { .portal(slug: $0.slug) } ?? .office }
    var kind: Person.Kind { portal == nil ? .staff : .external }
    var theme: String? { portal.map { "/p/\($0.slug)/theme.css" } }

    var marks: PortalMarks {
        portal.map { PortalMarks(slug: $0.slug, logo: $0.logo, icon: $0.icon) } ?? .none
    }

    /// A card in front of this door.
    func page(_ title: String, _ language: Language, status: HTTPResponse.Status = .ok, _ card: HTML) -> Response {
        .page(
            DoorShell(
                title: title, brandName: name, brandPath: path, theme: theme, marks: marks, language: language,
                card: card
            ).html, status: status)
    }
}

/// A card with a title and one form.
func doorForm(
    _ title: String, _ explanation: HTML, action: String, _ language: Language, fields: [HTML], button: String,
    below: HTML = .empty
) -> HTML {
    """
    <form class="body" method="post" action="\(action)"><div><h1>\(title)</h1><p class="sub">\(explanation)</p></div>\(fields)\
    <button class="btn main wide">\(button)</button>\(below)</form>
    """
}

/// A card that says something and where to go next; the first way is the main one.
func doorMessage(_ title: String, _ explanation: HTML, next: [(label: String, path: String)]) -> HTML {
    let ways: [HTML] = next.enumerated().map { index, way in
        "<a class=\"btn wide\(" main", if: index == 0)\" href=\"\(way.path)\">\(way.label)</a>"
    }
    return "<div class=\"body\"><div><h1>\(title)</h1><p class=\"sub\">\(explanation)</p></div>\(ways)</div>"
}
