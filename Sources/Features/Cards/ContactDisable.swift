import Core
import HTML
import Hummingbird
import Store
import Web

/// *Désactiver* on a contact that somebody signs in as: asks whether the portal access is closed too, and by default it is. A disabled contact
/// lets nobody in either way; what is closed stays closed when the contact is opened again.
enum ContactDisable {
    private static let field = "close_access"

    /// `GET /admin/contacts/:id/disable`: the question, a page of its own so that it is asked without scripts too.
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        let target = try CardTarget(module, context)
        let (viewer, formats, now) = (context.viewer, context.formats, app.clock.now)
        let found = try await app.records { records in
            try CardReader(records: records, viewer: viewer, formats: formats, now: now).card(module, target.id)
        }
        guard let card = found, card.mayEdit else { throw Refusal.notFound }
        let language = context.language
        let title = Phrase(
            fr: "Désactiver « \(card.record.title) » ?", en: "Disable “\(card.record.title)”?")(language)
        let crumbs = [
            PageHead.Crumb(module.many(language), OfficePath.list(module.key)),
            PageHead.Crumb(card.record.title, card.path), PageHead.Crumb(label(language)),
        ]
        return officePage(
            app, context, title, current: module.key,
            "\(PageHead(title, crumbs: crumbs).html(language))<div class=\"panel measure\">\(form(card))</div>")
    }

    private static func label(_ language: Language) -> String { Phrase(fr: "Désactiver", en: "Disable")(language) }

    private static func form(_ card: Card) -> HTML {
        let language = card.language
        let names = card.login?.openAccesses.map(\.username).joined(separator: ", ") ?? ""
        let box = Input(
            field, Phrase(fr: "Fermer aussi son accès au portail", en: "Close its portal access too")(language),
            .checkbox,
            value: "1",
            hint: Phrase(
                fr:
                    "\(names) ne pourra plus se connecter tant que le contact est désactivé, même sans cocher. Fermer l’accès libère sa place, et le laisse fermé si le contact est rouvert.",
                en:
                    "\(names) cannot sign in while the contact is disabled, ticked or not. Closing the access frees its seat, and keeps it closed when the contact is opened again."
            )(language))
        return """
            <form class="body" method="post" action="\(card.path)/state"><input type="hidden" name="state" value="disabled">\(box.html(language))\
            <div class="form-acts"><button class="btn main">\(label(language))</button>\
            <a class="btn quiet" href="\(card.path)">\(Words.cancel(language))</a></div></form>
            """
    }

    /// Disables the contact and, unless the form says otherwise, deactivates its accesses: one transaction, an event on each.
    static func save(_ app: App, _ viewer: Viewer, _ target: CardTarget, _ form: Form) async throws {
        let (now, catalog) = (app.clock.now, app.catalog)
        // The box follows a hidden field with 0, so the last value is the choice; a form without either closes.
        let closes = form.all(field).last != "0"
        try await app.database.write { connection in
            let records = Records(connection, catalog)
            let seen = records.seen(by: viewer, target.module)
            guard let record = try seen.find(target.id), try seen.mayEdit(target.id) else {
                throw WriteRefusal.notFound
            }
            if record["state"].text != "disabled" {
                try seen.update(record.id, version: record.version, ["state": .text("disabled")], at: now)
                let detail = eventDetail(record, ["state": "disabled"])
                try Journal(connection).append(
                    .init("record.state", on: eventSubjects(record), detail: detail), by: Author(viewer), at: now)
            }
            if closes { try closeAccesses(of: record, records, viewer, now) }
        }
    }

    private static func closeAccesses(of contact: Record, _ records: Records, _ viewer: Viewer, _ now: Instant) throws {
        let connection = records.connection
        let accesses = try Accesses(connection).on(module: contact.module.key, record: contact.id)
        for access in accesses where access.state != .deactivated || access.shutBy != .staff {
            let profile = try AccessProfile.find(access.id, viewer, records)
            try AccessClosing(connection: connection, author: Author(viewer), now: now).close(
                access, on: profile.subjects)
        }
    }
}
