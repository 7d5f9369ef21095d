import Core
import HTTPTypes
package import Hummingbird
import Store
package import Web

/// Sends whoever uses a portal's former address to the same page below its address of today, for ever.
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
        return Response(status: .permanentRedirect, headers: [.location: "/p/" + portal.slug + rest + query])
    }
}
