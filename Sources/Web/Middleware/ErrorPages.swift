import Core
import HTML
import HTTPTypes
package import Hummingbird
import Logging
import NIOHTTP1

/// Turns every error into a page (or an RFC 9457 problem) that says what happened and what to do. Causes go to the log, never to visitors.
///
/// It stands in two places: outermost for what breaks before anybody is known, and behind the visitor's lookup, whose
/// context knows the person, so that the page speaks their language inside their own portal.
package struct ErrorPages: RouterMiddleware {
    package typealias Context = SiteContext
    /// Tells errors of lower layers that mean "try again later" from defects.
    private let refusal: @Sendable (any Error) -> Refusal?
    /// The page inside its area's shell; nil for a page that stands alone.
    private let inPlace: Page

    package typealias Page = @Sendable (Refusal, Area, SiteContext) async -> Response?

    package init(refusal: @escaping @Sendable (any Error) -> Refusal?, page: @escaping Page) {
        self.refusal = refusal
        self.inPlace = page
    }

    package func handle(_ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response)
        async throws -> Response
    {
        do {
            return try await next(request, context)
        } catch let error as SignInNeeded {
            return answer(error, request, context)
        } catch {
            let refusal = known(error, context)
            var response = await answer(refusal, request, context)
            if let seconds = refusal.retryAfter { response.headers[.retryAfter] = String(seconds) }
            return response
        }
    }

    private func known(_ error: any Error, _ context: SiteContext) -> Refusal {
        if let refusal = error as? Refusal { return refusal }
        if let refusal = refusal(error) {
            context.logger.warning("request refused by a lower layer", metadata: ["error": "\(error)"])
            return refusal
        }
        if let http = error as? any HTTPResponseError { return refused(http.status) }
        // The body that was being read is no HTTP.
        if error is HTTPParserError { return .garbled }
        context.logger.error("request failed", metadata: ["error": "\(String(reflecting: error))"])
        return .broken
    }

    private func refused(_ status: HTTPResponse.Status) -> Refusal {
        switch status {
        case .notFound, .methodNotAllowed: .notFound
        case .contentTooLarge: .tooLarge(bytes: 1 << 20)
        case .badRequest: .unreadable
        default:
            status.code < 500
                ? Refusal(status, title: Refusal.unreadable.title, explanation: Refusal.unreadable.explanation)
                : .broken
        }
    }

    private func answer(_ error: SignInNeeded, _ request: Request, _ context: SiteContext) -> Response {
        let back = request.method.isRead ? "?to=" + escapedForURL(request.uri.string) : ""
        switch error.area {
        case .office: return .seeOther("/admin/signin" + back)
        case .portal(let slug): return .seeOther("/p/\(escapedForURL(slug))/signin" + back)
        case .api, .open: return unauthorized(request, context)
        }
    }

    /// Names the way in, as RFC 9110 asks of a 401. Why a key opens nothing is not told: whoever sends it may have only found it.
    private func unauthorized(_ request: Request, _ context: SiteContext) -> Response {
        var response = problem(request.headers[.authorization] == nil ? .signInNeeded : .keyRefused, context)
        response.headers[.wwwAuthenticate] = "Bearer"
        return response
    }

    private func answer(_ refusal: Refusal, _ request: Request, _ context: SiteContext) async -> Response {
        let area = Area(path: request.uri.path)
        var response = area == .api ? problem(refusal, context) : await page(refusal, area, context)
        response.headers.append(contentsOf: refusal.headers)
        return response
    }

    private func page(_ refusal: Refusal, _ area: Area, _ context: SiteContext) async -> Response {
        if let page = await inPlace(refusal, area, context) { return page }
        return .page(
            RefusalPage(
                refusal: refusal, area: area, brandName: "Parvis", reference: refusal.reference(context),
                language: context.language
            ).html, status: refusal.status)
    }

    private func problem(_ refusal: Refusal, _ context: SiteContext) -> Response {
        let facts: [(String, JSON)] = [
            ("type", .text("about:blank")), ("title", .text(refusal.title(context.language))),
            ("status", .int(Int64(refusal.status.code))),
            ("detail", .text(refusal.explanation(context.language))),
        ]
        let reference = refusal.reference(context).map { [("request_id", JSON.text($0))] } ?? []
        return .json(JSON.object(facts + reference).text, status: refusal.status, type: "application/problem+json")
    }
}
