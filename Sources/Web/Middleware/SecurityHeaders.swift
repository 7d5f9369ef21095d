import Core
import HTTPTypes
package import Hummingbird

/// Adds to every answer what keeps pages from being framed, sniffed or scripted from elsewhere.
package struct SecurityHeaders: RouterMiddleware {
    package typealias Context = SiteContext
    /// Browsers insist on HTTPS for so long; nil over plain HTTP.
    private let transport: String?

    /// A name of three parts and more, such as `clients.exemple.fr`, takes the names below it along. `exemple.fr` itself does not: other
    /// sites of the company may live below it that know no HTTPS.
    package init(isSecure: Bool, host: String) {
        let isOwn = host.split(separator: ".").count >= 3 && NetworkAddress(host) == nil
        transport = isSecure ? "max-age=31536000\(isOwn ? "; includeSubDomains" : "")" : nil
    }

    private static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    package func handle(_ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response)
        async throws -> Response
    {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] = response.headers[.contentSecurityPolicy] ?? SecurityHeaders.policy
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "same-origin"
        response.headers[.crossOriginOpenerPolicy] = "same-origin"
        response.headers[.crossOriginResourcePolicy] = "same-origin"
        response.headers[.permissionsPolicy] = "camera=(), geolocation=(), microphone=(), payment=()"
        if let transport { response.headers[.strictTransportSecurity] = transport }
        return response
    }
}

extension HTTPField.Name {
    /// A fixed name is always valid; the fallback is never used.
    private static func fixed(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .server }

    static let referrerPolicy = fixed("Referrer-Policy")
    static let crossOriginOpenerPolicy = fixed("Cross-Origin-Opener-Policy")
    static let crossOriginResourcePolicy = fixed("Cross-Origin-Resource-Policy")
    static let permissionsPolicy = fixed("Permissions-Policy")
    static let secFetchSite = fixed("Sec-Fetch-Site")
    static let xForwardedFor = fixed("X-Forwarded-For")
}
