import Core
import HTML
import Hummingbird
import Store
import Web

/// Into the bin and out of it again.
enum RecordRemoval {
    /// `POST /admin/:module/:id/delete`. What other things hang on is kept, and its page says what to do first.
    static func delete(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        let target = try CardTarget(module, context)
        let (viewer, now, catalog, formats) = (context.viewer, app.clock.now, app.catalog, context.formats)
        let kept = try await app.database.write { connection -> KeptReason? in
            let reader = CardReader(records: Records(connection, catalog), viewer: viewer, formats: formats, now: now)
            let seen = reader.seen(target.module)
            guard let record = try seen.find(target.id) else { throw WriteRefusal.notFound }
            if let reason = try KeptReason.of(record, reader) { return reason }
            try seen.delete(target.id, at: now)
            try Journal(connection).append(
                .init("record.deleted", on: eventSubjects(record), detail: eventDetail(record)), by: Author(viewer),
                at: now)
            return nil
        }
        if let kept { return .seeOther("\(target.path)?kept=\(kept.rawValue)") }
        return .seeOther("\(OfficePath.list(target.module.key))?done=\(Done.deleted.rawValue)")
    }

    /// `POST /admin/:module/:id/restore`.
    static func restore(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        let target = try CardTarget(module, context)
        let (viewer, now, catalog) = (context.viewer, app.clock.now, app.catalog)
        try await app.database.write { connection in
            let seen = Records(connection, catalog).seen(by: viewer, target.module)
            try seen.restore(target.id, at: now)
            guard let record = try seen.find(target.id) else { throw WriteRefusal.notFound }
            try Journal(connection).append(
                .init("record.restored", on: eventSubjects(record), detail: eventDetail(record)), by: Author(viewer),
                at: now)
        }
        return .seeOther("\(target.path)?done=\(Done.restored.rawValue)")
    }
}

/// `GET /admin/bin`: what was deleted, newest first, over all modules.
enum Bin {
    private static let most = 200

    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let viewer = context.viewer
        let deleted = try await app.records { records in
            try records.catalog.modules.flatMap { try records.seen(by: viewer, $0).bin(limit: most) }
        }
        let newest = deleted.sorted { ($0["deleted_at"].int ?? 0) > ($1["deleted_at"].int ?? 0) }.prefix(most)
        let language = context.language
        let title = Phrase(fr: "Corbeille", en: "Recycle bin")(language)
        let sub = Phrase(
            fr: "Ce qui a été supprimé, du plus récent au plus ancien.", en: "What was deleted, newest first.")(
                language)
        let content: HTML =
            "\(PageHead(title, sub: HTML.text(sub)).html(language))\(Done.note(request, language))\(list(Array(newest), context))"
        return officePage(app, context, title, current: "bin", content)
    }

    private static func list(_ records: [Record], _ context: OfficeContext) -> HTML {
        let language = context.language
        guard !records.isEmpty else {
            let title = Phrase(fr: "La corbeille est vide", en: "The recycle bin is empty")(language)
            let text = Phrase(
                fr: "Les fiches supprimées attendent ici d’être restaurées.",
                en: "Deleted records wait here to be restored.")(language)
            return "<section class=\"panel\">\(emptyState(title, text))</section>"
        }
        let heads = [
            Phrase(fr: "Fiche", en: "Record"), Phrase(fr: "Module", en: "Module"),
            Phrase(fr: "Supprimée le", en: "Deleted on"),
        ]
        let label = Phrase(fr: "Fiches supprimées", en: "Deleted records")(language)
        return """
            <section class="panel" aria-label="\(label)"><div class="sheet" role="group" aria-label="\(label)" tabindex="0"><table class="rows"><thead><tr>\
            \(each: heads, { "<th scope=\"col\">\($0(language))</th>" })<th scope="col" class="do"><span class="sr">\(restoring(language))</span></th></tr></thead>\
            <tbody>\(each: records, { row($0, context) })</tbody></table></div></section>
            """
    }

    private static func restoring(_ language: Language) -> String { Phrase(fr: "Restaurer", en: "Restore")(language) }

    private static func row(_ record: Record, _ context: OfficeContext) -> HTML {
        let at = record["deleted_at"].instant.map(context.formats.moment) ?? ""
        let button = postButton(
            restoring(context.language), to: OfficePath.record(record.module.key, record.id) + "/restore")
        return
            "<tr><td class=\"key\">\(record.title)</td><td>\(record.module.one(context.language))</td><td>\(at)</td><td class=\"do\">\(button)</td></tr>"
    }
}
