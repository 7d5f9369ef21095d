import Core
import Hummingbird
import Store
import Web

/// Doors, passwords, sessions, languages.
enum SignInRoutes {
    static func all(_ app: App) -> [Route] {
        ["/p/:portal", "/admin"].flatMap { doors(app, $0) } + sessions(app) + signUp(app) + [
            .open(.get, "/admin/first/:token", app, FirstAdministrator.show),
            .open(.post, "/admin/first/:token", app, FirstAdministrator.create),
            .open(.get, "/language/:code", app, language), .open(.get, "/", app, root),
        ]
    }

    private static func doors(_ app: App, _ path: String) -> [Route] {
        [
            .open(.get, path + "/signin", app, SignIn.show), .open(.post, path + "/signin", app, SignIn.create),
            .open(.post, path + "/signout", app, SignIn.end),
            .open(.get, path + "/forgot", app, ForgottenPassword.show),
            .open(.post, path + "/forgot", app, ForgottenPassword.create),
            .open(.get, path + "/welcome/:token", app, Welcome.show),
            .open(.post, path + "/welcome/:token", app, Welcome.create),
            .open(.post, path + "/welcome/:token/again", app, NewInvitation.create),
            .open(.get, path + "/code", app, CodeEntry.show), .open(.post, path + "/code", app, CodeEntry.create),
            .open(.get, path + "/password", app, PasswordChange.show),
            .open(.post, path + "/password", app, PasswordChange.create),
        ]
    }

    private static func signUp(_ app: App) -> [Route] {
        [
            .open(.get, "/p/:portal/signup", app, SignUpPage.show),
            .open(.post, "/p/:portal/signup", app, SignUpPage.create),
            .open(.get, "/p/:portal/signup/:token", app, SignUpStatus.show),
            .open(.post, "/p/:portal/signup/:token", app, SignUpStatus.confirm),
        ]
    }

    private static func sessions(_ app: App) -> [Route] {
        [
            .own(.get, "/p/:portal/sessions", app, SessionList.showInPortal),
            .own(.get, "/p/:portal/switch", app, SwitchAccess.show),
            .own(.post, "/p/:portal/switch", app, SwitchAccess.create),
            .own(.post, "/p/:portal/sessions/:id/end", app, SessionList.endInPortal),
            .office(.get, CustomerChoice.path, app, CustomerChoice.show),
            .office(.post, CustomerChoice.path, app, CustomerChoice.create),
            .office(.get, "/admin/sessions", app, SessionList.showInOffice),
            .office(.post, "/admin/sessions/:id/end", app, SessionList.endInOffice),
            .administrator(.get, EverybodySessions.path, app, EverybodySessions.show),
            .administrator(.post, EverybodySessions.path, app, EverybodySessions.end),
        ]
    }

    /// Remembers the language in a cookie and goes back to the page one was on.
    private static func language(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        guard let language = context.parameters.get("code").flatMap(Language.init(rawValue:)) else {
            throw Refusal.notFound
        }
        let referer = request.headers[.referer] ?? ""
        let origin = app.site.baseAddress
        let path =
            referer.hasPrefix(origin + "/") ? String(referer.dropFirst(origin.count)) : localPart(referer, request)
        return Response.seeOther(path).with(cookie: app.cookies.set(.language, language.rawValue, days: 365))
    }

    private static func localPart(_ referer: String, _ request: Request) -> String {
        for scheme in ["http://", "https://"] {
            let start = scheme + (request.head.authority ?? "") + "/"
            if referer.hasPrefix(start) { return "/" + referer.dropFirst(start.count) }
        }
        return "/"
    }

    /// One portal: there; none yet: the back office.
    private static func root(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let portals = try await app.database.read { try Portals($0).all() }
        return .seeOther(portals.first.map { "/p/" + $0.slug } ?? "/admin")
    }
}
