import Core
import HTTPTypes
import Hummingbird
import Store
import Web

/// `POST /admin/:module/new`: creates the record, or gives the form back with what is to be corrected, searched or filled.
enum RecordCreate {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        guard context.viewer.grants[module.key].create else { throw Refusal.notFound }
        let upload = try await Upload.read(request, app, for: context.viewer)
        let posted = upload.recordForm
        guard let module = LayoutChoice.module(module, posted.has("layout") ? posted["layout"] : nil, context.viewer)
        else { throw Refusal.notFound }
        let form = RecordForm(module, context.viewer, context.formats)
        let search = LookupSearch(posted, form)
        let key = FormKey(posted, app)
        let record = try await settled(app, context.viewer, form, posted, search, isNew: true)
        var kept = form.keeping(record)
        if posted.has("fill") || search.isAsked {
            kept.problems = record.problems.filter { search.texts[$0.key] != nil }
            if posted.has("fill") { kept = try await filled(app, context.viewer, kept) }
            return try await RecordNew.page(app, context, kept, key, searches: search.texts, status: .ok)
        }
        guard record.problems.isEmpty else {
            return try await RecordNew.page(
                app, context, kept, key, searches: search.texts, status: .unprocessableContent)
        }
        do {
            let given = record.given(by: context.viewer, module)
            try await upload.keep(app, for: context.viewer)
            let id = try await key.once(app, context.viewer, module, .init(values: given)) {
                try await create(app, context, module, given, id: $0)
            }
            return .seeOther("\(OfficePath.record(module.key, id))?done=\(Done.created.rawValue)")
        } catch WriteRefusal.fields(let problems) {
            kept.problems = problems
            return try await RecordNew.page(
                app, context, kept, key, searches: search.texts, status: .unprocessableContent)
        }
    }

    /// The posted fields, with searches that have one result turned into that choice.
    static func settled(
        _ app: App, _ viewer: Viewer, _ form: RecordForm, _ posted: Form, _ search: LookupSearch, isNew: Bool = false
    ) async throws -> PostedRecord {
        let read = form.read(posted, isNew: isNew)
        guard !search.texts.isEmpty else { return read }
        return try await app.records { records in
            var record = read
            try search.settle(&record, with: LookupReader(records: records, viewer: viewer), in: form)
            return record
        }
    }

    /// The form with the account's address, for browsers without scripts.
    static func filled(_ app: App, _ viewer: Viewer, _ form: RecordForm) async throws -> RecordForm {
        let address = try await app.records { try AccountAddress.read($0, viewer, form) }
        var form = form
        guard let address else {
            form.problems["account_id"] = FieldProblem(
                fr: "Choisissez d’abord un tiers qui a une adresse.", en: "Choose an account that has an address first."
            )
            return form
        }
        form.typed.merge(address.values) { _, filled in filled }
        return form
    }

    private static func create(
        _ app: App, _ context: OfficeContext, _ module: Module, _ given: [String: Value], id: RecordID
    ) async throws -> RecordID {
        let (viewer, now, catalog) = (context.viewer, app.clock.now, app.catalog)
        return try await app.database.write { connection in
            let seen = Records(connection, catalog).seen(by: viewer, module).inLayout(module.layout)
            let author = Author(viewer)
            _ = try seen.create(given, by: author, at: now, id: id)
            guard let record = try seen.find(id) else { throw WriteRefusal.notFound }
            let verb =
                module.key == "contacts"
                ? "contact.created" : module.key == "tickets" ? "ticket.created" : "record.created"
            try Journal(connection).append(
                .init(verb, on: eventSubjects(record), detail: eventDetail(record)), by: author, at: now)
            return id
        }
    }
}
