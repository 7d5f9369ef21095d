import Core
import HTTPTypes
import Hummingbird
import Web

/// Records in the back office: their pages, forms, bin.
///
/// Built-in modules are spelled out, because the router never goes back from a literal segment to a parameter: one
/// `/admin/contacts/:id/account` elsewhere would hide a `/admin/:module/:id` from contacts. Custom modules have keys that no route has, and
/// share the routes of `:module`.
enum CardRoutes {
    static func all(_ app: App) -> [Route] {
        [.office(.get, "/admin/bin", app, Bin.handle)]
            + Catalog.builtIn.modules.map { ModuleRoute(key: $0.key, app: app) }.flatMap { of($0) + special($0) }
            + of(ModuleRoute(key: nil, app: app))
    }

    private static func of(_ module: ModuleRoute) -> [Route] {
        [
            module.office(.get, "new", RecordNew.handle), module.office(.post, "new", RecordCreate.handle),
            module.office(.get, ":id", RecordCard.handle),
            module.office(.get, ":id/edit", RecordEdit.handle), module.office(.post, ":id/edit", RecordUpdate.handle),
            module.office(.get, ":id/fields/:field", FieldFile.office),
            module.office(.post, ":id/delete", RecordRemoval.delete),
            module.office(.post, ":id/restore", RecordRemoval.restore),
            module.office(.post, ":id/notes", CardPosts.note), module.office(.post, ":id/files", CardPosts.attach),
            module.office(.post, ":id/files/:file/remove", CardPosts.detach),
            module.office(.post, ":id/state", CardPosts.state),
            module.office(.get, ":id/access", WhoSees.handle),
            module.office(.get, ":id/access/:access", WhyShow.handle),
            module.office(.get, ":id/lines", OfficeLines.show), module.office(.post, ":id/lines", OfficeLines.update),
        ]
    }

    private static func special(_ module: ModuleRoute) -> [Route] {
        switch module.key {
        case "contacts": [module.office(.get, ":id/disable", ContactDisable.handle)]
        case "leads":
            [
                module.office(.get, ":id/convert", ConversionNew.handle),
                module.office(.post, ":id/convert", ConversionNew.create),
            ]
        case "tickets":
            [
                module.office(.post, ":id/comments", TicketAnswer.handle),
                module.office(.post, ":id/handler", TicketHandler.handle),
            ]
        default: []
        }
    }
}

/// Makes the routes of one built-in module, or of all custom ones; handlers get the module as it is at the time of the request.
struct ModuleRoute: Sendable {
    /// Nil for custom modules.
    let key: String?
    let app: App

    typealias Office = @Sendable (App, Request, OfficeContext, Module) async throws -> Response

    /// `path` follows the module in the address; the list itself when it is empty.
    func office(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Office) -> Route {
        let address = "/admin/" + (key ?? ":module") + (path.isEmpty ? "" : "/" + path)
        return .office(method, address, app) { [key] app, request, context in
            let named = try app.module(key ?? context.parameters.get("module"))
            guard key != nil || named.isCustom else { throw Refusal.notFound }
            return try await handler(app, request, context, app.catalog.worded(named, for: context.viewer))
        }
    }
}
