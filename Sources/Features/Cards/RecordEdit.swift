import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `GET /admin/:module/:id/edit`: the form of a record as it is.
enum RecordEdit {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        let target = try CardTarget(module, context)
        let record = try await editable(app, context.viewer, target)
        let form = RecordForm(record.module, context.viewer, context.formats).filled(from: record)
        return try await page(app, context, target, form, record, status: .ok)
    }

    /// The record, if the viewer may change it.
    static func editable(_ app: App, _ viewer: Viewer, _ target: CardTarget) async throws -> Record {
        let found = try await app.records { records -> Record? in
            let seen = records.seen(by: viewer, target.module)
            return try seen.mayEdit(target.id) ? seen.find(target.id) : nil
        }
        guard let found else { throw Refusal.notFound }
        return found
    }

    /// The form with what its look-ups offer. It carries the record's version: who saves it says which version was read.
    static func page(
        _ app: App, _ context: OfficeContext, _ target: CardTarget, _ form: RecordForm, _ record: Record,
        searches: [String: String] = [:], note: HTML = .empty, submit: Phrase = Words.save, agreed: String? = nil,
        status: HTTPResponse.Status
    ) async throws -> Response {
        let viewer = context.viewer
        let (lookups, address) = try await app.records { records in
            (
                try LookupReader(records: records, viewer: viewer).choices(for: form, searches: searches),
                try AccountAddress.read(records, viewer, form)
            )
        }
        var form = form
        form.lookups = lookups
        let language = context.language
        let head = PageHead(
            Phrase(fr: "Modifier « \(record.title) »", en: "Edit “\(record.title)”")(language),
            crumbs: [
                .init(target.module.many(language), OfficePath.list(target.module.key)),
                .init(record.title, target.path), .init(Words.edit(language)),
            ])
        let frame = RecordFormFrame(
            action: target.path + "/edit", submit: submit(language), cancel: target.path,
            hidden: [("version", String(record.version))] + (agreed.map { [(CarrierQuestion.field, $0)] } ?? []),
            above: [.reach: AccountAddress.button(address, form)],
            extra: LayoutChoice.select(target.module, record.module.layout, language))
        return officePage(
            app, context, record.title, current: target.module.key, status: status,
            "\(head.html(language))<div class=\"stack\">\(note)<div>\(form.html(frame))</div></div>")
    }
}
