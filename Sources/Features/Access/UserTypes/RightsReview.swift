import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// What a change of rights means, shown before it is saved: who gains and who loses what.
struct RightsReview: Sendable {
    let desk: UserTypeDesk
    let document: UserTypeDocument
    let version: Int64
    /// Where one goes on afterwards; ends with `/fields/` and a question mark's part when the fields are gone through.
    let next: String

    /// Saves at once what changes nothing for anybody; asks about the rest.
    func save(_ app: App, _ context: OfficeContext) async throws -> Response {
        guard version == desk.type.version else { return try await meet(app, context) }
        let diff = try await diff(app)
        guard !diff.isEmpty, desk.people > 0 else { return try await store(app, context) }
        return page(app, context, diff)
    }

    /// Somebody saved the type since the form was opened: what was changed in the form is laid over what they saved, and asked about.
    private func meet(_ app: App, _ context: OfficeContext) async throws -> Response {
        let stale = UserTypeRefusal.stale(by: desk.type.updatedBy, at: desk.type.updatedAt)
        let (id, version) = (desk.type.id, version)
        guard let base = try await app.database.read({ try Changes($0).userType(id, version: version) }) else {
            return RightsReview.refused(app, context, desk, stale)
        }
        let merged = document.merged(onto: desk.document, from: base)
        guard merged != desk.document else { return .seeOther(landing) }
        let review = RightsReview(desk: desk, document: merged, version: desk.type.version, next: next)
        return review.page(
            app, context, try await review.diff(app), note: stale.merged(context.formats), status: .conflict)
    }

    /// Modules that are granted for the first time are opened in the portal too, unless other types would get something by it.
    private var opened: Set<String> {
        let new = document.granted.filter {
            $0.value.see != .nobody && (desk.grants[$0.key]?.see ?? .nobody) == .nobody && !desk.others.contains($0.key)
        }
        return Set(new.keys)
    }

    private var openAfter: [String] {
        let open = opened.union(desk.portal.openModules)
        return desk.catalog.modules.map(\.key).filter(open.contains)
    }

    private func diff(_ app: App) async throws -> AccessDiff {
        let (old, new, before, after, type) = (
            desk.grants, document.granted, desk.portal.openModules, openAfter, desk.type.id
        )
        return try await app.records {
            try AccessDiff.between(old: old, new: new, openBefore: before, openAfter: after, of: type, $0)
        }
    }

    private func store(_ app: App, _ context: OfficeContext) async throws -> Response {
        let (id, wanted, version, portal, open) = (desk.type.id, document, version, desk.portal.id, opened)
        let saved = try await UserTypeDesk.change(app, context) { change in
            try change.save(wanted, of: id, version: version)
            try change.open(open, in: portal)
        }
        switch saved {
        case .success: return .seeOther(landing)
        case .failure(let refusal): return RightsReview.refused(app, context, desk, refusal)
        }
    }

    private var landing: String {
        let first = document.granted.filter { $0.value.see != .nobody }.keys
        guard next.contains("/fields/?") else {
            return next + (next.contains("?") ? "&" : "?") + "done=\(Done.permissionsSaved.rawValue)"
        }
        guard let module = desk.related.first(where: { first.contains($0.module.key) })?.module.key else {
            return desk.path.grid
        }
        return desk.path.fields(module) + "?next=1"
    }

    static func refused(_ app: App, _ context: OfficeContext, _ desk: UserTypeDesk, _ refusal: UserTypeRefusal)
        -> Response
    {
        UserTypeGrid.page(app, context, desk, desk.grants, note: refusal.note(context.formats), status: .conflict)
    }

    /// `POST …/confirm`: the draft that was looked at is saved.
    static func confirm(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let desk = try await UserTypeDesk.open(app, context)
        guard let document = UserTypeDocument(text: form.raw("draft")), let version = form.version
        else { throw Refusal.unreadable }
        let next = form["next"].hasPrefix(desk.path.grid) ? form["next"] : desk.path.grid
        return try await RightsReview(desk: desk, document: document, version: version, next: next).store(app, context)
    }

    private func page(
        _ app: App, _ context: OfficeContext, _ diff: AccessDiff, note: HTML = .empty,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let language = context.language
        let title = Phrase(fr: "Avant d’enregistrer", en: "Before saving")(language)
        let head = PageHead(
            title, crumbs: desk.crumbs(title, language), sub: HTML.text(RightsWords.summary(diff)(language)))
        let panels: [HTML] = diff.modules.map {
            RightsWords.panel($0, openBefore: desk.portal.openModules, openAfter: openAfter, context.formats)
        }
        let yes = Phrase(fr: "Enregistrer ces droits", en: "Save these rights")(language)
        let look = Phrase(fr: "Aperçu avec ces droits", en: "Preview with these rights")(language)
        let again = Phrase(fr: "Modifier encore", en: "Change more")(language)
        let back = Phrase(fr: "Revenir sans enregistrer", en: "Go back without saving")(language)
        let content: HTML = """
            \(head.html(language))\(note)<div class="stack">\(panels)<form class="form-acts" method="post" action="\(desk.path.grid)/confirm">\
            <input type="hidden" name="draft" value="\(document.text)"><input type="hidden" name="next" value="\(next)">\(DefinitionForm.version(version))\
            <button class="btn main">\(yes)</button><button class="btn" formaction="\(desk.path.grid)/preview">\(look)</button>\
            <button class="btn" formaction="\(desk.path.grid)">\(again)</button><a class="btn quiet" href="\(desk.path.grid)">\(back)</a></form></div>
            """
        return officePage(app, context, title, current: "portals", status: status, content)
    }
}
