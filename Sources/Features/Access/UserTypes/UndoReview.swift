import Core
import HTML
import Hummingbird
import Store
import Web

/// What undoing a change of rights means for the people of the type, shown before it is done.
enum UndoReview {
    /// A page that asks; nil when nothing changes for anybody, or when the change cannot be undone anyway.
    static func page(_ app: App, _ context: OfficeContext, _ made: Changes.Made) async throws -> Response? {
        guard let before = made.change.before.flatMap(UserTypeDocument.init(text:)), made.change.after != nil,
            made.undoneAt == nil, let found = try await difference(app, made, before), !found.diff.isEmpty,
            found.diff.people > 0
        else { return nil }
        let language = context.language
        let title = Phrase(fr: "Avant d’annuler ce changement", en: "Before undoing this change")(language)
        let list = Phrase(fr: "Derniers changements", en: "Latest changes")(language)
        let summary = RightsWords.summary(found.diff)(language)
        let head = PageHead(
            title, crumbs: [.init(list, "/admin/changes"), .init(made.change.label)], sub: HTML.text(summary))
        let panels: [HTML] = found.diff.modules.map {
            RightsWords.panel($0, openBefore: found.open, openAfter: found.open, context.formats)
        }
        let yes = Phrase(fr: "Annuler le changement", en: "Undo the change")(language)
        let back = Phrase(fr: "Revenir sans annuler", en: "Go back without undoing")(language)
        let content: HTML = """
            \(head.html(language))<div class="stack">\(panels)<form class="form-acts" method="post" action="/admin/changes/\(made.id.text)/undo">\
            <input type="hidden" name="confirmed" value="1"><button class="btn main">\(yes)</button><a class="btn quiet" href="/admin/changes">\(back)</a></form></div>
            """
        return officePage(app, context, title, current: "modules", content)
    }

    private static func difference(_ app: App, _ made: Changes.Made, _ before: UserTypeDocument) async throws -> (
        diff: AccessDiff, open: [String]
    )? {
        guard let id = RecordID(text: made.change.key) else { return nil }
        return try await app.records { records in
            let portals = Portals(records.connection)
            guard let type = try portals.userType(id), let portal = try portals.find(type.portal) else { return nil }
            let diff = try AccessDiff.between(
                old: try portals.grants(of: id), new: before.granted, openBefore: portal.openModules,
                openAfter: portal.openModules, of: id, records)
            return (diff, portal.openModules)
        }
    }
}
