import HTTPTypes
package import Hummingbird

/// Answers HEAD with what GET would say, and without the body, refusals included (RFC 9110, section 9.3.2).
package struct HeadAnswers: RouterMiddleware {
    package typealias Context = SiteContext

    package init() {}

    package func handle(_ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response)
        async throws -> Response
    {
        let response = try await next(request, context)
        return request.method == .head ? response.createHeadResponse() : response
    }
}

/// Refuses a method that an address does not take with 405 and the ones that it takes (RFC 9110, section 15.5.6).
package struct MethodGuard: RouterMiddleware {
    package typealias Context = SiteContext
    private let table: MethodTable

    package init(_ table: MethodTable) { self.table = table }

    package func handle(_ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response)
        async throws -> Response
    {
        guard context.endpointPath == nil else { return try await next(request, context) }
        let allowed = table.allowed(at: request.uri.path)
        guard allowed.isEmpty else { throw Refusal.wrongMethod(allowed) }
        return try await next(request, context)
    }
}

/// Refuses a body in a coding that this server does not read: where such a body ends is anybody's guess, so the connection ends with it
/// (RFC 9112, section 6.3).
package struct TransferGuard: RouterMiddleware {
    package typealias Context = SiteContext

    package init() {}

    package func handle(_ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response)
        async throws -> Response
    {
        let codings = request.headers[values: .transferEncoding]
        guard codings.isEmpty || codings.count == 1 && codings[0].lowercased() == "chunked" else {
            throw Refusal.garbled
        }
        return try await next(request, context)
    }
}
