import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `GET /p/:portal/:module/new`: an empty form, or with `?from=ID` a copy of a record that the person sees.
enum PortalRecordNew {
    static func handle(_ app: App, _ request: Request, _ context: PortalContext, _ module: Module) async throws
        -> Response
    {
        let viewer = context.viewer
        let source = request.query.has("from") ? request.query.id("from") ?? RecordID(0) : nil
        let (mayCreate, copied) = try await app.records { records -> (Bool, Record?) in
            let seen = records.seen(by: viewer, module)
            return (try seen.mayCreate(copyOf: source), try source.flatMap { try seen.find($0) })
        }
        guard mayCreate,
            let laid = laid(module, copied, request.query.has("layout") ? request.query["layout"] : nil, viewer)
        else { throw Refusal.notFound }
        var form = RecordForm(laid, viewer, context.formats)
        form.without = PortalRecordNew.own(module, viewer)
        form.typed = RecordDefaults.values(
            module, today: app.today, country: context.visitor.preferences.country)
        if let copied { form = form.filled(from: copied) }
        return try await page(app, context, form, FormKey(app), source: source, status: .ok)
    }

    /// A copy has the layout of what it copies.
    static func laid(_ module: Module, _ copied: Record?, _ wanted: String?, _ viewer: Viewer) -> Module? {
        copied?.module ?? LayoutChoice.module(module, wanted, viewer)
    }

    /// The look-up through which the person sees the record is filled in by the system.
    static func own(_ module: Module, _ viewer: Viewer) -> Set<String> {
        guard case .through(let path) = viewer.grants[module.key].see, path.steps.count == 1 else { return [] }
        return Set(path.steps)
    }

    static func page(
        _ app: App, _ context: PortalContext, _ form: RecordForm, _ key: FormKey, source: RecordID?,
        searches: [String: String] = [:], status: HTTPResponse.Status
    ) async throws -> Response {
        var form = form
        let (viewer, asked) = (context.viewer, form)
        form.lookups = try await app.records {
            try LookupReader(records: $0, viewer: viewer).choices(for: asked, searches: searches)
        }
        let (module, language) = (form.module, context.language)
        let all = try app.module(module.key)
        let list = context.portal.path + "/" + module.key
        let title =
            source == nil
            ? ModuleWords(module, language).new
            : Phrase(fr: "Copie : \(module.one.fr.lowercased())", en: "Copy: \(module.one.en.lowercased())")(language)
        let head = PageHead(title, crumbs: [.init(module.many(language), list), .init(title)])
        let submit = Phrase(fr: "Enregistrer", en: "Save")(language)
        let frame = RecordFormFrame(
            action: list + "/new", submit: submit, cancel: source.map { list + "/" + $0.text } ?? list,
            hidden: [key.hidden] + (source.map { [("from", $0.text)] } ?? [])
                + (module.layout.map { [("layout", $0)] } ?? []))
        let layouts =
            source == nil
            ? LayoutChoice.links(all, current: module.layout, viewer, path: list + "/new", language) : .empty
        return portalPage(
            app, context, title, current: module.key, status: status,
            "\(head.html(language))\(layouts)<div class=\"measure\">\(form.html(frame))</div>")
    }
}

/// `POST /p/:portal/:module/new`: creates the record, or gives the form back with what is to be corrected or searched.
enum PortalRecordCreate {
    static func handle(_ app: App, _ request: Request, _ context: PortalContext, _ module: Module) async throws
        -> Response
    {
        let (viewer, grant) = (context.viewer, context.viewer.grants[module.key])
        // Nothing is read for somebody who may make no such record at all.
        guard grant.create || grant.clone else { throw Refusal.notFound }
        let upload = try await Upload.read(request, app, for: viewer)
        let posted = upload.recordForm
        let source = posted.has("from") ? posted.id("from") ?? RecordID(0) : nil
        let (mayCreate, copied) = try await app.records { records -> (Bool, Record?) in
            let seen = records.seen(by: viewer, module)
            return (try seen.mayCreate(copyOf: source), try source.flatMap { try seen.find($0) })
        }
        let wanted = posted.has("layout") ? posted["layout"] : nil
        guard mayCreate, let module = PortalRecordNew.laid(module, copied, wanted, viewer) else {
            throw Refusal.notFound
        }
        var form = RecordForm(module, viewer, context.formats)
        form.without = PortalRecordNew.own(module, viewer)
        let (search, key) = (LookupSearch(posted, form), FormKey(posted, app))
        let record = try await RecordCreate.settled(app, viewer, form, posted, search, isNew: true)
        var kept = form.keeping(record)
        func again(_ status: HTTPResponse.Status) async throws -> Response {
            try await PortalRecordNew.page(
                app, context, kept, key, source: source, searches: search.texts, status: status)
        }
        if search.isAsked {
            kept.problems = record.problems.filter { search.texts[$0.key] != nil }
            return try await again(.ok)
        }
        guard record.problems.isEmpty else { return try await again(.unprocessableContent) }
        do {
            let given = record.given(by: viewer, module)
            try await upload.keep(app, for: viewer)
            let id = try await key.once(app, viewer, module, .init(values: given)) {
                try await create(app, viewer, module, given, id: $0, copyOf: source)
            }
            return .seeOther("\(context.portal.path)/\(module.key)/\(id.text)?done=\(Done.created.rawValue)")
        } catch WriteRefusal.fields(let problems) {
            kept.problems = problems
            return try await again(.unprocessableContent)
        }
    }

    /// A copy takes the lines along, as far as the person may write them.
    private static func create(
        _ app: App, _ viewer: Viewer, _ module: Module, _ given: [String: Value], id: RecordID, copyOf source: RecordID?
    ) async throws -> RecordID {
        let (now, catalog, ids) = (app.clock.now, app.catalog, app.ids)
        return try await app.database.write { connection in
            let seen = Records(connection, catalog).seen(by: viewer, module).inLayout(module.layout)
            let author = Author(viewer)
            _ = try seen.create(given, by: author, at: now, id: id, copyOf: source)
            if let source { try seen.copyLines(from: source, to: id, ids: ids, at: now) }
            guard let record = try seen.find(id) else { throw WriteRefusal.notFound }
            try Journal(connection).append(
                .init("record.created", on: eventSubjects(record), detail: eventDetail(record)), by: author, at: now)
            return id
        }
    }
}
