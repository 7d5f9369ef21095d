import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// A portal's name, colour, and the modules that are open to people outside at all: the first of the two gates.
enum PortalSettings {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let portals = try await app.database.read { try Portals($0).all() }
        let wanted = request.query.id("portal")
        guard let portal = portals.first(where: { $0.id == wanted }) ?? portals.first else { throw Refusal.notFound }
        let address = try await app.database.read { try Settings($0).requestsAddress(of: portal.id) }
        return page(
            app, context, portals, portal, PortalDraft(portal, requestsAddress: address),
            note: Done.note(request, context.language))
    }

    static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = try await request.form()
        let portals = try await app.database.read { try Portals($0).all() }
        guard let portal = portals.first(where: { $0.id == form.id("portal") }) else { throw Refusal.notFound }
        let draft = PortalDraft(form, app.catalog)
        guard draft.problems.isEmpty else {
            return page(app, context, portals, portal, draft, problems: draft.problems, status: .unprocessableContent)
        }
        let (viewer, now) = (context.viewer, app.clock.now)
        try await app.database.write { connection in
            guard let before = try Portals(connection).find(portal.id) else { throw Refusal.notFound }
            try Portals(connection).update(
                portal.id, name: draft.name, accent: draft.accent, openModules: draft.openModules)
            let address = draft.requestsAddress
            try Settings(connection).setRequestsAddress(address.isEmpty ? nil : address, of: portal.id)
            let detail = [
                "portal": draft.name, "before": before.openModules.joined(separator: ","),
                "after": draft.openModules.joined(separator: ","), "requests": address,
            ]
            try Journal(connection).append(
                .init("portal.saved", on: [Journal.Subject("portals", portal.id)], detail: detail), by: Author(viewer),
                at: now)
        }
        return .seeOther("/admin/portals?portal=\(portal.id.text)&done=\(Done.portalSaved.rawValue)")
    }
}

extension PortalSettings {
    private static func page(
        _ app: App, _ context: OfficeContext, _ portals: [Portal], _ portal: Portal, _ draft: PortalDraft,
        problems: [String: FieldProblem] = [:],
        note: HTML = .empty, status: HTTPResponse.Status = .ok
    ) -> Response {
        let language = context.language
        let address = "\(app.site.baseAddress)/p/\(portal.slug)"
        let choice =
            portals.count < 2
            ? HTML.empty
            : tabs(
                Phrase(fr: "Portails", en: "Portals")(language),
                portals.map { NavItem($0.name, "/admin/portals?portal=\($0.id.text)", isCurrent: $0.id == portal.id) })
        let types = buttonLink(UserTypeList.title(language), UserTypePath.list(portal.id))
        let head = PageHead(portal.name, sub: "<a href=\"\(address)\">\(address)</a>", actions: [types]).html(language)
        let content: HTML = """
            \(head)\(note)\(choice)\(summary(problems, language))<form class="form" method="post" action="/admin/portals" novalidate>\
            <input type="hidden" name="portal" value="\(portal.id.text)">\(look(draft, problems, language))\(requests(draft, problems, language))\(modules(draft, app, language))\
            <div class="form-acts"><button class="btn main">\(Words.save(language))</button></div></form>
            """
        return officePage(app, context, portal.name, current: "portals", status: status, content)
    }

    private static let nameLabel = Phrase(fr: "Nom du portail", en: "Portal name")
    private static let accentLabel = Phrase(fr: "Couleur", en: "Colour")
    private static let requestsLabel = Phrase(fr: "Adresse pour les demandes", en: "Address for requests")

    private static func summary(_ problems: [String: FieldProblem], _ language: Language) -> HTML {
        let labels = [("name", nameLabel), ("accent", accentLabel), ("requests_address", requestsLabel)]
        return errorSummary(
            labels.compactMap { key, label in problems[key].map { (key, label(language), $0.message(language)) } },
            language)
    }

