import Core
import HTTPTypes
package import Hummingbird
import Store
package import Web

/// Sends whoever uses a portal's former address to the same page below its address of today. No browser keeps that: a portal may move
/// back, and what was kept would then lead in a circle.
package struct FormerAddresses: RouterMiddleware {
    package typealias Context = SiteContext
    private let app: App

    package init(app: App) { self.app = app }

    package func handle(_ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response)
        async throws -> Response
    {
        // Who is signed in here is at a portal that has this address now.
        guard case .portal(let slug) = Area(path: request.uri.path), isSlug(slug),
            context.visitor?.portal?.slug != slug,
            let portal = try await app.database.read({ try Portals($0).current(ofFormer: slug) }), portal.slug != slug
        else { return try await next(request, context) }
        let rest = request.uri.path.dropFirst("/p/".count + slug.count)
        let query = request.uri.query.map { "?" + $0 } ?? ""
        // A form goes along with what was typed; a page is asked for anew.
        let isPage = request.method == .get || request.method == .head
        return Response(
            status: isPage ? .found : .temporaryRedirect,
            headers: [.location: "/p/" + portal.slug + rest + query, .cacheControl: "no-store"])
    }
}
