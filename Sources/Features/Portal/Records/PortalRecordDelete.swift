import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/p/:portal/:module/:id/delete`: into the bin, after a question. Staff can take it out again.
enum PortalRecordDelete {
    static func show(_ app: App, _ request: Request, _ context: PortalContext, _ module: Module) async throws
        -> Response
    {
        let target = try PortalTarget(module, context)
        let viewer = context.viewer
        let found = try await app.records { records -> Record? in
            let seen = records.seen(by: viewer, module)
            return try seen.mayDelete(target.id) ? seen.find(target.id) : nil
        }
        guard let record = found else { throw Refusal.notFound }
        let language = context.language
        let title = Phrase(fr: "Supprimer « \(record.title) » ?", en: "Delete “\(record.title)”?")(language)
        let words = Phrase(
            fr:
                "Vous et vos collègues ne la verrez plus ici. \(context.portal.company) peut la rétablir si vous le demandez.",
            en:
                "You and your colleagues will no longer see it here. \(context.portal.company) can restore it when you ask."
        )(
            language)
        let crumbs: [PageHead.Crumb] = [
            .init(module.many(language), target.list), .init(record.title, target.path), .init(title),
        ]
        let yes = Phrase(fr: "Supprimer", en: "Delete")(language)
        let content: HTML = """
            \(PageHead(title, crumbs: crumbs).html(language))<section class="panel measure"><div class="body"><p>\(words)</p>\
            <form class="form-acts" method="post" action="\(target.path)/delete"><button class="btn bad">\(yes)</button>\
            <a class="btn quiet" href="\(target.path)">\(Words.cancel(language))</a></form></div></section>
            """
        return portalPage(app, context, title, current: module.key, content)
    }

    static func create(_ app: App, _ request: Request, _ context: PortalContext, _ module: Module) async throws
        -> Response
    {
        let target = try PortalTarget(module, context)
        let (viewer, now, catalog) = (context.viewer, app.clock.now, app.catalog)
        try await app.database.write { connection in
            let seen = Records(connection, catalog).seen(by: viewer, module)
            guard let record = try seen.find(target.id) else { throw WriteRefusal.notFound }
            try seen.delete(target.id, at: now)
            try Journal(connection).append(
                .init("record.deleted", on: eventSubjects(record), detail: eventDetail(record)), by: Author(viewer),
                at: now)
        }
        return .seeOther("\(target.list)?done=\(Done.deletedHere.rawValue)")
    }
}
