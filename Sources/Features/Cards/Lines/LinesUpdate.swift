import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `POST /admin/:module/:id/lines`: saves the lines with the document's totals, or gives the form back with what is to be corrected.
enum LinesUpdate {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        let target = try CardTarget(module, context)
        let posted = try await request.form()
        let record = try await RecordEdit.editable(app, context.viewer, target)
        var form = try LinesForm(LinesEdit.subform(of: target), posted, context.formats)
        guard let version = posted.int("version", 1...Int64.max) else { throw Refusal.unreadable }
        if posted.has("more") {
            form.addSpare()
            return try await LinesEdit.page(app, context, target, record, form, version: version, status: .ok)
        }
        let viewer = context.viewer
        let references = form.references
        let products = try await app.records { try LineProduct.named(references, $0, viewer) }
        let lines = form.read(products)
        guard form.problems.isEmpty else {
            return try await LinesEdit.page(
                app, context, target, record, form, version: version, status: .unprocessableContent)
        }
        do {
            try await save(app, viewer, target, lines, version)
            return .seeOther("\(target.path)?done=\(Done.saved.rawValue)")
        } catch WriteRefusal.stale(let current) {
            return try await LinesEdit.page(
                app, context, target, record, form, version: current, note: note(.warn, HTML.text(stale(context))),
                status: .conflict)
        }
    }

    private static func save(
        _ app: App, _ viewer: Viewer, _ target: CardTarget, _ lines: [[String: Value]], _ version: Int64
    ) async throws {
        let (now, catalog, ids) = (app.clock.now, app.catalog, app.ids)
        let subform = try LinesEdit.subform(of: target)
        try await app.database.write { connection in
            let seen = Records(connection, catalog).seen(by: viewer, target.module)
            try seen.replaceLines(subform, of: target.id, version: version, with: lines, ids: ids, at: now)
            guard let record = try seen.find(target.id) else { throw WriteRefusal.notFound }
            let detail = eventDetail(record, ["count": String(lines.count)])
            try Journal(connection).append(
                .init("lines.updated", on: eventSubjects(record), detail: detail), by: Author(viewer), at: now)
        }
    }

    private static func stale(_ context: OfficeContext) -> String {
        Phrase(
            fr:
                "Quelqu’un a enregistré ce document après que vous l’avez ouvert. Vos lignes sont gardées ci-dessous et ne sont pas encore enregistrées : comparez avec la fiche, puis enregistrez de nouveau.",
            en:
                "Somebody saved this document after you opened it. Your lines are kept below and not saved yet: compare them with the record, then save again."
        )(context.language)
    }
}
