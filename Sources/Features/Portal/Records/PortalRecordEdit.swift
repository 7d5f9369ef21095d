import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/p/:portal/:module/:id/edit`: the fields that the person may change.
enum PortalRecordEdit {
    static func show(_ app: App, _ request: Request, _ context: PortalContext, _ module: Module) async throws
        -> Response
    {
        let target = try PortalTarget(module, context)
        let record = try await target.editable(app, context.viewer)
        let form = RecordForm(record.module, context.viewer, context.formats).filled(from: record)
        guard !form.fields.isEmpty else { throw Refusal.notFound }
        return try await page(app, context, target, form, record.title, version: record.version, status: .ok)
    }

    static func update(_ app: App, _ request: Request, _ context: PortalContext, _ module: Module) async throws
        -> Response
    {
        let (viewer, target) = (context.viewer, try PortalTarget(module, context))
        let record = try await target.editable(app, viewer)
        let upload = try await Upload.read(request, app, for: viewer)
        let posted = upload.recordForm
        let form = RecordForm(record.module, viewer, context.formats)
        let search = LookupSearch(posted, form)
        let read = try await RecordCreate.settled(app, viewer, form, posted, search)
        guard let version = posted.version else { throw Refusal.unreadable }
        var kept = form.keeping(read)
        func again(_ status: HTTPResponse.Status, version: Int64, note: HTML = .empty) async throws -> Response {
            try await page(
                app, context, target, kept, record.title, version: version, searches: search.texts, note: note,
                status: status)
        }
        if search.isAsked {
            kept.problems = read.problems.filter { search.texts[$0.key] != nil }
            return try await again(.ok, version: version)
        }
        guard read.problems.isEmpty else { return try await again(.unprocessableContent, version: version) }
        do {
            try await upload.keep(app, for: viewer)
            try await save(app, viewer, target, read, version)
            return .seeOther("\(target.path)?done=\(Done.saved.rawValue)")
        } catch WriteRefusal.fields(let problems) {
            kept.problems = problems
            return try await again(.unprocessableContent, version: version)
        } catch WriteRefusal.stale(let current) {
            return try await again(.conflict, version: current, note: stale(target, context.language))
        }
    }

    private static func stale(_ target: PortalTarget, _ language: Language) -> HTML {
        let words = Phrase(
            fr:
                "Cette fiche a été modifiée après que vous l’avez ouverte. Votre saisie est gardée ci-dessous et n’est pas encore enregistrée : comparez avec la fiche, puis enregistrez de nouveau.",
            en:
                "This record was changed after you opened it. What you typed is kept below and not saved yet: compare it with the record, then save again."
        )(language)
        let look = Phrase(fr: "Voir la fiche actuelle", en: "See the current record")(language)
        return
            "<div class=\"note warn\" role=\"alert\"><p>\(words)</p><div class=\"acts\"><a class=\"btn\" href=\"\(target.path)\">\(look)</a></div></div>"
    }

    private static func save(
        _ app: App, _ viewer: Viewer, _ target: PortalTarget, _ read: PostedRecord, _ version: Int64
    ) async throws {
        let (now, catalog) = (app.clock.now, app.catalog)
        try await app.database.write { connection in
            let seen = Records(connection, catalog).seen(by: viewer, target.module)
            guard let before = try seen.find(target.id) else { throw WriteRefusal.notFound }
            guard before.version == version else { throw WriteRefusal.stale(current: before.version) }
            let changes = read.changes(to: before)
            guard !changes.isEmpty else { return }
            try seen.update(target.id, version: version, changes, at: now)
            guard let after = try seen.find(target.id) else { throw WriteRefusal.notFound }
            let fields = changes.keys.sorted().joined(separator: ",")
            try Journal(connection).append(
                .init("record.updated", on: eventSubjects(after), detail: eventDetail(after, ["fields": fields])),
                by: Author(viewer), at: now)
        }
    }

    private static func page(
        _ app: App, _ context: PortalContext, _ target: PortalTarget, _ form: RecordForm, _ name: String,
        version: Int64,
        searches: [String: String] = [:], note: HTML = .empty, status: HTTPResponse.Status
    ) async throws -> Response {
        var form = form
        let (viewer, asked, language) = (context.viewer, form, context.language)
        form.lookups = try await app.records {
            try LookupReader(records: $0, viewer: viewer).choices(for: asked, searches: searches)
        }
        let title = Phrase(fr: "Modifier « \(name) »", en: "Edit “\(name)”")(language)
        let head = PageHead(
            title,
            crumbs: [
                .init(target.module.many(language), target.list), .init(name, target.path), .init(Words.edit(language)),
            ])
        let frame = RecordFormFrame(
            action: target.path + "/edit", submit: Words.save(language), cancel: target.path,
            hidden: [("version", String(version))])
        return portalPage(
            app, context, title, current: target.module.key, status: status,
            "\(head.html(language))<div class=\"measure stack\">\(note)<div>\(form.html(frame))</div></div>")
    }
}

/// `/p/:portal/:module/:id/lines?in=SUBFORM`: lines, as far as the person may change them.
enum PortalLines {
    static func show(_ app: App, _ request: Request, _ context: PortalContext, _ module: Module) async throws
        -> Response
    {
        try await page(app, context, module).show(request.query["in"])
    }

    static func update(_ app: App, _ request: Request, _ context: PortalContext, _ module: Module) async throws
        -> Response
    {
        try await page(app, context, module).update(try await request.form())
    }

    private static func page(_ app: App, _ context: PortalContext, _ module: Module) throws -> LinesPage {
        let target = try PortalTarget(module, context)
        return LinesPage(
            app: app, viewer: context.viewer, formats: context.formats, module: module, id: target.id,
            path: target.path,
            list: target.list
        ) { portalPage(app, context, $0, current: module.key, status: $1, $2) }
    }
}
