import Core
import Hummingbird
import Web

/// `GET /api/openapi.json`: the API described by OpenAPI 3.1, generated from the catalogue. Internal fields are not in it.
enum OpenAPI {
    static func handle(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        .json(document(app.catalog, server: app.site.baseAddress).text)
    }

    static func document(_ catalog: Catalog, server: String) -> JSON {
        .object([
            ("openapi", .text("3.1.0")),
            ("info", .object([("title", .text("Parvis")), ("version", .text("1")), ("description", .text(about))])),
            ("servers", .array([.object([("url", .text(server))])])),
            ("security", .array(securitySchemes.map { .object([($0.0, .array([]))]) })),
            ("paths", .object(catalog.modules.flatMap(OpenAPIPaths.paths))),
            (
                "components",
                .object([
                    ("securitySchemes", .object(securitySchemes)),
                    (
                        "schemas",
                        .object(
                            catalog.modules.map { ($0.key, OpenAPISchemas.record($0)) } + [
                                ("problem", OpenAPISchemas.problem)
                            ])
                    ),
                ])
            ),
        ])
    }

    /// Two ways in, one at a time: programs send a key, pages have the portal's cookie.
    private static let securitySchemes: [(String, JSON)] = [
        (
            "key",
            .object([
                ("type", .text("http")), ("scheme", .text("bearer")),
                (
                    "description",
                    .text("The key of one access: \(APIKey.prefix) and 43 characters. It wins over the cookie")
                ),
            ])
        ),
        (
            "session",
            .object([("type", .text("apiKey")), ("in", .text("cookie")), ("name", .text("__Host-parvis-portal"))])
        ),
    ]

    private static let about = """
        Each person sees the records and fields that the portal shows. Ids are 13 characters. Amounts are whole numbers of cents; other decimals are whole \
        numbers of 10^-x-scale. Days are 2026-11-22, moments are 2026-11-22T10:00:00Z.
        """
}
