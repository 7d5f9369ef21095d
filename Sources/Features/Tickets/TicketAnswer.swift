import Core
import Hummingbird
import Store
import Web

/// `POST /admin/tickets/:id/comments`: staff answer, or write a note for each other.
enum TicketAnswer {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        let target = try CardTarget(module, context)
        _ = try await RecordEdit.editable(app, context.viewer, target)
        let upload = try await Upload.read(request, app, for: context.viewer)
        let text = upload.form["body"]
        let (problem, notTaken) = (MessageRules.problem(text), upload.problems[FileControl.name])
        if problem != nil || notTaken != nil {
            return try await RecordCard.page(app, context, target, .main, status: .unprocessableContent) {
                reader, card in
                var main = try TicketMain.read(reader, card)
                (main.typed, main.problem, main.filesProblem) = (text, problem, notTaken)
                return main
            }
        }
        try await upload.keep(app, for: context.viewer)
        let isPrivate = upload.form["private"] == "1"
        let waits = upload.form["wait"] == "1" && !isPrivate
        let once = OnceSent(request, upload.form, files: upload.files)
        try await save(app, context.viewer, target, upload, text, once, isPrivate: isPrivate, waits: waits)
        return .seeOther("\(target.path)?done=\(Done.commented.rawValue)")
    }

    private static func save(
        _ app: App, _ viewer: Viewer, _ target: CardTarget, _ upload: Upload, _ text: String, _ once: OnceSent,
        isPrivate: Bool, waits: Bool
    ) async throws {
        let ids = app.ids
        try await CardPosts.change(app, viewer, target, isPrivate ? "note.added" : "ticket.answered", once) {
            seen, record, author, now, id in
            try seen.comment(id, on: record, text, isPrivate: isPrivate, by: author, at: now)
            try seen.attach(upload.files, to: record, ids: ids, isPrivate: isPrivate, by: author, at: now)
            guard !isPrivate else { return [:] }
            // Whoever answers has read it; only a question sends it back to the customer.
            let state = record["state"].text ?? ""
            let next = waits ? "needs_answer" : ["new", "read", "assigned"].contains(state) ? "in_progress" : state
            guard next != state else { return [:] }
            try seen.setState(next, of: record, at: now)
            return ["state": next]
        } then: { connection, author, now in
            guard !isPrivate else { return }
            try RequestMails(app: app, connection: connection).tellCustomer(
                waits ? .requestQuestion : .requestAnswered, target.id, by: author, at: now)
        }
        app.mailBell.ring()
    }
}
