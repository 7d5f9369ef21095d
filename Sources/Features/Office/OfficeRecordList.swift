import Core
import HTML
import Hummingbird
import Store
import Web

/// `GET /admin/<module>`: all records of one kind, with the columns and filters of the person's choice.
enum OfficeRecordList {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        let viewer = context.viewer
        guard viewer.grants[module.key].see != .nobody else { throw Refusal.notFound }
        let asked = ListRequest(request.query, module, for: viewer)
        let today = app.today
        let contents = try await app.records { try ListContents.read($0, asked, viewer, today: today) }
        let maker = RecordListMaker(
            place: RecordPlace(office: viewer, app.catalog), request: asked, contents: contents,
            formats: context.formats, today: today,
            nothing: nothing(module, context),
            offersOwn: module.key == "accounts" && context.visitor.ownCustomers > 0)
        return .page(shell(app, request, context, maker))
    }

    private static func shell(_ app: App, _ request: Request, _ context: OfficeContext, _ maker: RecordListMaker)
        -> HTML
    {
        let language = context.language
        let sentence = ListSentence(module: maker.module, overview: maker.contents.overview, language: language)
        let head = PageHead(
            maker.module.many(language), sub: sentence.html,
            actions: create(maker.module, context).map { [buttonLink($0.label, $0.path, .main, icon: "i-plus")] } ?? [])
        return OfficeShell(
            title: maker.module.many(language), visitor: context.visitor, language: language,
            nav: OfficeNav.groups(app, context, current: maker.module.key),
            content: "\(Done.note(request, language))\(head.html(language))\(maker.page().html)"
        ).html
    }

    private static func create(_ module: Module, _ context: OfficeContext) -> RecordListPage.Turn? {
        guard context.viewer.grants[module.key].create else { return nil }
        return .init(label: ModuleWords(module, context.language).new, path: "/admin/\(module.key)/new")
    }

    private static func nothing(_ module: Module, _ context: OfficeContext) -> EmptyList {
        let words = ModuleWords(module, context.language)
        let text = Phrase(
            fr: "Créez une première fiche, ou importez celles de votre logiciel de gestion.",
            en: "Create a first record, or import those of your business software.")
        return EmptyList(
            title: words.noneYet, text: text(context.language), action: create(module, context), isMainAction: true)
    }
}

/// `POST /admin/:module/columns`: the columns that a member of staff keeps for a list.
enum ListColumnChoice {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        let form = try await request.form()
        let visible = context.viewer.visibleKeys(of: module)
        let wanted = Set(form.all("col")).intersection(visible)
        // The order is the module's own, with the usual columns first.
        let ordered = (module.columns + module.fields.map(\.key)).filter(wanted.contains)
        let keys = ordered.reduce(into: [String]()) { list, key in if !list.contains(key) { list.append(key) } }
        let isReset = form.has("reset") || keys.isEmpty
        let id = app.ids.next()
        let person = context.viewer.person
        try await app.database.write { connection in
            let choices = ListChoices(connection)
            if isReset {
                try choices.forget(of: person, module: module.key)
            } else {
                try choices.set(keys, of: person, module: module.key, id: id)
            }
        }
        return .seeOther("/admin/\(module.key)")
    }
}
