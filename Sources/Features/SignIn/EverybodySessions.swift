import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// Administrators end the sessions of everybody at once, as after a breach, and see what was refused at the doors.
enum EverybodySessions {
    static let path = "/admin/sessions/everybody"
    private static let title = Phrase(
        fr: "Fermer les connexions de tout le monde ?", en: "End everybody’s sessions?")

    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        page(app, context, problem: nil)
    }

    static func end(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let (id, typed) = (context.viewer.person, try await request.form().raw("current"))
        guard let session = context.visitor.session,
            let person = try await app.database.read({ try People($0).find(id) })
        else { throw Refusal.notFound }
        let check = CurrentPassword(app, person, request, address: context.address)
        if let problem = try await check.problem(typed) { return page(app, context, problem: problem) }
        let now = app.clock.now
        try await app.database.write { connection in
            try Journal(connection).hold()
            let count = try Sessions(connection).endEverybodys(except: session.hash)
            try SignInEvents(connection: connection, person: person).write(
                "sessions.ended_everywhere", on: [SignInEvents.doors], ["sessions": String(count)], at: now)
        }
        return .seeOther("/admin/sessions?done=\(Done.sessionsEnded.rawValue)")
    }

    private static func page(_ app: App, _ context: OfficeContext, problem: Phrase?) -> Response {
        let language = context.language
        let words = Phrase(
            fr:
                "Tous les clients et tous les collaborateurs devront se reconnecter ; vous restez connecté ici. Les mots de passe, les liens envoyés et les clés pour l’API restent valables.",
            en:
                "All customers and all staff will have to sign in again; you stay signed in here. Passwords, links that were sent and API keys stay valid."
        )
        let current = Input(
            "current", Phrase(fr: "Votre mot de passe", en: "Your password")(language), .password,
            error: problem?(language), required: true, autocomplete: "current-password", focused: true)
        let yes = Phrase(fr: "Tout fermer", en: "End all")(language)
        let mine = SessionList.heading(language)
        let head = PageHead(
            title(language), crumbs: [PageHead.Crumb(mine, "/admin/sessions"), PageHead.Crumb(title(language))])
        let content: HTML = """
            \(head.html(language))<section class="panel measure"><form class="form body" method="post" action="\(path)"><p>\(words(language))</p>\(current.html(language))\
            <div class="form-acts"><button class="btn bad">\(yes)</button><a class="btn quiet" href="/admin/sessions">\(Words.cancel(language))</a></div></form></section>
            """
        return officePage(
            app, context, title(language), current: "sessions",
            status: problem == nil ? .ok : .unprocessableContent, content)
    }

    /// For administrators, below their own sessions.
    static func panels(_ app: App, _ context: OfficeContext) async throws -> HTML {
        let events = try await app.database.read {
            try Journal($0).events(of: SignInEvents.doors, limit: 20, connection: $0)
        }
        return everybody(context.language) + doors(events, app, context)
    }

    private static func everybody(_ language: Language) -> HTML {
        let words = Phrase(
            fr: "Après une intrusion, ou un doute : tout le monde devra se reconnecter.",
            en: "After an intrusion, or a doubt: everybody will have to sign in again.")
        let open = Phrase(fr: "Fermer les connexions de tout le monde", en: "End everybody’s sessions")(language)
        let heading = Phrase(fr: "Tout le monde", en: "Everybody")(language)
        return bodyPanel(
            heading, id: "everybody-t",
            "<p class=\"soft\">\(words(language))</p><div class=\"acts\">\(buttonLink(open, path, .danger))</div>")
    }

    private static func doors(_ events: [JournalEntry], _ app: App, _ context: OfficeContext) -> HTML {
        let language = context.language
        let none = Phrase(
            fr: "Rien à signaler. Les mots de passe erronés sont comptés ici toutes les dix minutes.",
            en: "Nothing to tell. Wrong passwords are counted here every ten minutes.")
        let body: HTML =
            events.isEmpty
            ? "<p class=\"soft\">\(none(language))</p>"
            : trail(events.map { AccessEvents.step($0, app.catalog, context.formats) })
        return bodyPanel(Phrase(fr: "Aux portes", en: "At the doors")(language), id: "doors-t", body)
    }
}
