import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `GET /admin/changes`: the last changes of the configuration, with author and time, each to be undone.
enum ChangeList {
    private static let most = 100

    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let changes = try await app.database.read { try Changes($0).list(limit: most) }
        return page(app, context, changes, note: Done.note(request, context.language))
    }

    static func page(
        _ app: App, _ context: OfficeContext, _ changes: [Changes.Made], note: HTML, status: HTTPResponse.Status = .ok
    ) -> Response {
        let language = context.language
        let title = Phrase(fr: "Derniers changements", en: "Latest changes")(language)
        let sub = Phrase(
            fr:
                "Ce qui a été décidé sur les portails, les droits et les modules, du plus récent au plus ancien. Annuler remet l’état d’avant.",
            en: "What was decided about portals, rights and modules, newest first. Undoing brings back what was before."
        )
        let head = PageHead(title, sub: HTML.text(sub(language)))
        let content: HTML = "\(head.html(language))\(note)\(list(changes, context))"
        return officePage(app, context, title, current: "modules", status: status, content)
    }

    private static func list(_ changes: [Changes.Made], _ context: OfficeContext) -> HTML {
        let language = context.language
        guard !changes.isEmpty else {
            let title = Phrase(fr: "Aucun changement pour l’instant", en: "No changes yet")(language)
            let text = Phrase(
                fr: "Les portails, les droits, les modules et les champs que vous modifiez apparaîtront ici.",
                en: "Portals, rights, modules and fields that you change will appear here.")(language)
            return "<section class=\"panel\">\(emptyState(title, text))</section>"
        }
        let rows: [HTML] = changes.map { row($0, context) }
        return "<section class=\"panel\"><ul class=\"acts-list\">\(rows)</ul></section>"
    }

    private static func row(_ made: Changes.Made, _ context: OfficeContext) -> HTML {
        let (language, formats) = (context.language, context.formats)
        let when = Phrase(
            fr: "\(made.by), le \(formats.moment(made.at))", en: "\(made.by), \(formats.moment(made.at))")(language)
        let what = ChangeWords.sentence(made)(language)
        let action: HTML
        if let at = made.undoneAt {
            action = HTML.text(
                Phrase(
                    fr: "Annulé par \(made.undoneBy ?? "") le \(formats.moment(at))",
                    en: "Undone by \(made.undoneBy ?? ""), \(formats.moment(at))")(
                        language))
        } else {
            action = postButton(
                Phrase(fr: "Annuler ce changement", en: "Undo this change")(language),
                to: "/admin/changes/\(made.id.text)/undo",
                confirm: Confirmation(
                    Phrase(fr: "Annuler ce changement ?", en: "Undo this change?")(language), what,
                    yes: Phrase(fr: "Annuler le changement", en: "Undo the change")(language)))
        }
        return "<li><span><b>\(made.change.label)</b> \(what)<small>\(when)</small></span>\(action)</li>"
    }
}

/// `POST /admin/changes/:id/undo`.
enum ChangeUndo {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        guard let id = context.parameters.get("id").flatMap({ RecordID(text: $0) }),
            let made = try await app.database.read({ try Changes($0).find(id) })
        else { throw Refusal.notFound }
        switch made.change.kind {
        case .module:
            let undone = try await ModuleDesk.change(app, context) { try $0.undo(made) }
            return try await answer(
                undone.mapError { Remark(html: DefinitionForm.notes($0, [], context)) }, app, context)
        case .userType:
            if try await !request.form().has("confirmed"), let review = try await UndoReview.page(app, context, made) {
                return review
            }
            let undone = try await UserTypeDesk.change(app, context) { try $0.undo(made) }
            return try await answer(undone.mapError { Remark(html: $0.note(context.formats)) }, app, context)
        case .portal:
            let undone = try await PortalDesk.change(app, context) { _, change in try change.undo(made) }
            let language = context.language
            return try await answer(
                undone.mapError { Remark(html: $0.undoing(language)) }, app, context)
        }
    }

    private static func answer(_ result: Result<Void, Remark>, _ app: App, _ context: OfficeContext) async throws
        -> Response
    {
        switch result {
        case .success: return .seeOther("/admin/changes?done=\(Done.undone.rawValue)")
        case .failure(let remark):
            let changes = try await app.database.read { try Changes($0).list(limit: 100) }
            return ChangeList.page(app, context, changes, note: remark.html, status: .conflict)
        }
    }

    /// Why a change was not undone, as the page says it.
    private struct Remark: Error {
        let html: HTML
    }
}

extension PortalRefusal {
    /// Why the portal cannot be what it was: its name or address may be another's now.
    fileprivate func undoing(_ language: Language) -> HTML {
        guard case .problems(let problems) = self else { return note(language) }
        let reasons = problems.sorted { $0.key < $1.key }.map { $0.value.message(language) }
        return Web.note(.bad, HTML.text(reasons.joined(separator: " ")))
    }
}

/// What a change of a module was, told from what was there before and after.
enum ChangeWords {
    static func sentence(_ made: Changes.Made) -> Phrase {
        switch made.change.kind {
        case .module: break
        case .portal: return Phrase(fr: "portail modifié", en: "portal changed")
        case .userType:
            if made.change.after == nil { return Phrase(fr: "type d’utilisateur supprimé", en: "user type deleted") }
            return made.change.before == nil
                ? Phrase(fr: "type d’utilisateur créé", en: "user type created")
                : Phrase(fr: "droits du type d’utilisateur modifiés", en: "rights of the user type changed")
        }
        guard let after = definition(made.change.after) else { return Phrase(fr: "modifié", en: "changed") }
        guard let before = definition(made.change.before) else {
            return after.names == nil
                ? difference(ModuleDefinition(), after) : Phrase(fr: "module créé", en: "module created")
        }
        if before.isLive != after.isLive {
            return after.isLive
                ? Phrase(fr: "module rétabli", en: "module restored")
                : Phrase(fr: "module retiré", en: "module removed")
        }
        return difference(before, after)
    }

    private static func definition(_ text: String?) -> ModuleDefinition? { text.flatMap(ModuleDefinition.init(text:)) }

    private static func difference(_ before: ModuleDefinition, _ after: ModuleDefinition) -> Phrase {
        let (old, new) = (fields(before), fields(after))
        let added = new.filter { field in !old.contains { $0.key == field.key } }
        let removed = old.filter { field in !new.contains { $0.key == field.key } }
        let changed = new.filter { field in old.contains { $0.key == field.key && $0 != field } }
        var parts: [Phrase] = []
        parts += added.map { Phrase(fr: "champ « \($0.label.fr) » ajouté", en: "field “\($0.label.en)” added") }
        parts += removed.map { Phrase(fr: "champ « \($0.label.fr) » retiré", en: "field “\($0.label.en)” removed") }
        parts += changed.map { Phrase(fr: "champ « \($0.label.fr) » modifié", en: "field “\($0.label.en)” changed") }
        if before.layouts != after.layouts { parts.append(Phrase(fr: "dispositions modifiées", en: "layouts changed")) }
        if parts.isEmpty { parts.append(Phrase(fr: "réglages modifiés", en: "settings changed")) }
        return Phrase(fr: parts.map(\.fr).joined(separator: ", "), en: parts.map(\.en).joined(separator: ", "))
    }

    private static func fields(_ definition: ModuleDefinition) -> [FieldDefinition] {
        definition.liveFields
            + definition.liveSubforms.flatMap { subform in
                subform.liveFields.map { field in
                    var named = field
                    named.key = subform.key + "." + field.key
                    return named
                }
            }
    }
}
