import Core
import HTTPTypes
package import Hummingbird
import Store
package import Web

/// Loses nothing that somebody typed: a form that comes after its session, through another access than the one it was shown to, or to a page
/// that is refused by then, keeps its text. A form whose session has run out waits for the same person behind the door; a form that was
/// opened for another access is not taken for this one (decision 0030).
package struct FormKeeper: RouterMiddleware {
    package typealias Context = SiteContext
    private let app: App
    private let refusal: @Sendable (any Error) -> Refusal?

    package init(app: App, refusal: @escaping @Sendable (any Error) -> Refusal?) {
        self.app = app
        self.refusal = refusal
    }

    package func handle(_ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response)
        async throws -> Response
    {
        let area = Area(path: request.uri.path)
        guard request.method == .post, let cookie = cookie(area), !isDoor(request.uri.path) else {
            return try await next(request, context)
        }
        if let visitor = context.visitor, visitor.lookedAtBy == nil {
            return try await handle(request, context, visitor, area, next: next)
        }
        guard context.visitor == nil, let path = try await keepForLater(request, cookie, area) else {
            return try await next(request, context)
        }
        return .seeOther("\(area.home)/signin?to=" + escapedForURL(path))
    }

    private func handle(
        _ request: Request, _ context: SiteContext, _ visitor: Visitor, _ area: Area,
        next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        let start = try await BodyStart.read(request)
        if let owner = FormMark.owner(request), owner != FormMark.owner(visitor) {
            let other = OtherForm(app: app, context: context, area: area, owner: owner)
            return try await other.answer(request, start, visitor)
        }
        var replayed = request
        replayed.body = start.body
        do {
            return try await next(replayed, context)
        } catch {
            guard !(error is SignInNeeded), let refusal = error as? Refusal ?? refusal(error) else { throw error }
            throw refusal.keeping(typed(start, request, context.language))
        }
    }

    private func typed(_ start: BodyStart, _ request: Request, _ language: Language) -> TypedText {
        TypedText(start.fields, path: request.uri.path, catalog: app.catalog, language: language)
    }

    private func cookie(_ area: Area) -> SiteCookies.Name? {
        switch area {
        case .office: .office
        case .portal(let slug) where isSlug(slug): .portal(slug: slug)
        case .portal, .api, .open: nil
        }
    }

    /// Doors ask for secrets, and work without a session.
    private func isDoor(_ path: String) -> Bool {
        let parts = path.split(separator: "/").map(String.init)
        let place = parts.first == "p" ? parts.dropFirst(2) : parts.dropFirst(1)
        let doors: Set = [
            "signin", "signout", "forgot", "welcome", "code", "password", "signup", "first", "switch", "sessions",
            "not-me", "unfinished", "policy",
        ]
        return place.first.map(doors.contains) ?? true
    }

    /// Keeps the form of a session that ran out; returns the page that shows it. Nil when nobody knows whose it was.
    private func keepForLater(_ request: Request, _ cookie: SiteCookies.Name, _ area: Area) async throws -> String? {
        let now = app.clock.now
        guard let hash = app.cookies.value(cookie, in: request).flatMap(Token.hash(of:)),
            let former = try await app.database.read({ try Sessions($0).former(hash, at: now) }),
            FormMark.owner(request).map({ $0 == former.access ?? former.person }) ?? true
        else { return nil }
        let start = try await BodyStart.read(request)
        return try await UnfinishedForm.keep(app, request, start, person: former.person, access: former.access, area)
    }
}
