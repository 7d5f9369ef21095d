import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// The sign-in page and what happens when its form comes back.
enum SignIn {
    static func show(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let door = try await Door.of(request, context, app)
        if context.visitor != nil { return .seeOther(door.path) }
        return page(
            door, context.language, name: "", back: request.query["to"], problem: nil,
            note: Done.note(request, context.language),
            signUp: try await SignUpDesk.invitation(app, door, context.language))
    }

    static func create(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let door = try await Door.of(request, context, app)
        let form = try await request.form()
        let device = app.cookies.value(.device, in: request).flatMap(Token.hash(of:))
        let attempt = SignInAttempt(
            app: app, door: door, name: form["login"], password: form.raw("password"), address: context.address,
            device: device, logger: context.logger)
        switch try await attempt.run() {
        case .wait(let interval): throw Refusal.tooMany(interval)
        case .refused(let reason):
            app.counters.count("sign_in_failures")
            let problem = reason.phrase(door)(context.language)
            return page(
                door, context.language, status: reason.status, name: form["login"], back: form["to"], problem: problem,
                note: .empty, signUp: try await SignUpDesk.invitation(app, door, context.language))
        case .accepted(let person, let access, let failures):
            let start = SessionStart(app, door, access: access?.id, request, context)
            let isKnown = try await app.database.write {
                try start.begin(person, .password(failures: failures), $0)
            }
            app.mailBell.ring()
            let path = try await landing(app, door, person, asked: form["to"])
            return start.response(to: first(person, door, path), isKnown: isKnown)
        }
    }

    /// Whoever has proved the mailbox and chosen a password is in, unless something stands against it that the door then says.
    static func enter(_ app: App, _ door: Door, _ id: RecordID, _ request: Request, _ context: SiteContext)
        async throws -> Response
    {
        let person = try await app.database.read { try People($0).find(id) }
        let attempt = SignInAttempt(
            app: app, door: door, name: "", password: "", address: context.address, device: nil, logger: context.logger)
        guard let person, case .accepted(_, let access, _) = try await attempt.admitted(person, after: 0) else {
            return .seeOther(door.path + "/signin?done=" + Done.passwordChosen.rawValue)
        }
        let start = SessionStart(app, door, access: access?.id, request, context)
        let isKnown = try await app.database.write { try start.begin(person, .link, $0) }
        let path = first(person, door, try await landing(app, door, person, asked: ""))
        let done = (path.contains("?") ? "&" : "?") + "done=" + Done.passwordSet.rawValue
        return start.response(to: path + done, isKnown: isKnown)
    }

    /// Only pages behind the same door: a return address never leads elsewhere.
    static func isInside(_ path: String, _ door: Door) -> Bool {
        isLocalPath(path) && (path == door.path || path.hasPrefix(door.path + "/"))
    }

    /// The page that was asked for before; the door's own address asks for none.
    private static func landing(_ app: App, _ door: Door, _ person: Person, asked: String) async throws -> String {
        let isPage = ![door.path, door.path + "/"].contains(String(asked.prefix { $0 != "?" }))
        if isInside(asked, door), isPage { return asked }
        return person.kind == .staff ? try await StaffLanding.path(app, person) : door.path
    }

    /// What comes before the page that was asked for: a password of one's own, and at the first visit the preferences.
    private static func first(_ person: Person, _ door: Door, _ path: String) -> String {
        guard !person.mustChange else { return door.path + "/password" }
        guard person.kind == .external, person.isNew else { return path }
        return PreferencesPage.path(door.path, before: path)
    }

    static func page(
        _ door: Door, _ language: Language, status: HTTPResponse.Status = .ok, name: String, back: String,
        problem: String?, note: HTML, signUp: HTML = .empty
    ) -> Response {
        let title = Phrase(fr: "Connexion", en: "Sign in")(language)
        let explanation =
            door.portal == nil
            ? Phrase(fr: "Espace interne : réservé aux collaborateurs.", en: "Back office: for staff only.")
            : welcome(door)
        let login = Input(
            "login", Phrase(fr: "Identifiant ou e-mail", en: "Username or e-mail")(language), value: name,
            required: true, autocomplete: "username", focused: name.isEmpty)
        let password = Input(
            "password", Phrase(fr: "Mot de passe", en: "Password")(language), .password, error: problem, required: true,
            autocomplete: "current-password",
            focused: !name.isEmpty)
        let forgot: HTML =
            "<p class=\"center\"><a href=\"\(door.path)/forgot\">\(Phrase(fr: "Mot de passe oublié ?", en: "Forgotten password?")(language))</a></p>"
        let hidden: HTML = "<input type=\"hidden\" name=\"to\" value=\"\(back)\">"
        let card = doorForm(
            title, HTML.text(explanation(language)), action: door.path + "/signin", language,
            fields: [hidden, login.html(language), password.html(language)],
            button: title, below: forgot + signUp)
        return door.page(title, language, status: status, note + card)
    }

    /// The portal's own words, or those for customers.
    private static func welcome(_ door: Door) -> Phrase {
        let own = door.portal?.welcome ?? Phrase(same: "")
        guard own.fr.isEmpty else { return own }
        return Phrase(
            fr: "Votre espace client : factures, commandes, documents.",
            en: "Your customer area: invoices, orders, documents.")
    }

    static func end(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let door = try await Door.of(request, context, app)
        if let visitor = context.visitor, let hash = visitor.session?.hash {
            let now = app.clock.now
            try await app.database.write { connection in
                try Journal(connection).hold()
                try Sessions(connection).end(hash)
                guard let person = try People(connection).find(visitor.viewer.person) else { return }
                let access = visitor.viewer.access.map { [Journal.Subject("accesses", $0)] }
                try SignInEvents(connection: connection, person: person).write("signin.ended", on: access, at: now)
            }
        }
        return Response.seeOther(door.path + "/signin").with(cookie: app.cookies.clear(door.cookie))
    }
}
