import Core
import HTML
import Hummingbird
import Web

/// `GET /p/:portal/<module>`: the customer's own records of one kind.
enum PortalRecordList {
    static func handle(_ app: App, _ request: Request, _ context: PortalContext, _ module: Module) async throws
        -> Response
    {
        let viewer = context.viewer
        guard viewer.grants[module.key].see != .nobody else { throw Refusal.notFound }
        let asked = ListRequest(request.query, module, for: viewer)
        let today = app.today
        let contents = try await app.records { try ListContents.read($0, asked, viewer, today: today) }
        let maker = RecordListMaker(
            place: RecordPlace(portal: context.portal.path, viewer: viewer), request: asked, contents: contents,
            formats: context.formats, today: today,
            nothing: nothing(module, context))
        return .page(shell(app, request, context, maker))
    }

    private static func shell(_ app: App, _ request: Request, _ context: PortalContext, _ maker: RecordListMaker)
        -> HTML
    {
        let sentence = ListSentence(module: maker.module, overview: maker.contents.overview, language: context.language)
        let head = PageHead(
            maker.module.many(context.language), sub: sentence.html, actions: actions(maker.module, context))
        return PortalShell(
            title: maker.module.many(context.language), context: context,
            nav: PortalNav.items(app, context, current: maker.module.key),
            content: "\(Done.note(request, context.language))\(head.html(context.language))\(view(maker, context))"
        ).html
    }

    /// The list, or the same records as cards.
    private static func view(_ maker: RecordListMaker, _ context: PortalContext) -> HTML {
        let list = maker.page().html
        return context.viewer.grants[maker.module.key].view == .cards ? "<div class=\"as-cards\">\(list)</div>" : list
    }

    private static func actions(_ module: Module, _ context: PortalContext) -> [HTML] {
        guard Rule(context.viewer, module).creates else { return [] }
        return [
            buttonLink(
                ModuleWords(module, context.language).new, context.portal.path + "/\(module.key)/new", .main,
                icon: "i-plus")
        ]
    }

    private static func nothing(_ module: Module, _ context: PortalContext) -> EmptyList {
        let words = ModuleWords(module, context.language)
        return EmptyList(title: words.noneYet, text: words.portalEmpty(context.portal.company)(context.language))
    }
}
