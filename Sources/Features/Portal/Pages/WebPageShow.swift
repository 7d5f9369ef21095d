import Core
import HTML
import Hummingbird
import Store
import Web

/// `GET /p/:portal/pages/:key`: a page that staff wrote, for those who have its tab.
enum WebPageShow {
    static func handle(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let key = context.parameters.get("key") ?? ""
        guard let tab = context.visitor.tabs.first(where: { $0.key == key }), case .page(let body) = tab.content else {
            throw Refusal.notFound
        }
        let title = tab.title(context.language)
        let head = PageHead(title).html(context.language)
        let content: HTML = """
            \(head)<section class="panel measure"><div class="body prose">\(Markdown.html(body(context.language)))</div></section>
            """
        return portalPage(app, context, title, current: "pages/" + key, content)
    }
}
