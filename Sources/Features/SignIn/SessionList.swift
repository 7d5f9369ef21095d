import Core
import HTML
import Hummingbird
import Store
import Web

/// A person sees where it is signed in and ends what it does not know.
enum SessionList {
    static func showInPortal(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let key = try await OwnKey.panel(app, context)
        let body = try await content(
            app, request, context.visitor, context.formats, path: context.portal.path, below: key)
        let title = heading(context.language)
        return .page(
            PortalShell(title: title, context: context, nav: PortalNav.items(app, context, current: nil), content: body)
                .html)
    }

    static func showInOffice(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let body = try await content(app, request, context.visitor, context.formats, path: "/admin")
        let nav = OfficeNav.groups(app, context, current: "sessions")
        return .page(
            OfficeShell(
                title: heading(context.language), visitor: context.visitor, language: context.language, nav: nav,
                content: body
            ).html)
    }

    static func endInPortal(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        try await end(app, context.visitor, context.parameters.get("id"), path: context.portal.path)
    }
    static func endInOffice(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        try await end(app, context.visitor, context.parameters.get("id"), path: "/admin")
    }

    /// `others` ends all but this one.
    private static func end(_ app: App, _ visitor: Visitor, _ which: String?, path: String) async throws -> Response {
        let person = visitor.viewer.person
        if which == "others" {
            try await app.database.write { try Sessions($0).endAll(of: person, except: visitor.session?.hash) }
        } else {
            guard let id = which.flatMap({ RecordID(text: $0) }),
                try await app.database.write({ try Sessions($0).end(publicID: id, of: person) })
            else { throw Refusal.notFound }
        }
        return .seeOther("\(path)/sessions?done=\(Done.sessionEnded.rawValue)")
    }

    private static func heading(_ language: Language) -> String {
        Phrase(fr: "Mes connexions", en: "My sessions")(language)
    }

    private static func content(
        _ app: App, _ request: Request, _ visitor: Visitor, _ formats: Formats, path: String, below: HTML = .empty
    ) async throws -> HTML {
        let now = app.clock.now
        let sessions = try await app.database.read { try Sessions($0).list(of: visitor.viewer.person, at: now) }
        let language = formats.language
        let others =
            sessions.count > 1
            ? [
                postButton(
                    Phrase(fr: "Fermer toutes les autres", en: "End all others")(language),
                    to: path + "/sessions/others/end")
            ] : []
        let sub = Phrase(
            fr: "Fermez ce que vous ne reconnaissez pas, puis changez votre mot de passe.",
            en: "End what you do not recognise, then change your password.")
        let head = PageHead(heading(language), sub: HTML.text(sub(language)), actions: others).html(language)
        let rows: [HTML] = sessions.map { row($0, visitor, formats, path) }
        return """
            \(Done.note(request, language))\(head)<div class="stack">\
            <section class="panel" aria-label="\(heading(language))"><ul class="plain-list">\(rows)</ul></section>\(below)</div>
            """
    }

    private static func row(_ session: Sessions.Listed, _ visitor: Visitor, _ formats: Formats, _ path: String) -> HTML
    {
        let language = formats.language
        let isThis = session.publicID == visitor.session?.publicID
        let since = Phrase(
            fr:
                "depuis le \(formats.moment(session.createdAt)) · vue le \(formats.moment(session.seenAt)) · \(session.address)",
            en:
                "since \(formats.moment(session.createdAt)) · seen \(formats.moment(session.seenAt)) · \(session.address)"
        )
        let action: HTML =
            isThis
            ? chip(Phrase(fr: "Cette connexion", en: "This session")(language), .ok)
            : postButton(Phrase(fr: "Fermer", en: "End")(language), to: "\(path)/sessions/\(session.publicID.text)/end")
        return
            "<li><span class=\"i i-lock\"></span><div><b>\(browserName(session.agent))</b><small>\(since(language))</small></div>\(action)</li>"
    }
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
