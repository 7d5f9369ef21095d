import Core
import HTTPTypes
package import Hummingbird
package import Web

/// Who looks at a portal in somebody's place changes nothing there, whatever the address.
package struct ReadOnlyLook: RouterMiddleware {
    package typealias Context = SiteContext

    package init() {}

    package func handle(_ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response)
        async throws -> Response
    {
        guard context.visitor?.lookedAtBy != nil else { return try await next(request, context) }
        // Those of the door, which anybody may open; `Route.own` holds the others.
        let isPersonal = ["/password", "/signin", "/signout"].contains { request.uri.path.hasSuffix($0) }
        guard request.method.isRead, !isPersonal else { throw ReadOnlyLook.refusal }
        return try await next(request, context)
    }

    static let refusal = Refusal(
        .forbidden, title: Phrase(fr: "Aperçu en lecture seule", en: "Read-only preview"),
        explanation: Phrase(
            fr:
                "Vous regardez le portail à la place de quelqu’un : rien ne peut y être changé, et ses pages personnelles restent les siennes.",
            en:
                "You are looking at the portal in somebody’s place: nothing can be changed there, and personal pages stay theirs."
        ))
}
