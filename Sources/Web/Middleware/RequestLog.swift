import Core
import HTTPTypes
package import Hummingbird
import Logging

/// One line a request, with a constant message: its name, method, path pattern, status, time, address, and the ids of who asked. Never a path,
/// a query, a token or a body.
package struct RequestLog: RouterMiddleware {
    package typealias Context = SiteContext
    private let counters: Counters

    package init(counters: Counters) { self.counters = counters }

    package func handle(_ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response)
        async throws -> Response
    {
        let start = ContinuousClock.now
        counters.begin()
        defer { counters.end() }
        let response = try await next(request, context)
        let time = start.duration(to: .now)
        counters.count(RouteClass(route: context.endpointPath), status: response.status.code, took: time)
        guard context.logger.logLevel <= .info else { return response }
        context.logger.info("request", metadata: facts(request, context, response, time))
        return response
    }

    private func facts(_ request: Request, _ context: SiteContext, _ response: Response, _ time: Duration)
        -> Logger.Metadata
    {
        let milliseconds = time.components.seconds * 1000 + time.components.attoseconds / 1_000_000_000_000_000
        var facts: Logger.Metadata = [
            "method": "\(request.method)", "route": "\(context.endpointPath ?? "none")",
            "status": "\(response.status.code)", "ms": "\(milliseconds)", "address": "\(context.address)",
        ]
        if let asker = context.facts.asker {
            facts["person"] = "\(asker.person.text)"
            facts["by"] = "\(asker.by.rawValue)"
            if let access = asker.access { facts["access"] = "\(access.text)" }
        }
        return facts
    }
}
