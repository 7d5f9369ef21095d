import Core
import HTTPTypes
import Hummingbird
import Web

/// Records in the back office: their pages, forms, bin.
///
/// Modules are spelled out, because the router never goes back from a literal segment to a parameter: one `/admin/contacts/:id/account`
/// elsewhere would hide a `/admin/:module/:id` from contacts.
enum CardRoutes {
    private typealias Handler = @Sendable (App, Request, OfficeContext, Module) async throws -> Response

    static func all(_ app: App) -> [Route] {
        [.office(.get, "/admin/bin", app, Bin.handle)] + app.catalog.staffModules.flatMap { of($0, app) }
    }

    private static func of(_ module: Module, _ app: App) -> [Route] {
        func route(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler) -> Route {
            .office(method, "/admin/\(module.key)/" + path, app) { try await handler($0, $1, $2, module) }
        }
        let all = [
            route(.get, "new", RecordNew.handle), route(.post, "new", RecordCreate.handle),
            route(.get, ":id", RecordCard.handle),
            route(.get, ":id/edit", RecordEdit.handle), route(.post, ":id/edit", RecordUpdate.handle),
            route(.post, ":id/delete", RecordRemoval.delete), route(.post, ":id/restore", RecordRemoval.restore),
            route(.post, ":id/notes", CardPosts.note), route(.post, ":id/files", CardPosts.attach),
            route(.post, ":id/files/:file/remove", CardPosts.detach),
        ]
        let state = module.state == nil ? [] : [route(.post, ":id/state", CardPosts.state)]
        let lines = [route(.get, ":id/lines", LinesEdit.handle), route(.post, ":id/lines", LinesUpdate.handle)]
        if !module.subforms.isEmpty { return all + state + lines }
        switch module.key {
        case "contacts": return all + state + [route(.get, ":id/disable", ContactDisable.handle)]
        case "tickets": return all + state + [route(.post, ":id/comments", TicketAnswer.handle)]
        default: return all + state
        }
    }
}
