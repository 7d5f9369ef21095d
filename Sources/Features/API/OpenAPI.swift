import Core
import Hummingbird
import Web

/// `GET /api/openapi.json`: the API of whoever asks, described by OpenAPI 3.1: the modules and fields that this person or key sees, and no others.
enum OpenAPI {
    static func handle(_ app: App, _ request: Request, _ context: APIContext) async throws -> Response {
        let cookie = context.visitor.portal.map { app.cookies.fullName(.portal(slug: $0.slug)) }
        return .json(document(app.catalog, for: context.viewer, server: app.site.baseAddress, cookie: cookie).text)
    }

    static func document(_ catalog: Catalog, for viewer: Viewer, server: String, cookie: String?) -> JSON {
        let modules = catalog.modules.filter { viewer.grants[$0.key].see != .nobody }
        let schemes = securitySchemes(cookie: cookie)
        return .object([
            ("openapi", .text("3.1.0")),
            ("info", .object([("title", .text("Parvis")), ("version", .text("1")), ("description", .text(about))])),
            ("servers", .array([.object([("url", .text(server))])])),
            ("security", .array(schemes.map { .object([($0.0, .array([]))]) })),
            ("paths", .object(modules.flatMap { OpenAPIPaths(module: $0, viewer: viewer).all })),
            ("components", components(modules, viewer, schemes)),
        ])
    }

    private static func components(_ modules: [Module], _ viewer: Viewer, _ schemes: [(String, JSON)]) -> JSON {
        let records = modules.map { ($0.key, OpenAPISchemas.record($0, viewer)) }
        return .object([
            ("securitySchemes", .object(schemes)),
            ("schemas", .object(records + [("problem", OpenAPISchemas.problem)])),
        ])
    }

    /// Two ways in, one at a time: programs send a key, pages have the cookie of their portal.
    private static func securitySchemes(cookie: String?) -> [(String, JSON)] {
        let words = "The key of one access: \(APIKey.prefix) and 43 characters. It wins over the cookie"
        let key = JSON.object([("type", .text("http")), ("scheme", .text("bearer")), ("description", .text(words))])
        let session = cookie.map {
            JSON.object([("type", .text("apiKey")), ("in", .text("cookie")), ("name", .text($0))])
        }
        return [("key", key)] + (session.map { [("session", $0)] } ?? [])
    }

    private static let about = """
        Each person sees the records and fields that the portal shows, here as everywhere. Ids are 13 characters. Amounts are whole numbers of cents; other decimals \
        are whole numbers of 10^-x-scale. Days are 2026-11-22, moments are 2026-11-22T10:00:00Z.
        """
}
