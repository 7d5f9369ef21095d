import Core
import HTML
import Hummingbird
import Store
import Web

/// `POST /p/:portal/tickets/new`: the request, its files and its event in one transaction.
enum TicketCreate {
    static func handle(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let module = try TicketNew.module(app, context)
        let upload = try await Upload.read(request, app)
        let form = RecordForm(module, context.viewer, context.formats)
        let search = LookupSearch(upload.form, form)
        let key = FormKey(upload.form, app)
        let read = try await RecordCreate.settled(app, context.viewer, form, upload.form, search)
        var kept = form.keeping(read)
        if search.isAsked {
            kept.problems = read.problems.filter { search.texts[$0.key] != nil }
            return try await TicketNew.page(
                app, context, kept, key, searches: search.texts, note: filesAgain(upload, context.language), status: .ok
            )
        }
        if read.problems.isEmpty {
            do {
                let values = read.given(by: context.viewer, module)
                let content = FormKey.Content(values: values, files: upload.files)
                let id = try await key.once(app, context.viewer, module, content) {
                    try await create(app, context, module, values, upload.files, id: $0)
                }
                return .seeOther("\(context.portal.path)/tickets/\(id.text)?done=\(Done.requestSent.rawValue)")
            } catch WriteRefusal.fields(let problems) {
                kept.problems = problems
            }
        }
        return try await TicketNew.page(
            app, context, kept, key, searches: search.texts, note: filesAgain(upload, context.language),
            status: .unprocessableContent)
    }

    private static func create(
        _ app: App, _ context: PortalContext, _ module: Module, _ values: [String: Value], _ files: [UploadedFile],
        id: RecordID
    ) async throws -> RecordID {
        let (viewer, now, catalog, ids) = (context.viewer, app.clock.now, app.catalog, app.ids)
        let portal = context.portal.id
        try await app.database.write { connection in
            let seen = Records(connection, catalog).seen(by: viewer, module)
            let author = Author(viewer)
            _ = try seen.create(values, by: author, at: now, id: id)
            guard let record = try seen.find(id) else { throw WriteRefusal.notFound }
            try seen.attach(files, to: record, ids: ids, isPrivate: false, by: author, at: now)
            try Journal(connection).append(
                .init("ticket.created", on: outsideSubjects(record, viewer), detail: eventDetail(record)), by: author,
                at: now)
            try RequestMails(app: app, connection: connection).tellStaff(
                .requestOpened, id, portal: portal, by: author, at: now)
        }
        app.mailBell.ring()
        return id
    }

    /// Browsers do not keep files in a form that comes back.
    private static func filesAgain(_ upload: Upload, _ language: Language) -> HTML {
        guard !upload.files.isEmpty else { return .empty }
        return note(
            .warn,
            HTML.text(
                Phrase(
                    fr: "Joignez de nouveau vos fichiers avant d’envoyer.",
                    en: "Attach your files again before sending.")(language)))
    }
}

/// The subjects of an event that a person outside made; its own account counts even where it may not see that field.
func outsideSubjects(_ record: Record, _ viewer: Viewer) -> [Journal.Subject] {
    eventSubjects(record, also: [viewer.account.map { Journal.Subject("accounts", $0) }])
}
