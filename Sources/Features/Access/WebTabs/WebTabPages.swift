import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/portals/:portal/tabs`: the tabs of a portal beside its modules.
enum WebTabList {
    static func title(_ language: Language) -> String { Phrase(fr: "Onglets Web", en: "Web tabs")(language) }
    static func path(_ portal: RecordID) -> String { PortalDesk.path(portal) + "/tabs" }

    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await PortalDesk.open(app, context)
        let id = desk.portal.id
        let (tabs, types) = try await app.database.read {
            (try WebTabs($0).of(portal: id), try Portals($0).userTypes(of: id))
        }
        let language = context.language
        let head = PageHead(
            title(language),
            crumbs: [
                .init(PortalDesk.title(language), "/admin/portals"), .init(desk.portal.name, desk.path),
                .init(title(language)),
            ],
            sub: HTML.text(
                Phrase(
                    fr: "Une page que vous écrivez, ou une adresse, dans le menu du portail.",
                    en: "A page you write, or an address, in the portal’s menu.")(language)),
            actions: [
                buttonLink(
                    Phrase(fr: "Nouvel onglet", en: "New tab")(language), path(id) + "/new", .main, icon: "i-plus")
            ])
        let rows: [HTML] = tabs.map { row($0, types, id, language) }
        let none = emptyState(
            Phrase(fr: "Aucun onglet", en: "No tabs")(language),
            Phrase(
                fr: "Annonces, mode d’emploi, lien vers votre site : ajoutez un premier onglet.",
                en: "Announcements, instructions, a link to your site: add a first tab.")(language))
        let content: HTML = """
            \(head.html(language))\(Done.note(request, language))<section class="panel">\(tabs.isEmpty ? none : "<ul class=\"acts-list\">\(rows)</ul>")</section>
            """
        return officePage(app, context, title(language), current: "portals", content)
    }

    private static func row(_ tab: WebTab, _ types: [UserType], _ portal: RecordID, _ language: Language) -> HTML {
        let names = types.filter { tab.userTypes.contains($0.id) }.map { $0.name(language) }.joined(separator: ", ")
        let who = names.isEmpty ? Phrase(fr: "personne", en: "nobody")(language) : names
        let what: String
        if case .link(let url) = tab.content { what = url } else { what = Phrase(fr: "page", en: "page")(language) }
        return """
            <li><span><b>\(tab.title(language))</b><small>\(what) · \(who)</small></span>\(buttonLink(Words.edit(language), path(portal) + "/" + tab.id.text, .quiet))</li>
            """
    }
}

/// Making, changing and removing a web tab.
enum WebTabEdit {
    static func new(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await PortalDesk.open(app, context)
        let types = try await types(app, desk)
        return page(app, context, desk, nil, WebTabDraft(types: Set(types.map(\.id))), types)
    }

    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await PortalDesk.open(app, context)
        let tab = try await tab(app, context, desk)
        return page(app, context, desk, tab, WebTabDraft(tab), try await types(app, desk))
    }

    private static func types(_ app: App, _ desk: PortalDesk) async throws -> [UserType] {
        let id = desk.portal.id
        return try await app.database.read { try Portals($0).userTypes(of: id) }
    }

    private static func tab(_ app: App, _ context: OfficeContext, _ desk: PortalDesk) async throws -> WebTab {
        let portal = desk.portal.id
        guard let id = context.parameters.get("tab").flatMap({ RecordID(text: $0) }),
            let tab = try await app.database.read({ try WebTabs($0).find(id, in: portal) })
        else { throw Refusal.notFound }
        return tab
    }

    static func create(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await PortalDesk.open(app, context)
        return try await save(app, context, desk, nil, WebTabDraft(try await request.form()))
    }

    static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await PortalDesk.open(app, context)
        let tab = try await tab(app, context, desk)
        return try await save(app, context, desk, tab, WebTabDraft(try await request.form()))
    }

    private static func save(
        _ app: App, _ context: OfficeContext, _ desk: PortalDesk, _ known: WebTab?, _ draft: WebTabDraft
    ) async throws -> Response {
        let problems = draft.problems
        guard problems.isEmpty else {
            return page(app, context, desk, known, draft, try await types(app, desk), problems)
        }
        let (portal, id, now, author) = (
            desk.portal.id, known?.id ?? app.ids.next(), app.clock.now, Author(context.viewer)
        )
        try await app.database.write { connection in
            let tabs = WebTabs(connection)
            let taken = Set(try tabs.of(portal: portal).map(\.key))
            let key = known?.key ?? DefinitionKeys.free(slug(from: draft.title.fr), taken.contains)
            try tabs.set(draft.tab(id: id, key: key), of: portal)
            try Journal(connection).append(
                .init("web_tab.saved", on: [.init("portals", portal)], detail: ["tab": draft.title.fr]), by: author,
                at: now)
        }
        return .seeOther(WebTabList.path(portal) + "?done=\(Done.saved.rawValue)")
    }

    static func remove(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let desk = try await PortalDesk.open(app, context)
        let tab = try await tab(app, context, desk)
        let (portal, now, author) = (desk.portal.id, app.clock.now, Author(context.viewer))
        try await app.database.write { connection in
            try WebTabs(connection).remove(tab.id, of: portal)
            try Journal(connection).append(
                .init("web_tab.removed", on: [.init("portals", portal)], detail: ["tab": tab.title.fr]), by: author,
                at: now)
        }
        return .seeOther(WebTabList.path(portal) + "?done=\(Done.saved.rawValue)")
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ desk: PortalDesk, _ known: WebTab?, _ draft: WebTabDraft,
        _ types: [UserType],
        _ problems: [String: FieldProblem] = [:]
    ) -> Response {
        let language = context.language
        let title = known.map { $0.title(language) } ?? Phrase(fr: "Nouvel onglet", en: "New tab")(language)
        let list = WebTabList.path(desk.portal.id)
        let address = known.map { list + "/" + $0.id.text } ?? list + "/new"
        let remove = known.map { tab in
            postButton(
                Phrase(fr: "Supprimer l’onglet", en: "Delete the tab")(language), to: list + "/\(tab.id.text)/remove",
                .danger,
                confirm: Confirmation(
                    Phrase(fr: "Supprimer cet onglet ?", en: "Delete this tab?")(language),
                    Phrase(
                        fr: "Il disparaît du menu ; son texte est perdu.", en: "It leaves the menu; its text is lost.")(
                            language),
                    yes: Words.delete(language)))
        }
        let head = PageHead(
            title,
            crumbs: [
                .init(desk.portal.name, desk.path), .init(WebTabList.title(language), list), .init(title),
            ], actions: remove.map { [$0] } ?? [])
        let content: HTML = """
            \(head.html(language))\(draft.summary(problems, language))<div class="panel"><form class="form body" method="post" action="\(address)" novalidate>\
            \(draft.inputs(problems, types, language))\(DefinitionForm.buttons(Words.save(language), cancel: list, language))</form></div>
            """
        return officePage(
            app, context, title, current: "portals", status: problems.isEmpty ? .ok : .unprocessableContent, content)
    }
}
