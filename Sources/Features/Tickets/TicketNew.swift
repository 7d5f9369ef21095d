import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `GET /p/:portal/tickets/new`: a person outside asks for something.
enum TicketNew {
    static func handle(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let start = try await TicketStart(app, context, request.query)
        var form = RecordForm(start.module, context.viewer, context.formats)
        form.typed = RecordDefaults.values(start.module, today: app.today)
        form.typed["subject"] = subject(request.query["subject"], start.module)
        if let copied = start.copied { form = form.filled(from: copied) }
        return try await page(app, context, form, FormKey(app), copied: start.copied?.id, status: .ok)
    }

    /// What a document's page proposes (*Poser une question*); nil for what the field would not take.
    private static func subject(_ proposed: String, _ module: Module) -> String? {
        guard !proposed.isEmpty, let field = module["subject"] else { return nil }
        do {
            _ = try field.type.read(proposed)
            return proposed
        } catch {
            return nil
        }
    }

    static func page(
        _ app: App, _ context: PortalContext, _ form: RecordForm, _ key: FormKey, copied: RecordID?,
        searches: [String: String] = [:], note: HTML = .empty, filesProblem: FieldProblem? = nil,
        status: HTTPResponse.Status
    ) async throws -> Response {
        let viewer = context.viewer
        let left = try await FileRoom(app).left(for: viewer)
        let lookups = try await app.records {
            try LookupReader(records: $0, viewer: viewer).choices(for: form, searches: searches)
        }
        var form = form
        form.lookups = lookups
        let language = context.language
        let title = Phrase(fr: "Nouvelle demande", en: "New request")(language)
        let list = context.portal.path + "/tickets"
        let head = PageHead(
            title, crumbs: [.init(form.module.many(language), list), .init(title)],
            sub: HTML.text(
                Phrase(
                    fr: "Dites-nous ce qu’il vous faut ; la réponse arrivera ici.",
                    en: "Tell us what you need; the answer will come here.")(language)))
        let frame = RecordFormFrame(
            action: list + "/new", submit: Phrase(fr: "Envoyer la demande", en: "Send the request")(language),
            cancel: list,
            hidden: [key.hidden] + (copied.map { [("from", $0.text)] } ?? [])
                + (form.module.layout.map { [("layout", $0)] } ?? []), hasFiles: true,
            extra: context.viewer.grants[form.module.key].files == .edit ? files(left, filesProblem, language) : .empty)
        let layouts =
            copied == nil
            ? LayoutChoice.links(
                try app.module("tickets"), current: form.module.layout, viewer, path: list + "/new", language) : .empty
        let content: HTML =
            "\(head.html(language))\(note)\(layouts)<div class=\"cols\"><div>\(form.html(frame))</div>\(steps(language))</div>"
        return portalPage(app, context, title, current: form.module.key, status: status, content)
    }

    /// The control of the attachments; fields that are files have their own names.
    static let filesName = FileControl.name

    private static func files(_ left: Int64?, _ problem: FieldProblem?, _ language: Language) -> HTML {
        Input(
            filesName, Phrase(fr: "Pièces jointes", en: "Attachments")(language), .file,
            hint: FileRoom.hint(left: left, language), error: problem?.message(language)
        ).html(language)
    }

    private static func steps(_ language: Language) -> HTML {
        let steps = [
            (
                Phrase(fr: "Nous recevons votre demande", en: "We receive your request"),
                Phrase(fr: "elle porte une référence", en: "it gets a reference")
            ),
            (
                Phrase(fr: "Une personne la prend en charge", en: "Somebody takes care of it"),
                Phrase(fr: "vous voyez son état à tout moment", en: "you see its state at any time")
            ),
            (
                Phrase(fr: "Vous échangez ici", en: "You talk here"),
                Phrase(
                    fr: "vos collègues qui voient les demandes suivent l’échange",
                    en: "colleagues who see requests can follow")
            ),
        ]
        let items: [HTML] = steps.map { "<li class=\"next\">\($0.0(language))<small>\($0.1(language))</small></li>" }
        let then = bodyPanel(
            Phrase(fr: "Ensuite", en: "What happens next")(language), id: "then", "<ol class=\"trail\">\(items)</ol>")
        return "<aside class=\"stack\">\(then)</aside>"
    }
}

/// What a new request begins with: a layout, or another request that it copies.
struct TicketStart: Sendable {
    /// In the layout of the request to come.
    let module: Module
    let copied: Record?

    /// Throws `Refusal.notFound` for whoever may open no such request.
    init(_ app: App, _ context: PortalContext, _ form: Form) async throws {
        let (viewer, all) = (context.viewer, try app.module("tickets"))
        let source = form.has("from") ? form.id("from") ?? RecordID(0) : nil
        let (mayCreate, copied) = try await app.records { records -> (Bool, Record?) in
            let seen = records.seen(by: viewer, all)
            return (try seen.mayCreate(copyOf: source), try source.flatMap { try seen.find($0) })
        }
        let wanted = form.has("layout") ? form["layout"] : nil
        guard mayCreate, let module = PortalRecordNew.laid(all, copied, wanted, viewer) else { throw Refusal.notFound }
        (self.module, self.copied) = (module, copied)
    }
}

/// A page of the portal with its menu.
func portalPage(
    _ app: App, _ context: PortalContext, _ title: String, current: String?, status: HTTPResponse.Status = .ok,
    _ content: HTML
) -> Response {
    .page(
        PortalShell(
            title: title, context: context, nav: PortalNav.items(app, context, current: current),
            content: FormMark.mark(content, for: context.visitor, key: app.ids.next())
        ).html, status: status)
}
