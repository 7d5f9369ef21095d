import Core
import Hummingbird
import Store
import Web

/// `POST /p/:portal/tickets/:id/comments`: the customer answers; what waited or was solved is open again.
enum TicketReply {
    static func handle(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        let target = try TicketShow.target(app, context)
        let viewer = context.viewer
        // Nothing is read for a request that is not theirs.
        let exists = try await app.records { try $0.seen(by: viewer, target.module).find(target.id) != nil }
        guard exists, viewer.grants[target.module.key].create else { throw Refusal.notFound }
        let upload = try await Upload.read(request, app, for: viewer)
        let text = upload.form["body"]
        let (problem, notTaken) = (MessageRules.problem(text), upload.problems[FileControl.name])
        guard problem == nil, notTaken == nil else {
            return try await TicketShow.page(
                app, context, target, typed: text, problem: problem, filesProblem: notTaken,
                status: .unprocessableContent)
        }
        try await upload.keep(app, for: viewer)
        try await save(app, context, target, upload, text, OnceSent(request, upload.form, files: upload.files))
        return .seeOther("\(context.portal.path)/tickets/\(target.id.text)?done=\(Done.commented.rawValue)")
    }

    /// Closed without a solution: nobody looks at answers there any more.
    static func isClosed(_ ticket: Record) -> Bool { ticket["state"].text == "abandoned" }

    private static func save(
        _ app: App, _ context: PortalContext, _ target: (module: Module, id: RecordID), _ upload: Upload,
        _ text: String,
        _ once: OnceSent
    ) async throws {
        let (viewer, portal) = (context.viewer, context.portal.id)
        let (now, catalog, ids, module, id) = (app.clock.now, app.catalog, app.ids, target.module, target.id)
        try await once.write(app) { connection in
            let seen = Records(connection, catalog).seen(by: viewer, module)
            guard let record = try seen.find(id) else { throw WriteRefusal.notFound }
            guard !isClosed(record) else { throw closed }
            let author = Author(viewer)
            try seen.comment(ids.next(), on: record, text, isPrivate: false, by: author, at: now)
            try seen.attach(upload.files, to: record, ids: ids, isPrivate: false, by: author, at: now)
            let reopens = ["needs_answer", "on_hold", "solved"].contains(record["state"].text ?? "")
            if reopens { try seen.setState("in_progress", of: record, at: now) }
            let detail = eventDetail(record, reopens ? ["state": "in_progress"] : [:])
            try Journal(connection).append(
                .init("ticket.answered", on: outsideSubjects(record, viewer), detail: detail), by: author, at: now)
            try RequestMails(app: app, connection: connection).tellStaff(
                .requestReplied, id, portal: portal, by: author, at: now)
        }
        app.mailBell.ring()
    }

    private static let closed = Refusal(
        .conflict, title: Phrase(fr: "Cette demande est fermée", en: "This request is closed"),
        explanation: Phrase(
            fr:
                "Votre message n’a pas été enregistré. Ouvrez une nouvelle demande et rappelez la référence de celle-ci.",
            en: "Your message was not saved. Open a new request and mention the reference of this one."))
}
