import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// The editor of one text in one language: what may be named, a preview, the way back to the delivered text.
enum TemplateEdit {
    static func path(_ text: MailText, _ language: Language) -> String {
        "/admin/templates/\(text.rawValue)/\(language.rawValue)"
    }

    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let (text, language) = try address(context)
        let saved = try await stored(app, text, language)
        let words = saved.map { MailWords(subject: $0.subject, body: $0.body) } ?? text.delivered(language)
        let page = TemplatePage(
            app: app, context: context, text: text, language: language, words: words, version: saved?.version ?? 0)
        return try await page.response(note: Done.note(request, context.language))
    }

    /// One form, two buttons: look first, or save.
    static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let (text, language) = try address(context)
        let form = try await request.form()
        let words = MailWords(subject: form["subject"], body: form["body"])
        let version = form.int("version", 0...Int64.max) ?? 0
        var page = TemplatePage(
            app: app, context: context, text: text, language: language, words: words, version: version)
        page.problems = words.problems(as: text)
        guard page.problems.isEmpty else { return try await page.response(status: .unprocessableContent) }
        guard form["action"] == "save" else { return try await page.response() }
        let isSaved = try await change(app, text, language, context.viewer, "template.saved") { connection in
            guard (try Templates(connection).find(text.rawValue, language)?.version ?? 0) == version else {
                return false
            }
            try Templates(connection).save(
                text.rawValue, language, subject: words.subject, body: words.body, id: app.ids.next(), at: app.clock.now
            )
            return true
        }
        guard isSaved else {
            page.version = try await stored(app, text, language)?.version ?? 0
            return try await page.response(status: .conflict, note: note(.warn, HTML.text(stale(context.language))))
        }
        return .seeOther("\(path(text, language))?done=\(Done.templateSaved.rawValue)")
    }

    static func reset(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let (text, language) = try address(context)
        _ = try await change(app, text, language, context.viewer, "template.saved") { connection in
            try Templates(connection).remove(text.rawValue, language)
            return true
        }
        return .seeOther("\(path(text, language))?done=\(Done.templateSaved.rawValue)")
    }

    private static func address(_ context: OfficeContext) throws -> (MailText, Language) {
        let parameters = context.coreContext.parameters
        guard let text = parameters.get("key").flatMap(MailText.init(rawValue:)),
            let language = parameters.get("language").flatMap(Language.init(rawValue:))
        else {
            throw Refusal.notFound
        }
        return (text, language)
    }

    private static func stored(_ app: App, _ text: MailText, _ language: Language) async throws -> StoredTemplate? {
        try await app.database.read { try Templates($0).find(text.rawValue, language) }
    }

    private static func change(
        _ app: App, _ text: MailText, _ language: Language, _ viewer: Viewer, _ verb: String,
        _ body: @escaping @Sendable (any Connection) throws -> Bool
    ) async throws -> Bool {
        let now = app.clock.now
        return try await app.database.write { connection in
            guard try body(connection) else { return false }
            try Journal(connection).append(
                .init(verb, detail: ["template": "\(text.rawValue) (\(language.rawValue))"]), by: Author(viewer),
                at: now)
            return true
        }
    }

    private static let stale = Phrase(
        fr:
            "Quelqu’un a enregistré ce modèle depuis l’ouverture de la page. Votre texte est conservé ci-dessous\u{A0}: vérifiez-le, puis enregistrez de nouveau.",
        en:
            "Somebody saved this template since you opened the page. Your text is kept below: check it, then save again."
    )
}
