import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// The editor of one text, in all languages at once: what may be named, a preview, a test to oneself, the way back.
enum TemplateEdit {
    static func path(_ text: MailText) -> String { "/admin/templates/" + text.rawValue }

    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let text = try text(context)
        let page = try await open(app, context, text, request.query["portal"])
        return try await page.response(note: Done.note(request, context.language))
    }

    /// One form, three buttons: look first, send a test, or save.
    static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let text = try text(context)
        let form = try await request.form()
        var page = try await open(app, context, text, form["portal"])
        let (words, current) = (TemplateWords(form), page.version)
        page.words = words
        page.version = form.version ?? 0
        page.problems = words.problems(as: text)
        guard page.problems.isEmpty else { return try await page.response(status: .unprocessableContent) }
        switch form["action"] {
        case "save": break
        case "test": return try await TemplateTest(app: app, context: context, text: text, words: words).send(page)
        default: return try await page.response()
        }
        guard try await save(app, context, text, page) else {
            page.version = current
            return try await page.response(status: .conflict, note: note(.warn, HTML.text(stale(context.language))))
        }
        return .seeOther(done(text, page.scope))
    }

    static func reset(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let text = try text(context)
        let page = try await open(app, context, text, try await request.form()["portal"])
        let (now, portal) = (app.clock.now, page.scope.portal)
        try await app.database.write { connection in
            try journal(text, portal, context.viewer, connection, at: now)
            try Templates(connection).remove(text.rawValue, portal: portal?.id)
        }
        return .seeOther(done(text, page.scope))
    }

    private static func done(_ text: MailText, _ scope: TemplateScope) -> String {
        path(text) + (scope.portal.map { "?portal=\($0.id.text)&" } ?? "?") + "done=" + Done.templateSaved.rawValue
    }

    private static func text(_ context: OfficeContext) throws -> MailText {
        guard let text = context.coreContext.parameters.get("key").flatMap(MailText.init(rawValue:)) else {
            throw Refusal.notFound
        }
        return text
    }

    private static func open(_ app: App, _ context: OfficeContext, _ text: MailText, _ asked: String) async throws
        -> TemplatePage
    {
        try await app.database.read { connection in
            let scope = try TemplateScope.read(asked, connection)
            // What only staff get belongs to no portal.
            guard scope.portal == nil || text != .staffWelcome else { throw Refusal.notFound }
            return TemplatePage(
                app: app, context: context, text: text, scope: scope,
                words: try TemplateWords(text, portal: scope.portal?.id, connection),
                version: try version(text, scope.portal?.id, connection))
        }
    }

    /// Rises with every save of any language; 0 where nothing was saved.
    private static func version(_ text: MailText, _ portal: RecordID?, _ connection: any Connection) throws -> Int64 {
        try Language.allCases.reduce(0) {
            $0 + (try Templates(connection).find(text.rawValue, $1, portal: portal)?.version ?? 0)
        }
    }

    /// False when somebody was faster.
    private static func save(_ app: App, _ context: OfficeContext, _ text: MailText, _ page: TemplatePage) async throws
        -> Bool
    {
        let (now, portal, words, was) = (app.clock.now, page.scope.portal, page.words, page.version)
        return try await app.database.write { connection in
            // Whoever else saves waits, and is told.
            try Journal(connection).hold()
            guard try version(text, portal?.id, connection) == was else { return false }
            try journal(text, portal, context.viewer, connection, at: now)
            for language in Language.allCases {
                try Templates(connection).save(
                    text.rawValue, language, portal: portal?.id, subject: words[language].subject,
                    body: words[language].body, id: app.ids.next(), at: now)
            }
            return true
        }
    }

    private static func journal(
        _ text: MailText, _ portal: Portal?, _ viewer: Viewer, _ connection: any Connection, at now: Instant
    ) throws {
        let name = portal.map { "\(text.rawValue) (\($0.name))" } ?? text.rawValue
        let subjects = portal.map { [Journal.Subject("portals", $0.id)] } ?? []
        try Journal(connection).append(
            .init("template.saved", on: subjects, detail: ["template": name]), by: Author(viewer), at: now)
    }

    private static let stale = Phrase(
        fr:
            "Quelqu’un a enregistré ce modèle depuis l’ouverture de la page. Votre texte est conservé ci-dessous\u{A0}: vérifiez-le, puis enregistrez de nouveau.",
        en:
            "Somebody saved this template since you opened the page. Your text is kept below: check it, then save again."
    )
}
