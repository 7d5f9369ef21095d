import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// A form that waits for the person who typed it: shown once they are signed in again, sent or given up.
enum UnfinishedForm {
    /// Writes the form down; returns the page that shows it. Nil when it held nothing.
    static func keep(
        _ app: App, _ request: Request, _ start: BodyStart, person: RecordID, access: RecordID?, _ area: Area
    ) async throws -> String? {
        let fields = TypedText.kept(start.fields)
        guard !fields.isEmpty else { return nil }
        let text = fields.map { escapedForURL($0.name) + "=" + escapedForURL($0.value) }.joined(separator: "&")
        let form = UnfinishedForms.Kept(
            person: person, access: access, path: FormMark.bareAddress(request), fields: text, lostFiles: start.hasFiles
        )
        let (id, now) = (app.ids.next(), app.clock.now)
        try await app.database.write { try UnfinishedForms($0).keep(form, id: id, at: now) }
        return path(area, id)
    }

    private static func path(_ area: Area, _ id: RecordID) -> String { "\(area.home)/unfinished/\(id.text)" }

    static func showInPortal(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let (kept, id) = try await find(app, context.parameters.get("id"), context.viewer)
        let content = page(kept, id, .portal(context.portal.slug), app.catalog, context.language)
        return portalPage(app, context, title(context.language), current: nil, content)
    }

    static func showInOffice(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let (kept, id) = try await find(app, context.parameters.get("id"), context.viewer)
        let content = page(kept, id, .office, app.catalog, context.language)
        return officePage(app, context, title(context.language), current: "", content)
    }

    static func discardInPortal(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        try await discard(app, context.parameters.get("id"), context.viewer)
        return .seeOther(context.portal.path)
    }

    static func discardInOffice(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        try await discard(app, context.parameters.get("id"), context.viewer)
        return .seeOther("/admin")
    }

    private static func discard(_ app: App, _ text: String?, _ viewer: Viewer) async throws {
        guard let id = text.flatMap({ RecordID(text: $0) }) else { throw Refusal.notFound }
        try await app.database.write { try UnfinishedForms($0).discard(id, of: viewer.person) }
    }

    private static func find(_ app: App, _ text: String?, _ viewer: Viewer) async throws -> (
        UnfinishedForms.Kept, RecordID
    ) {
        let now = app.clock.now
        guard let id = text.flatMap({ RecordID(text: $0) }),
            let kept = try await app.database.read({
                try UnfinishedForms($0).find(id, of: viewer.person, access: viewer.access, at: now)
            })
        else { throw Refusal.notFound }
        return (kept, id)
    }

    private static func title(_ language: Language) -> String {
        Phrase(fr: "Votre saisie est conservée", en: "What you typed was kept")(language)
    }

    private static func page(
        _ kept: UnfinishedForms.Kept, _ id: RecordID, _ area: Area, _ catalog: Catalog, _ language: Language
    ) -> HTML {
        let fields = (try? Form(urlEncoded: kept.fields).pairs) ?? []
        let typed = TypedText(fields, path: kept.path, catalog: catalog, language: language)
        let sub = Phrase(
            fr:
                "Votre envoi est arrivé après la fin de votre session : rien n’a encore été enregistré. Relisez, puis envoyez.",
            en: "What you sent came after the end of your session: nothing was saved yet. Read it again, then send it.")
        let files = Phrase(
            fr: "Les fichiers que vous aviez joints n’ont pas été conservés : joignez-les de nouveau après l’envoi.",
            en: "The files that you had attached were not kept: attach them again after sending.")
        let send = Phrase(fr: "Envoyer", en: "Send")(language)
        let drop = postButton(
            Phrase(fr: "Abandonner cette saisie", en: "Give this text up")(language), to: path(area, id) + "/discard",
            .quiet)
        let head = PageHead(title(language), sub: HTML.text(sub(language)))
        return """
            \(head.html(language))\(kept.lostFiles ? note(.warn, HTML.text(files(language))) : HTML.empty)\
            <section class="panel measure"><form class="form body" method="post" action="\(kept.path)">\(typed.inputs(language))\
            <div class="form-acts"><button class="btn main">\(send)</button></div></form></section><div class="acts">\(drop)</div>
            """
    }
}
