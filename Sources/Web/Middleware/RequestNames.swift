import Core
package import HTTPTypes
package import Hummingbird
import Logging

/// Names each request, so that an error page, a line of the log and the proxy's own log can be brought together: by the name that a proxy
/// gave, when it is one, or a new one. The answer carries it in `X-Request-Id`.
package struct RequestNames: RouterMiddleware {
    package typealias Context = SiteContext

    package init() {}

    package func handle(_ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response)
        async throws -> Response
    {
        var context = context
        if let given = request.headers[.xRequestID], isRequestName(given) { context.requestID = given }
        context.logger[metadataKey: "hb.request.id"] = nil
        context.logger[metadataKey: "request"] = "\(context.requestID)"
        var response = try await next(request, context)
        response.headers[.xRequestID] = context.requestID
        return response
    }
}

/// Up to 64 letters, digits, `-`, `_` and `.`: anything else could say something in a log.
private func isRequestName(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
        && text.utf8.allSatisfy {
            switch $0 {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
            default: false
            }
        }
}

/// 80 random bits in the digits of record ids.
func newRequestName() -> String {
    let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    return String(decoding: (0..<16).map { _ in digits[Int.random(in: 0..<32)] }, as: UTF8.self)
}

extension HTTPField.Name {
    /// A fixed name is always valid; the fallback is never used.
    package static let xRequestID = HTTPField.Name("X-Request-Id") ?? .server
}
