import Core
import HTTPTypes
import Hummingbird
import NIOCore
import Store
import Web

/// A portal's colours as a style sheet.
enum ThemeShow {
    static func handle(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let slug = context.parameters.get("portal") ?? ""
        guard let portal = try await app.database.read({ try Portals($0).find(slug: slug) }) else {
            throw Refusal.notFound
        }
        var headers = HTTPFields()
        headers[.contentType] = "text/css; charset=utf-8"
        headers[.cacheControl] = "public, max-age=300"
        let css = Colour(hex: portal.accent).map { Theme($0).css } ?? ""
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: css)))
    }
}
