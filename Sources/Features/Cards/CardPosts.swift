import Core
import Hummingbird
import Store
import Web

/// What the tabs of a card post: notes, files, the state.
enum CardPosts {
    /// `POST /admin/:module/:id/notes`: a note that only staff see.
    static func note(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        let target = try CardTarget(module, context)
        let form = try await request.form()
        let (text, isPrivate) = (form["note"], form.all("shared").last != "1")
        if let problem = MessageRules.problem(text) {
            return try await RecordCard.page(app, context, target, .notes, status: .unprocessableContent) {
                reader, card in
                var notes = try CardNotes.read(reader, card)
                (notes.typed, notes.problem) = (text, problem)
                return notes
            }
        }
        let once = OnceSent(request, form)
        try await change(app, context.viewer, target, "note.added", once) { seen, record, author, now, id in
            try seen.comment(id, on: record, text, isPrivate: isPrivate, by: author, at: now)
            return [:]
        }
        return .seeOther("\(target.path)?tab=notes&done=\(Done.commented.rawValue)")
    }

    /// `POST /admin/:module/:id/files`.
    static func attach(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        let target = try CardTarget(module, context)
        // Nothing is read for a record that is not there.
        _ = try await RecordEdit.editable(app, context.viewer, target)
        let upload = try await Upload.read(request, app, for: context.viewer)
        try upload.refuseProblems()
        guard !upload.files.isEmpty else { return .seeOther(target.path + "?tab=files") }
        let isPrivate = upload.form.all("shared").last != "1"
        let ids = app.ids
        try await upload.keep(app, for: context.viewer)
        let once = OnceSent(request, upload.form, files: upload.files)
        try await change(app, context.viewer, target, "file.attached", once) { seen, record, author, now, _ in
            try seen.attach(upload.files, to: record, ids: ids, isPrivate: isPrivate, by: author, at: now)
            return ["file": shortened(upload.files.map(\.name).joined(separator: ", "), to: 200)]
        }
        return .seeOther("\(target.path)?tab=files&done=\(Done.attached.rawValue)")
    }

    /// `POST /admin/:module/:id/files/:file/remove`.
    static func detach(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        let target = try CardTarget(module, context)
        guard let file = context.parameters.get("file").flatMap({ RecordID(text: $0) }) else { throw Refusal.notFound }
        try await change(app, context.viewer, target, "file.detached") { seen, record, _, now, _ in
            let name = try seen.files(of: record).first { $0.id == file }?.name
            guard let name, try seen.detach(file, from: record, at: now) else { throw WriteRefusal.notFound }
            return ["file": name]
        }
        return .seeOther("\(target.path)?tab=files&done=\(Done.detached.rawValue)")
    }

    /// `POST /admin/:module/:id/state`: a contact is disabled or opened again, a request moved on.
    static func state(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        let target = try CardTarget(module, context)
        let form = try await request.form()
        let state = form["state"]
        guard let key = target.module.state?.field, let field = target.module[key],
            let value = try? field.type.read(state)
        else { throw Refusal.unreadable }
        let verb = target.module.key == "tickets" ? "ticket.state" : "record.state"
        if target.module.key == "contacts", state == "disabled" {
            try await ContactDisable.save(app, context.viewer, target, form)
            return .seeOther("\(target.path)?done=\(Done.saved.rawValue)")
        }
        try await change(app, context.viewer, target, verb) { seen, record, _, now, _ in
            guard record[key] != value else { return nil }
            try seen.update(record.id, version: record.version, [key: value], at: now)
            return ["state": state]
        } then: { connection, author, now in
            let mails = RequestMails(app: app, connection: connection)
            try mails.tellState([key: value], of: target.id, in: target.module, by: author, at: now)
        }
        app.mailBell.ring()
        return .seeOther("\(target.path)?done=\(Done.saved.rawValue)")
    }

    /// One change to a record that the viewer may change, with its event and what follows from it, in one transaction.
    /// A change that gives nil was none, and nothing follows.
    static func change(
        _ app: App, _ viewer: Viewer, _ target: CardTarget, _ verb: String, _ once: OnceSent = .any,
        _ body: @escaping @Sendable (SeenRecords, Record, Author, Instant, RecordID) throws -> [String: String]?,
        then follow: @escaping @Sendable (any Connection, Author, Instant) throws -> Void = { _, _, _ in }
    ) async throws {
        let (now, catalog, id) = (app.clock.now, app.catalog, app.ids.next())
        try await once.write(app) { connection in
            let seen = Records(connection, catalog).seen(by: viewer, target.module)
            guard let record = try seen.find(target.id), try seen.mayEdit(target.id) else {
                throw WriteRefusal.notFound
            }
            let author = Author(viewer)
            guard let detail = try body(seen, record, author, now, id) else { return }
            try Journal(connection).append(
                .init(verb, on: eventSubjects(record), detail: eventDetail(record, detail)), by: author, at: now)
            try follow(connection, author, now)
        }
    }
}

/// What a note or message must be.
enum MessageRules {
    static let longest = 20_000

    /// What is wrong with a text; nil when it can be sent.
    static func problem(_ text: String) -> Phrase? {
        if text.isEmpty { return Phrase(fr: "Écrivez votre message.", en: "Write your message.") }
        if text.count > longest {
            return Phrase(
                fr: "Raccourcissez à \(longest) caractères au plus.", en: "Shorten it to \(longest) characters at most."
            )
        }
        if hasControlCharacters(text) {
            return Phrase(
                fr: "Retirez les caractères invisibles de ce texte.",
                en: "Remove the invisible characters from this text.")
        }
        return nil
    }
}

extension SeenRecords {
    /// Attaches files that came with a form.
    func attach(
        _ files: [UploadedFile], to record: Record, ids: RecordIDGenerator, isPrivate: Bool, by author: Author,
        at now: Instant
    ) throws {
        for file in files {
            try attach(
                ids.next(), to: record, name: file.name, type: file.type, size: file.size, hash: file.hash,
                isPrivate: isPrivate, by: author, at: now)
        }
    }
}
