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
        problem: Phrase? = nil, filesProblem: FieldProblem? = nil, note: HTML = .empty,
        status: HTTPResponse.Status
    ) async throws -> Response {
        let viewer = context.viewer
        let place = RecordPlace(portal: context.portal.path, viewer: viewer)
        let read = try await app.records { records -> (RecordContents, TicketTalk)? in
            guard let contents = try RecordContents.read(records, target.module, target.id, place) else { return nil }
            return (
                contents,
                try TicketTalk.read(records, viewer, contents.record, contents.comments, contents.files)
            )
        }
        guard let (contents, talk) = read else {
            return try await OtherAccess.offer(app, context, target.module, target.id)
        }
        let record = PortalRecordShow.Page(
            contents: contents, place: place, formats: context.formats, today: app.today, mayAsk: false,
            shownElsewhere: TicketPage.inConversation)
        let control = FileControl(problem: filesProblem, left: try await FileRoom(app).left(for: viewer))
        let page = TicketPage(
            record: record, talk: talk, context: context, typed: typed, problem: problem, files: control)
        return portalPage(
            app, context, page.ticket.title, current: target.module.key, status: status, page.html(note: note))
    }
}

/// What the page of a request shows.
struct TicketPage {
    /// What a request has in common with any other record.
    let record: PortalRecordShow.Page
    let talk: TicketTalk
    let context: PortalContext
    let typed: String
    let problem: Phrase?
    let files: FileControl

    /// Said by the title, the first message or the door that the person came through.
    static let inConversation: Set<String> = ["ref", "message", "opened_at", "account_id", "contact_id"]

    var ticket: Record { record.record }
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
            \(head)\(note)<div class="cols"><div class="stack">\(conversation)\(record.lines)\(record.paragraphs)\(record.related)</div>\
            <aside class="stack" aria-label="\(Phrase(fr: "Résumé", en: "Summary")(language))">\(record.brief)\(view.otherFiles)</aside></div>
            """
    }

    private var head: HTML {
        let state = ticket.chip(today: record.today).map { chip($0.label(language), $0.tone) }
        let ref = ticket["ref"].text ?? ""
        let opened = ticket["opened_at"].instant.map(formats.moment) ?? ""
        let sub = Phrase(fr: "Demande \(ref), ouverte le \(opened)", en: "Request \(ref), opened on \(opened)")(
            language)
        let crumbs: [PageHead.Crumb] = [
            .init(ticket.module.many(language), context.portal.path + "/tickets"),
            .init(ref.isEmpty ? ticket.title : ref),
        ]
        return PageHead(ticket.title, crumbs: crumbs, chip: state, sub: HTML.text(sub), actions: record.verbs).html(
            language)
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
        let input: HTML = grant.files == .edit ? files.html(language) : "<span></span>"
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
