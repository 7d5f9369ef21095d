import Core
import Hummingbird
import Store
import Web

/// Opens the form in which a mail is written.
enum ComposeNew {
    typealias Find = @Sendable (App, RecordID, Viewer, Records) throws -> ComposeTarget

    static func forContact(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        try await show(app, request, context, find: ComposeTarget.contact)
    }
    static func forUser(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        try await show(app, request, context, find: ComposeTarget.user)
    }

    private static func show(_ app: App, _ request: Request, _ context: OfficeContext, find: @escaping Find)
        async throws -> Response
    {
        let (id, viewer) = (try context.id(), context.viewer)
        let target = try await app.records { try find(app, id, viewer, $0) }
        return ComposePage(app: app, context: context, target: target, draft: ComposeDraft(to: target)).response()
    }
}
