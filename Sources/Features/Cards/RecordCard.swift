import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `GET /admin/:module/:id`: a record's page, with one tab open.
enum RecordCard {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        let target = try CardTarget(module, context)
        let query = request.query
        let tab = CardTab(rawValue: query["tab"]).flatMap { CardTab.of(target.module).contains($0) ? $0 : nil } ?? .main
        let state = query["state"]
        let notes = Done.note(request, context.language) + KeptReason.note(query["kept"], target, context.language)
        return try await page(app, context, target, tab, notes: notes) { reader, card in
            try tab.panel(reader, card, state: state)
        }
    }

    /// The page with what `panel` reads in the open tab; also answers a form of a tab that could not be saved.
    static func page(
        _ app: App, _ context: OfficeContext, _ target: CardTarget, _ tab: CardTab, notes: HTML = .empty,
        status: HTTPResponse.Status = .ok,
        _ panel: @escaping @Sendable (CardReader, Card) throws -> any CardPanel
    ) async throws -> Response {
        let (viewer, formats, now) = (context.viewer, context.formats, app.clock.now)
        let read = try await app.records { records -> (Card, any CardPanel)? in
            let reader = CardReader(records: records, viewer: viewer, formats: formats, now: now)
            guard let card = try reader.card(target.module, target.id) else { return nil }
            return (card, try panel(reader, card))
        }
        guard let read else { throw Refusal.notFound }
        var card = read.0
        let body = read.1
        card.keepAccesses(for: context.visitor)
        let conversion = card.conversion.map { note(.info, $0.words(card.formats)) }
        let dialog = card.login.map { userAccountDialog($0, today: card.today, card.language) }
        let content: HTML =
            "\(CardHead(card: card).html)\(notes)\(conversion)\(CardTab.bar(card, current: tab))\(body.html(card))\(dialog)"
        return officePage(app, context, card.record.title, current: target.module.key, status: status, content)
    }
}

/// The record that an address of the back office names.
struct CardTarget: Sendable {
    let module: Module
    let id: RecordID

    init(_ module: Module, _ context: OfficeContext) throws {
        self.module = module
        guard let id = context.parameters.get("id").flatMap({ RecordID(text: $0) }) else { throw Refusal.notFound }
        self.id = id
    }

    var path: String { OfficePath.record(module.key, id) }
}

/// A page of the back office with its menu.
func officePage(
    _ app: App, _ context: OfficeContext, _ title: String, current: String, status: HTTPResponse.Status = .ok,
    _ content: HTML
) -> Response {
    let nav = OfficeNav.groups(app, context, current: current)
    let marked = FormMark.mark(content, for: context.visitor, key: app.ids.next())
    return .page(
        OfficeShell(title: title, visitor: context.visitor, language: context.language, nav: nav, content: marked)
            .html, status: status)
}
