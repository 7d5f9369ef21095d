import Core
import HTTPTypes
package import Hummingbird
import Logging
import Store
package import Web

/// Finds out who asks, from the session cookie or the API's key, in one statement, and answers in the person's own language unless the browser
/// was told another.
package struct VisitorLookup: RouterMiddleware {
    package typealias Context = SiteContext
    private let app: App

    package init(app: App) { self.app = app }

    package func handle(_ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response)
        async throws -> Response
    {
        var context = context
        let area = Area(path: request.uri.path)
        if let visitor = try await visitor(request, area, context.logger) {
            context.visitor = visitor
            // The API has no page to go to: there the context refuses.
            if visitor.mustChange, area != .api, !isAllowedBeforeChange(request.uri.path) {
                return .seeOther((visitor.portal?.path ?? "/admin") + "/password")
            }
            if visitor.waitsForPolicy, area != .api, let portal = visitor.portal,
                !isAllowedBeforePolicy(request.uri.path, portal)
            {
                let wanted = request.method.isRead ? "?to=" + escapedForURL(request.uri.string) : ""
                return .seeOther(portal.path + "/policy" + wanted)
            }
            if app.cookies.value(.language, in: request) == nil {
                let usual = context.isLanguageSaid ? context.language : visitor.portalLanguage ?? .fr
                context.language = visitor.preferences.language ?? usual
            }
        } else if !context.isLanguageSaid, case .portal(let slug) = area, isSlug(slug) {
            context.language = try await app.database.read { try Portals($0).find(slug: slug)?.language } ?? .fr
        }
        return try await next(request, context)
    }

    /// With a temporary password only choosing one's own, or leaving, is possible.
    private func isAllowedBeforeChange(_ path: String) -> Bool {
        ["/password", "/signout", "/theme.css", "/logo", "/icon"].contains { path.hasSuffix($0) }
    }

    /// Before the privacy policy is accepted only reading it, choosing a password, or leaving is possible.
    private func isAllowedBeforePolicy(_ path: String, _ portal: PortalLook) -> Bool {
        ["/policy", "/password", "/signout", "/theme.css", "/logo", "/icon"].contains { path == portal.path + $0 }
    }

    /// Each portal and the back office have their own cookie.
    private func token(_ area: Area, _ request: Request) -> String? {
        switch area {
        case .office: return app.cookies.value(.office, in: request)
        case .portal(let slug) where isSlug(slug): return app.cookies.value(.portal(slug: slug), in: request)
        case .portal, .api, .open: return nil
        }
    }

    /// The API belongs to no portal: it takes the session of the only one there is, because rights of several never add up. Cookies of
    /// sessions that ended, or of an address that a portal had before, do not count.
    private func onlyOne(_ tokens: [String], _ logger: Logger) async throws -> Visitor? {
        var visitors: [Visitor] = []
        for token in tokens.prefix(20) {
            if let visitor = try await visitor(token, logger) { visitors.append(visitor) }
        }
        return visitors.count == 1 ? visitors[0] : nil
    }

    /// In the API whoever sends credentials means these: the cookie beside them is not looked at. Elsewhere a key is nothing.
    private func visitor(_ request: Request, _ area: Area, _ logger: Logger) async throws -> Visitor? {
        if area == .api, let credentials = request.headers[.authorization] {
            return try await KeyLookup(app: app).visitor(credentials, logger)
        }
        if area == .api { return try await onlyOne(app.cookies.portalSessions(in: request), logger) }
        if case .portal(let slug) = area, isSlug(slug),
            let token = app.cookies.value(.preview(slug: slug), in: request),
            let visitor = try await PreviewLookup(app: app).visitor(token)
        {
            return visitor
        }
        guard let token = token(area, request) else { return nil }
        return try await visitor(token, logger)
    }

    private func visitor(_ token: String, _ logger: Logger) async throws -> Visitor? {
        guard let hash = Token.hash(of: token) else { return nil }
        let now = app.clock.now
        let today = app.today
        let grants = app.grants
        let found = try await app.database.read { connection -> (Sessions.Found, Visitor)? in
            guard let found = try Sessions(connection).find(hash, at: now) else { return nil }
            let maker = VisitorMaker(connection: connection, grants: grants, today: today)
            let end = SessionLimits.end(
                isStaff: found.entrant.person.kind == .staff, createdAt: found.createdAt, now: now)
            let session = SessionFacts(
                hash: hash, publicID: found.publicID, secondsLeft: max(0, (end - now).milliseconds / 1000))
            guard var visitor = try maker.visitor(found.entrant, session) else { return nil }
            if visitor.viewer.isStaff {
                let records = Records(connection, grants.catalog)
                visitor.menuCounts = try records.menuCounts(for: visitor.viewer)
                visitor.ownCustomers = try OwnCustomers(records, visitor.viewer).count(upTo: 2)
            }
            return (found, visitor)
        }
        guard let (session, visitor) = found else { return nil }
        try await touch(session, hash, isStaff: visitor.viewer.isStaff, now, logger)
        return visitor
    }

    /// Remembers the visit at most once a minute, so that reading pages does not write. On a full disk the visit is not remembered and
    /// the page is still read; the session then only ends sooner.
    private func touch(
        _ session: Sessions.Found, _ hash: [UInt8], isStaff: Bool, _ now: Instant, _ logger: Logger
    ) async throws {
        guard now - session.seenAt > .minutes(1) else { return }
        let end = SessionLimits.end(isStaff: isStaff, createdAt: session.createdAt, now: now)
        do {
            try await app.database.write { try Sessions($0).touch(hash, at: now, until: end) }
        } catch StoreError.full(let reason) {
            logger.warning("visit not remembered, the disk is full", metadata: ["error": "\(reason)"])
        }
    }
}

/// How long sessions last: without a visit, and at most.
enum SessionLimits {
    static func idle(isStaff: Bool) -> Interval { isStaff ? .hours(1) : .hours(2) }
    static func absolute(isStaff: Bool) -> Interval { isStaff ? .hours(12) : .hours(24) }

    static func end(isStaff: Bool, createdAt: Instant, now: Instant) -> Instant {
        min(now + idle(isStaff: isStaff), createdAt + absolute(isStaff: isStaff))
    }
}
