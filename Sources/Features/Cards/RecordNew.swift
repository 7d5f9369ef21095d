import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `GET /admin/:module/new`: an empty form; `?account=` and `?project=` fill in where the record belongs.
enum RecordNew {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        let query = request.query
        guard context.viewer.grants[module.key].create,
            let module = LayoutChoice.module(module, query.has("layout") ? query["layout"] : nil, context.viewer)
        else { throw Refusal.notFound }
        var form = RecordForm(module, context.viewer, context.formats)
        form.typed = RecordDefaults.values(module, today: app.today)
        for (parameter, field) in [("account", "account_id"), ("project", "project_id")] where module[field] != nil {
            if let id = query.id(parameter) { form.typed[field] = id.text }
        }
        return try await page(app, context, form, FormKey(app), status: .ok)
    }

    /// The form, filled in as it is, with what its look-ups offer.
    static func page(
        _ app: App, _ context: OfficeContext, _ form: RecordForm, _ key: FormKey,
        searches: [String: String] = [:], status: HTTPResponse.Status
    ) async throws -> Response {
        let viewer = context.viewer
        let (lookups, address) = try await app.records { records in
            let choices = try LookupReader(records: records, viewer: viewer).choices(for: form, searches: searches)
            return (choices, try AccountAddress.read(records, viewer, form))
        }
        var form = form
        form.lookups = lookups
        return officePage(
            app, context, ModuleWords(form.module, context.language).new, current: form.module.key, status: status,
            try content(form, key, address, layouts(app, form, context), context.language))
    }

    private static func layouts(_ app: App, _ form: RecordForm, _ context: OfficeContext) throws -> HTML {
        let module = form.module
        return LayoutChoice.links(
            try app.module(module.key), current: module.layout, context.viewer, path: "/admin/\(module.key)/new",
            context.language)
    }

    private static func content(
        _ form: RecordForm, _ key: FormKey, _ address: AccountAddress?, _ layouts: HTML, _ language: Language
    ) -> HTML {
        let module = form.module
        let cancel =
            form.typed["account_id"].flatMap { RecordID(text: $0) }.map { OfficePath.record("accounts", $0) }
            ?? OfficePath.list(module.key)
        let title = ModuleWords(module, language).new
        let head = PageHead(title, crumbs: [.init(module.many(language), OfficePath.list(module.key)), .init(title)])
        let frame = RecordFormFrame(
            action: "/admin/\(module.key)/new", submit: Phrase(fr: "Ajouter", en: "Add")(language), cancel: cancel,
            hidden: [key.hidden] + (module.layout.map { [("layout", $0)] } ?? []),
            above: [.reach: AccountAddress.button(address, form)])
        return "\(head.html(language))\(layouts)\(form.html(frame))"
    }
}
