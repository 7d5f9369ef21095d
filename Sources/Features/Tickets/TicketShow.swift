import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `GET /p/:portal/tickets/:id`: a request as its customer follows it.
enum TicketShow {
    static func handle(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        try await page(app, context, try target(app, context), note: Done.note(request, context.language), status: .ok)
    }

    /// The module and the id in the address.
    static func target(_ app: App, _ context: PortalContext) throws -> (module: Module, id: RecordID) {
        guard let id = context.parameters.get("id").flatMap({ RecordID(text: $0) }) else { throw Refusal.notFound }
        return (try app.module("tickets"), id)
    }

    static func page(
        _ app: App, _ context: PortalContext, _ target: (module: Module, id: RecordID), typed: String = "",
        problem: Phrase? = nil, note: HTML = .empty,
        status: HTTPResponse.Status
    ) async throws -> Response {
        let viewer = context.viewer
        let read = try await app.records { records -> (Record, TicketTalk, [RecordID: String])? in
            guard let ticket = try records.seen(by: viewer, target.module).find(target.id) else { return nil }
            return (ticket, try TicketTalk.read(records, viewer, ticket), try titles(records, viewer, ticket))
        }
        guard let (ticket, talk, titles) = read else { throw Refusal.notFound }
        let page = TicketPage(
            ticket: ticket, talk: talk, titles: titles, context: context, today: app.today, typed: typed,
            problem: problem)
        return portalPage(app, context, ticket.title, current: target.module.key, status: status, page.html(note: note))
    }

    private static func titles(_ records: Records, _ viewer: Viewer, _ ticket: Record) throws -> [RecordID: String] {
        guard let id = ticket["project_id"].id, let projects = records.catalog["projects"] else { return [:] }
        return try records.seen(by: viewer, projects).titles([id])
    }
}

/// What the page of a request shows.
struct TicketPage {
    let ticket: Record
    let talk: TicketTalk
    let titles: [RecordID: String]
    let context: PortalContext
    let today: Day
    let typed: String
    let problem: Phrase?

    private var language: Language { context.language }
    private var formats: Formats { context.formats }
    private var path: String { context.portal.path + "/tickets/" + ticket.id.text }

    func html(note: HTML) -> HTML {
        let root = context.portal.path
        let view = TicketTalkView(talk: talk, formats: formats, isReadByStaff: false, company: context.portal.company) {
            root + "/files/" + $0.text
        }
        let conversation = panel(
            Phrase(fr: "Conversation", en: "Conversation")(language), id: "talk", count: talk.count, view.html + compose
        )
        return """
            \(head)\(note)<div class="cols">\(conversation)<aside class="stack" aria-label="\(Phrase(fr: "Résumé", en: "Summary")(language))">\
            \(brief)\(view.otherFiles)</aside></div>
            """
    }

    private var head: HTML {
        let state = ticket.chip(today: today).map { chip($0.label(language), $0.tone) }
        let ref = ticket["ref"].text ?? ""
        let opened = ticket["opened_at"].instant.map(formats.moment) ?? ""
        let sub = Phrase(fr: "Demande \(ref), ouverte le \(opened)", en: "Request \(ref), opened on \(opened)")(
            language)
        let crumbs: [PageHead.Crumb] = [
            .init(ticket.module.many(language), context.portal.path + "/tickets"),
            .init(ref.isEmpty ? ticket.title : ref),
        ]
        return PageHead(ticket.title, crumbs: crumbs, chip: state, sub: HTML.text(sub)).html(language)
    }

    private var brief: HTML {
        let keys = ["kind", "severity", "project_id", "assigned_to"]
        let pairs = keys.compactMap { ticket.module[$0] }.filter { ticket.has($0.key) && !ticket[$0.key].isNull }
            .compactMap { field -> (label: String, value: HTML)? in
                shown(field).map { (field.label(for: context.viewer)(language), $0) }
            }
        guard !pairs.isEmpty else { return .empty }
        return bodyPanel(Phrase(fr: "En bref", en: "At a glance")(language), id: "brief", facts(pairs))
    }

    private func shown(_ field: Field) -> HTML? {
        guard field.target != nil else { return HTML.text(field.type.show(ticket[field.key], formats)) }
        return ticket[field.key].id.flatMap { id in
            titles[id].map { "<a href=\"\(context.portal.path)/projects/\(id.text)\">\($0)</a>" }
        }
    }

    /// Who may add notes may answer, and who may add files may join some; a request that was closed unsolved says what to do instead.
    private var compose: HTML {
        let grant = context.viewer.grants[ticket.module.key]
        guard grant.create, grant.notes == .edit else { return .empty }
        guard !TicketReply.isClosed(ticket) else { return closed }
        var body = Input(
            "body", Phrase(fr: "Votre réponse", en: "Your answer")(language), .paragraph, value: typed, required: true)
        body.error = problem?(language)
        let isSolved = ticket["state"].text == "solved"
        if isSolved {
            body.hint = Phrase(
                fr: "Votre réponse rouvrira la demande.", en: "Your answer will open the request again.")(language)
        }
        let files = Phrase(fr: "Joindre des fichiers", en: "Attach files")(language)
        let input: HTML =
            grant.files == .edit
            ? "<div class=\"field\"><label class=\"sr\" for=\"files\">\(files)</label><input id=\"files\" type=\"file\" name=\"files\" multiple></div>"
            : "<span></span>"
        return """
            <form class="compose" method="post" action="\(path)/comments" enctype="multipart/form-data" novalidate>\(body.html(language))\
            <div class="compose-row">\(input)\
            <button class="btn main">\(Phrase(fr: "Envoyer la réponse", en: "Send the answer")(language))</button></div></form>
            """
    }

    private var closed: HTML {
        let text = Phrase(
            fr: "Cette demande est fermée. Pour continuer, ouvrez-en une nouvelle.",
            en: "This request is closed. To go on, open a new one.")(language)
        let open = buttonLink(
            Phrase(fr: "Nouvelle demande", en: "New request")(language), context.portal.path + "/tickets/new", .main)
        return "<div class=\"compose\"><div class=\"compose-row\"><p>\(text)</p>\(open)</div></div>"
    }
}
