import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// A person sees where it is signed in and, with the password typed again, ends what it does not know.
enum SessionList {
    static func showInPortal(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        try await page(app, context, note: Done.note(request, context.language))
    }

    static func showInOffice(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        try await page(app, context, note: Done.note(request, context.language))
    }

    static func endInPortal(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let ending = SessionEnding(app, context.visitor, request, context.address)
        if let problem = try await ending.run(context.parameters.get("id")) {
            return try await page(app, context, problem: problem)
        }
        return .seeOther("\(context.portal.path)/sessions?done=\(Done.sessionEnded.rawValue)")
    }

    static func endInOffice(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let ending = SessionEnding(app, context.visitor, request, context.address)
        if let problem = try await ending.run(context.parameters.get("id")) {
            return try await page(app, context, problem: problem)
        }
        return .seeOther("/admin/sessions?done=\(Done.sessionEnded.rawValue)")
    }

    private static func page(_ app: App, _ context: PortalContext, problem: Phrase? = nil, note: HTML = .empty)
        async throws -> Response
    {
        let key = try await OwnKey.panel(app, context)
        let view = try await view(app, context.visitor, context.formats, context.portal.path, problem)
        return portalPage(
            app, context, heading(context.language), current: nil, status: view.status, note + view.html(below: key))
    }

    private static func page(_ app: App, _ context: OfficeContext, problem: Phrase? = nil, note: HTML = .empty)
        async throws -> Response
    {
        let doors = context.visitor.isAdministrator ? try await EverybodySessions.panels(app, context) : .empty
        let view = try await view(app, context.visitor, context.formats, "/admin", problem)
        return officePage(
            app, context, heading(context.language), current: "sessions", status: view.status,
            note + view.html(below: doors))
    }

    private static func view(
        _ app: App, _ visitor: Visitor, _ formats: Formats, _ door: String, _ problem: Phrase?
    ) async throws -> SessionListView {
        let now = app.clock.now
        let sessions = try await app.database.read { try Sessions($0).list(of: visitor.viewer.person, at: now) }
        return SessionListView(
            sessions: sessions, current: visitor.session?.publicID, formats: formats, path: door + "/sessions",
            problem: problem)
    }

    static func heading(_ language: Language) -> String {
        Phrase(fr: "Mes connexions", en: "My sessions")(language)
    }
}

/// Ends one of a person's own sessions, or all but this one (`others`). Whoever found a browser open does not know the password, and cannot
/// shut the owner out elsewhere.
private struct SessionEnding {
    private let app: App
    private let visitor: Visitor
    private let request: Request
    private let address: String

    init(_ app: App, _ visitor: Visitor, _ request: Request, _ address: String) {
        (self.app, self.visitor, self.request, self.address) = (app, visitor, request, address)
    }

    /// What is wrong with the password; nil when it is done.
    func run(_ which: String?) async throws -> Phrase? {
        let (id, typed) = (visitor.viewer.person, try await request.form().raw("current"))
        guard let person = try await app.database.read({ try People($0).find(id) }) else { throw Refusal.notFound }
        let check = CurrentPassword(app, person, request, address: address)
        if let problem = try await check.problem(typed) { return problem }
        let (kept, now) = (visitor.session?.hash, app.clock.now)
        try await app.database.write { connection in
            try Journal(connection).hold()
            let sessions = Sessions(connection)
            var count = 1
            if which == "others" {
                count = try sessions.endAll(of: id, except: kept)
            } else {
                guard let session = which.flatMap({ RecordID(text: $0) }), try sessions.end(publicID: session, of: id)
                else { throw Refusal.notFound }
            }
            try SignInEvents(connection: connection, person: person).write(
                "sessions.ended", ["sessions": String(count)], at: now)
        }
        return nil
    }
}

/// What the page about the own sessions shows.
private struct SessionListView {
    let sessions: [Sessions.Listed]
    /// The one that looks at the page.
    let current: RecordID?
    let formats: Formats
    let path: String
    let problem: Phrase?

    private var language: Language { formats.language }
    var status: HTTPResponse.Status { problem == nil ? .ok : .unprocessableContent }

    func html(below: HTML) -> HTML {
        let title = SessionList.heading(language)
        let sub = Phrase(
            fr: "Fermez ce que vous ne reconnaissez pas, puis changez votre mot de passe.",
            en: "End what you do not recognise, then change your password.")
        let rows: [HTML] = sessions.map(row)
        let list: HTML =
            "<section class=\"panel\" aria-label=\"\(title)\">\(question)<ul class=\"plain-list\">\(rows)</ul></section>"
        // One form: each button says which sessions it ends, and the field stands before them all.
        let form: HTML =
            sessions.count < 2 ? list : "<form method=\"post\" action=\"\(path)/others/end\">\(list)</form>"
        return
            "\(PageHead(title, sub: HTML.text(sub(language))).html(language))<div class=\"stack\">\(form)\(below)</div>"
    }

    private var question: HTML {
        guard sessions.count > 1 else { return .empty }
        let current = Input(
            "current", Phrase(fr: "Mot de passe actuel", en: "Current password")(language), .password,
            hint: Phrase(fr: "Demandé pour fermer une connexion.", en: "Asked for to end a session.")(language),
            error: problem?(language), required: true, autocomplete: "current-password", focused: problem != nil)
        let others = Phrase(fr: "Fermer toutes les autres", en: "End all others")(language)
        return """
            <div class="body form"><div class="measure">\(current.html(language))</div>\
            <div class="acts"><button class="btn">\(others)</button></div></div>
            """
    }

    private func row(_ session: Sessions.Listed) -> HTML {
        let end = Phrase(fr: "Fermer", en: "End")(language)
        let action: HTML =
            session.publicID == current
            ? chip(Phrase(fr: "Cette connexion", en: "This session")(language), .ok)
            : "<button class=\"btn\" formaction=\"\(path)/\(session.publicID.text)/end\">\(end)<span class=\"sr\"> – \(browserName(session.agent))</span></button>"
        return sessionItem(session, formats, action)
    }
}

/// A session in a list: the browser, since when, from where, and what can be done.
func sessionItem(_ session: Sessions.Listed, _ formats: Formats, _ action: HTML) -> HTML {
    let since = Phrase(
        fr:
            "depuis le \(formats.moment(session.createdAt)) · vue le \(formats.moment(session.seenAt)) · \(session.address)",
        en:
            "since \(formats.moment(session.createdAt)) · seen \(formats.moment(session.seenAt)) · \(session.address)"
    )
    return """
        <li><span class="i i-lock"></span><div><b>\(browserName(session.agent))</b><small>\(since(formats.language))</small></div>\(action)</li>
        """
}

/// A browser and system as people call them, from the user agent; only for show.
func browserName(_ agent: String) -> String {
    let browsers = [
        ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ]
    let systems = [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]
    let browser = browsers.first { agent.contains($0.0) }?.1 ?? shortened(agent.isEmpty ? "?" : agent, to: 40)
    return systems.first { agent.contains($0.0) }.map { browser + " · " + $0.1 } ?? browser
}
