import Core
import HTML
import Hummingbird
import Store
import Web

/// A person changes its own password, knowing the old one. After a temporary password nothing else opens before this.
enum PasswordChange {
    static func show(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let (door, _) = try await signedIn(app, request, context)
        return page(door, context, problems: [:])
    }

    static func create(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let (door, visitor) = try await signedIn(app, request, context)
        let form = try await request.form()
        guard let person = try await app.database.read({ try People($0).find(visitor.viewer.person) }) else {
            throw Refusal.notFound
        }
        let problems = try await problems(app, door, person, request, form, context)
        guard problems.isEmpty else { return page(door, context, problems: problems) }
        let hash = try await app.passwords.hash(form.raw("password"))
        let now = app.clock.now
        let start = SessionStart(app, door, access: visitor.viewer.access, request, context)
        let isKnown = try await app.database.write { connection in
            try NewPassword(app: app, connection: connection, person: person, portal: door.portal).set(
                hash, isFirst: false, at: now)
            return try start.begin(person, .renewal, connection)
        }
        app.mailBell.ring()
        // With a temporary password this was the first visit.
        let isFirst = person.mustChange && person.kind == .external && person.preferences.zone == nil
        let home = person.mustChange && person.kind == .staff ? try await StaffLanding.path(app, person) : door.path
        let next = isFirst ? PreferencesPage.path(door.path, before: door.path) : home
        return start.response(to: "\(next)?done=\(Done.passwordChanged.rawValue)", isKnown: isKnown)
    }

    private static func signedIn(_ app: App, _ request: Request, _ context: SiteContext) async throws -> (Door, Visitor)
    {
        let door = try await Door.of(request, context, app)
        guard let visitor = context.visitor else { throw SignInNeeded(area: door.area) }
        return (door, visitor)
    }

    private static func problems(
        _ app: App, _ door: Door, _ person: Person, _ request: Request, _ form: Form, _ context: SiteContext
    )
        async throws -> [String: String]
    {
        if let wrong = try await CurrentPassword(app, person, request, address: context.address).problem(
            form.raw("current"))
        {
            return ["current": wrong(context.language)]
        }
        if form.raw("current") == form.raw("password") {
            return [
                "password": Phrase(
                    fr: "Choisissez un mot de passe différent de l’actuel.",
                    en: "Choose a password that differs from the current one.")(context.language)
            ]
        }
        let words = try await PasswordContext.read(app, person, door)
        return PasswordRules.problem(form.raw("password"), context: words).map {
            ["password": $0.message(context.language)]
        } ?? [:]
    }

    private static func page(_ door: Door, _ context: SiteContext, problems: [String: String]) -> Response {
        let language = context.language
        let title = Phrase(fr: "Mot de passe", en: "Password")(language)
        let mustChange = context.visitor?.mustChange == true
        let explanation =
            mustChange
            ? Phrase(
                fr: "Votre mot de passe est provisoire : choisissez le vôtre pour continuer.",
                en: "Your password is temporary: choose your own to go on.")
            : Phrase(fr: "Vos autres connexions seront fermées.", en: "Your other sessions will be ended.")
        let current = Input(
            "current", Phrase(fr: "Mot de passe actuel", en: "Current password")(language), .password,
            error: problems["current"], required: true,
            autocomplete: "current-password", focused: problems["password"] == nil)
        let back: HTML =
            mustChange ? .empty : "<p class=\"center\"><a href=\"\(door.path)\">\(Words.cancel(language))</a></p>"
        let card = doorForm(
            title, HTML.text(explanation(language)), action: door.path + "/password", language,
            fields: [
                current.html(language),
                Welcome.passwordField(language, problems["password"], focused: problems["password"] != nil),
            ],
            button: Phrase(fr: "Changer le mot de passe", en: "Change the password")(language), below: back)
        return door.page(title, language, status: problems.isEmpty ? .ok : .unprocessableContent, card)
    }
}