    private static func look(_ draft: PortalDraft, _ problems: [String: FieldProblem], _ language: Language) -> HTML {
        let hint =
            draft.accentRemark
            ?? Phrase(
                fr: "Une couleur d’accent, comme #0f5c57. La version sombre est calculée.",
                en: "One accent colour, such as #0f5c57. The dark version is computed.")
        let name = Input(
            "name", nameLabel(language), value: draft.name, error: problems["name"]?.message(language), required: true)
        let accent = Input(
            "accent", accentLabel(language), value: draft.accent, hint: hint(language),
            error: problems["accent"]?.message(language), required: true)
        return bodyPanel(
            Phrase(fr: "Présentation", en: "Look")(language), id: "look-t",
            "<div class=\"form\">\(name.html(language))\(accent.html(language))\(swatch(draft, language))</div>")
    }

    private static func requests(_ draft: PortalDraft, _ problems: [String: FieldProblem], _ language: Language)
        -> HTML
    {
        let hint = Phrase(
            fr:
                "Facultatif. Les nouvelles demandes et les messages des clients y sont annoncés quand aucun collaborateur ne suit la demande.",
            en:
                "Optional. New requests and customers’ messages are announced there when no member of staff follows the request."
        )
        let address = Input(
            "requests_address", requestsLabel(language), .email, value: draft.requestsAddress, hint: hint(language),
            error: problems["requests_address"]?.message(language))
        return bodyPanel(
            Phrase(fr: "Demandes", en: "Requests")(language), id: "requests-t",
            "<div class=\"form\">\(address.html(language))</div>")
    }

    private static func modules(_ draft: PortalDraft, _ app: App, _ language: Language) -> HTML {
        let words = Phrase(
            fr:
                "Un module qui n’est pas coché ici n’existe pour aucun utilisateur externe, quels que soient ses droits. Le changement vaut dès la page suivante.",
            en:
                "A module that is not ticked here exists for no external user, whatever their rights. The change counts from the next page on."
        )
        let open = Set(draft.openModules)
        let boxes: [HTML] = app.catalog.modules.map { module in
            """
            <label class="check"><input type="checkbox" name="open" value="\(module.key)"\(" checked", if: open.contains(module.key))> <span>\(module.many(language))</span></label>
            """
        }
        let title = Phrase(fr: "Modules ouverts aux utilisateurs externes", en: "Modules open to external users")(
            language)
        return """
            <fieldset class="rights panel" aria-labelledby="open-t"><div class="rights-head"><h2 id="open-t">\(title)</h2>\
            <span class="n" data-count="{n}">\(open.count)</span></div><div class="body"><p class="soft">\(words(language))</p><div class="checks many">\(boxes)</div></div></fieldset>
            """
    }

    /// What the colour looks like, drawn without styles of its own.
    private static func swatch(_ draft: PortalDraft, _ language: Language) -> HTML {
        guard let colour = Colour(hex: draft.accent) else { return .empty }
        let theme = Theme(colour)
        let pairs = [(theme.light, Colour.white), (theme.dark, Colour(0x1e, 0x1c, 0x17))]
        let tiles: [HTML] = pairs.enumerated().map { index, pair in
            let x = index * 160
            return """
                <rect x="\(x)" width="152" height="44" rx="6" fill="\(pair.1.hex)" stroke="\(pair.0.line.hex)"></rect>\
                <rect x="\(x + 6)" y="6" width="64" height="32" rx="4" fill="\(pair.0.accent.hex)"></rect>\
                <rect x="\(x + 76)" y="6" width="32" height="32" rx="4" fill="\(pair.0.soft.hex)"></rect>\
                <rect x="\(x + 114)" y="6" width="32" height="32" rx="4" fill="\(pair.0.line.hex)"></rect>
                """
        }
        let label = Phrase(
            fr: "Aperçu de la couleur, version claire et version sombre", en: "Preview of the colour, light and dark")(
                language)
        return
            "<svg viewBox=\"0 0 312 44\" width=\"312\" height=\"44\" role=\"img\" aria-label=\"\(label)\">\(tiles)</svg>"
    }
}
