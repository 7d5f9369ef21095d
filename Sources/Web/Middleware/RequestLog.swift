import Core
package import Hummingbird
import Logging
import HTTPTypes

/// One line a request, with a constant message: method, path pattern, status, time, who. Never a query, a token or a body.
package struct RequestLog: RouterMiddleware {
    package typealias Context = SiteContext
    private let counters: Counters

    package init(counters: Counters) { self.counters = counters }

    package func handle(_ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response)
        async throws -> Response
    {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let time = start.duration(to: .now)
        let milliseconds = time.components.seconds * 1000 + time.components.attoseconds / 1_000_000_000_000_000
        counters.count(status: response.status.code, route: context.endpointPath ?? "none", milliseconds: milliseconds)
        if context.logger.logLevel <= .info {
            context.logger.info(
                "request",
                metadata: [
                    "method": "\(request.method)", "route": "\(context.endpointPath ?? "none")",
                    "status": "\(response.status.code)", "ms": "\(milliseconds)",
                    "address": "\(context.address)",
                ])
        }
        return response
    }
}
