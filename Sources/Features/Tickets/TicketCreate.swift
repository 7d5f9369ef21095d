import Core
import HTML
import Hummingbird
import Store
import Web

/// `POST /p/:portal/tickets/new`: the request, its files and its event in one transaction.
enum TicketCreate {
    static func handle(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        // Nothing is kept for somebody who may open no request at all.
        let rule = Rule(context.viewer, try app.module("tickets"))
        guard rule.creates || rule.clones else { throw Refusal.notFound }
        let upload = try await Upload.read(request, app, for: context.viewer)
        let (posted, attachments) = (upload.recordForm, upload.files.filter { $0.field == TicketNew.filesName })
        let start = try await TicketStart(app, context, posted)
        let (module, source) = (start.module, start.copied?.id)
        let form = RecordForm(module, context.viewer, context.formats)
        let search = LookupSearch(posted, form)
        let key = FormKey(posted, app)
        let read = try await RecordCreate.settled(app, context.viewer, form, posted, search, isNew: true)
        var kept = form.keeping(read)
        if search.isAsked {
            kept.problems = read.problems.filter { search.texts[$0.key] != nil }
            return try await TicketNew.page(
                app, context, kept, key, copied: source, searches: search.texts,
                note: filesAgain(upload, context.language), status: .ok)
        }
        let notTaken = upload.problems[TicketNew.filesName]
        if read.problems.isEmpty, notTaken == nil {
            do {
                let values = read.given(by: context.viewer, module)
                try await upload.keep(app, for: context.viewer)
                let content = FormKey.Content(values: values, files: attachments)
                let id = try await key.once(app, context.viewer, module, content) {
                    try await create(app, context, module, values, attachments, id: $0, copyOf: source)
                }
                return .seeOther("\(context.portal.path)/tickets/\(id.text)?done=\(Done.requestSent.rawValue)")
            } catch WriteRefusal.fields(let problems) {
                kept.problems = problems
            }
        }
        return try await TicketNew.page(
            app, context, kept, key, copied: source, searches: search.texts,
            note: filesAgain(upload, context.language), filesProblem: notTaken, status: .unprocessableContent)
    }

    private static func create(
        _ app: App, _ context: PortalContext, _ module: Module, _ values: [String: Value], _ files: [UploadedFile],
        id: RecordID, copyOf source: RecordID?
    ) async throws -> RecordID {
        let (viewer, now, catalog, ids) = (context.viewer, app.clock.now, app.catalog, app.ids)
        let portal = context.portal.id
        try await app.database.write { connection in
            let seen = Records(connection, catalog).seen(by: viewer, module).inLayout(module.layout)
            let author = Author(viewer)
            _ = try seen.create(values, by: author, at: now, id: id, copyOf: source)
            if let source { try seen.copyLines(from: source, to: id, ids: ids, at: now) }
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
