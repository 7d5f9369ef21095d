import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/portals/new`: the first step of the wizard; user type, modules and fields follow.
enum PortalNew {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let company = try await app.database.read { try Settings($0)[.company] } ?? app.site.defaultCompany
        return page(app, context, name: company, slug: "")
    }

    /// An address that is left empty is made from the name.
    static func create(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let (name, typed) = (form["name"], form["slug"].lowercased())
        let id = app.ids.next()
        let made = try await PortalDesk.change(app, context) { _, change in
            let address = typed.isEmpty ? try change.freeSlug(slug(from: name)) : typed
            let portal = Portal(id: id, slug: address, name: name, accent: "#0f5c57", openModules: [])
            let wrong = PortalDraft(portal, .init()).problems
            guard wrong.isEmpty else { throw PortalRefusal.problems(wrong) }
            try change.create(portal)
        }
        switch made {
        case .success: return .seeOther(UserTypePath.list(id) + "/new?done=\(Done.portalCreated.rawValue)")
        case .failure(let refusal): return page(app, context, name: name, slug: typed, refusal)
        }
    }

    /// `GET /admin/portals/address?name=…`: the address that a name gives, and whether it is free; for the form while somebody types.
    static func address(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let query = request.query
        let wanted = query["slug"].isEmpty ? slug(from: query["name"]) : query["slug"].lowercased()
        let (author, now, ids) = (Author(context.viewer), app.clock.now, app.ids)
        let (problems, free) = try await app.database.read { connection in
            let change = PortalChange(connection, ids: ids, by: author, at: now)
            return (
                try change.problems(name: query["name"], slug: wanted, except: nil),
                try change.freeSlug(slug(from: wanted))
            )
        }
        let problem = problems["slug"]?.message(context.language) ?? problems["name"]?.message(context.language) ?? ""
        let answer = JSON.object([
            ("slug", .text(wanted)), ("free", .text(free)), ("problem", .text(problem)),
            ("fine", .text(Phrase(fr: "Cette adresse est libre.", en: "This address is free.")(context.language))),
        ])
        return .json(answer.text)
    }

    private static func page(
        _ app: App, _ context: OfficeContext, name: String, slug: String, _ refusal: PortalRefusal? = nil
    ) -> Response {
        let language = context.language
        let title = Phrase(fr: "Nouveau portail", en: "New portal")(language)
        var problems: [String: FieldProblem] = [:]
        if case .problems(let found) = refusal { problems = found }
        let head = PageHead(
            title, crumbs: [.init(PortalDesk.title(language), "/admin/portals"), .init(title)],
            sub: HTML.text(
                Phrase(
                    fr:
                        "Étape 1 sur 4 : le nom et l’adresse. Viennent ensuite le type d’utilisateur, ses modules et leurs champs.",
                    en: "Step 1 of 4: name and address. The user type, its modules and their fields come next.")(
                        language)))
        let labels = [("name", PortalDraft.nameLabel), ("slug", PortalDraft.slugLabel)]
        let nameInput = Input(
            "name", PortalDraft.nameLabel(language), value: name, error: problems["name"]?.message(language),
            required: true)
        let hint = Phrase(
            fr: "\(app.site.baseAddress)/p/… Laissez vide pour la tirer du nom.",
            en: "\(app.site.baseAddress)/p/… Leave it empty to take it from the name.")
        let slugInput = Input(
            "slug", PortalDraft.slugLabel(language), value: slug, hint: hint(language),
            error: problems["slug"]?.message(language))
        let submit = Phrase(fr: "Continuer", en: "Continue")(language)
        let summary = errorSummary(
            labels.compactMap { key, label in problems[key].map { (key, label(language), $0.message(language)) } },
            language)
        let content: HTML = """
            \(head.html(language))\(summary)<div class="panel"><form class="form body" method="post" action="/admin/portals/new" novalidate data-address="/admin/portals/address">\
            \(nameInput.html(language))\(slugInput.html(language))<p class="hint" role="status" data-address-says></p>\(DefinitionForm.buttons(submit, cancel: "/admin/portals", language))</form></div>
            """
        return officePage(
            app, context, title, current: "portals", status: refusal == nil ? .ok : .unprocessableContent, content)
    }
}
