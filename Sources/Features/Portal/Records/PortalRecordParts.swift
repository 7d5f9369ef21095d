import Core
import Hummingbird
import Store
import Web

/// Notes and files that a person adds to a record.
enum PortalRecordParts {
    /// `POST /p/:portal/:module/:id/notes`.
    static func note(_ app: App, _ request: Request, _ context: PortalContext, _ module: Module) async throws
        -> Response
    {
        let target = try PortalTarget(module, context)
        let form = try await request.form()
        let text = form["note"]
        guard context.viewer.grants[module.key].notes == .edit else { throw Refusal.notFound }
        if let problem = MessageRules.problem(text) {
            return try await PortalRecordShow.page(
                app, request, context, module, typed: text, problem: problem, status: .unprocessableContent)
        }
        let (viewer, now, catalog, id) = (context.viewer, app.clock.now, app.catalog, app.ids.next())
        try await OnceSent(request, form).write(app) { connection in
            let seen = Records(connection, catalog).seen(by: viewer, module)
            guard let record = try seen.find(target.id) else { throw WriteRefusal.notFound }
            try seen.comment(id, on: record, text, isPrivate: false, by: Author(viewer), at: now)
            try Journal(connection).append(
                .init("note.added", on: eventSubjects(record), detail: eventDetail(record)), by: Author(viewer), at: now
            )
        }
        return .seeOther("\(target.path)?done=\(Done.commented.rawValue)#notes")
    }

    /// `POST /p/:portal/:module/:id/files`.
    static func attach(_ app: App, _ request: Request, _ context: PortalContext, _ module: Module) async throws
        -> Response
    {
        guard context.viewer.grants[module.key].files == .edit else { throw Refusal.notFound }
        let id = try await FileAttachment.attach(
            app, request, to: module, context.parameters.get("id"), context.viewer)
        return .seeOther("\(context.portal.path)/\(module.key)/\(id.text)?done=\(Done.attached.rawValue)#files")
    }
}
