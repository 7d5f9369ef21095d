import Core
import HTTPTypes
package import Hummingbird

/// Refuses writes that were not sent from this site: `Sec-Fetch-Site` where the browser sends it, `Origin` otherwise; with neither, no.
/// A program that writes to the API with a key comes from no site.
package struct CrossSiteGuard: RouterMiddleware {
    package typealias Context = SiteContext
    /// `scheme://host[:port]` of the site.
    private let origin: String

    package init(origin: String) { self.origin = origin }

    package func handle(_ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response)
        async throws -> Response
    {
        guard isRead(request.method) || isOurs(request) || isByKey(request) else { throw Refusal.foreignForm }
        return try await next(request, context)
    }

    private func isRead(_ method: HTTPRequest.Method) -> Bool {
        method == .get || method == .head || method == .options
    }

    /// No browser adds a key by itself, as it does cookies and `Basic`, so nobody can be made to send one. With a cookie the guard stays.
    private func isByKey(_ request: Request) -> Bool {
        Area(path: request.uri.path) == .api && request.headers[.cookie] == nil
            && request.headers[.authorization]?.lowercased().hasPrefix("bearer ") == true
    }

    private func isOurs(_ request: Request) -> Bool {
        let sent = request.headers[.origin]
        if let site = request.headers[.secFetchSite] {
            return site == "same-origin" && (sent == nil || sent == "null" || isOwn(sent ?? "", request))
        }
        return sent.map { isOwn($0, request) } ?? false
    }

    /// The configured address, or the one the browser used to get here: a form that came from that host goes back to it.
    private func isOwn(_ sent: String, _ request: Request) -> Bool {
        sent == origin || sent == "http://" + (request.head.authority ?? "")
            || sent == "https://" + (request.head.authority ?? "")
    }
}
