import Core
import HTTPTypes
import Hummingbird
import Store
import Web

/// Records in a portal: lists, pages, forms, lines, notes and files, by the person's rights.
///
/// Built-in modules are spelled out for the reason that `CardRoutes` gives; custom ones share the routes of `:module`.
enum PortalRoutes {
    static func all(_ app: App) -> [Route] {
        let builtIn = Catalog.builtIn.modules.map { PortalModuleRoute(key: $0.key, app: app) }
        let modules = builtIn + [PortalModuleRoute(key: nil, app: app)]
        // A request is opened on a page of its own, and its own page is a conversation.
        return [.portal(.get, "/p/:portal", app, Home.handle)]
            + modules.flatMap(common) + modules.filter { $0.key != "tickets" }.flatMap(others)
    }

    private static func common(_ module: PortalModuleRoute) -> [Route] {
        [
            module.route(.get, "", PortalRecordList.handle),
            module.route(.get, ":id/edit", PortalRecordEdit.show),
            module.route(.post, ":id/edit", PortalRecordEdit.update),
            module.route(.get, ":id/fields/:field", FieldFile.portal),
            module.route(.get, ":id/lines", PortalLines.show), module.route(.post, ":id/lines", PortalLines.update),
            module.route(.get, ":id/delete", PortalRecordDelete.show),
            module.route(.post, ":id/delete", PortalRecordDelete.create),
        ]
    }

    private static func others(_ module: PortalModuleRoute) -> [Route] {
        [
            module.route(.get, "new", PortalRecordNew.handle), module.route(.post, "new", PortalRecordCreate.handle),
            module.route(.get, ":id", PortalRecordShow.handle),
            module.route(.post, ":id/notes", PortalRecordParts.note),
            module.route(.post, ":id/files", PortalRecordParts.attach),
        ]
    }
}

/// Makes the portal's routes of one built-in module, or of all custom ones; handlers get the module as it is at the time of the request.
struct PortalModuleRoute: Sendable {
    /// Nil for custom modules.
    let key: String?
    let app: App

    typealias Handler = @Sendable (App, Request, PortalContext, Module) async throws -> Response

    func route(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler) -> Route {
        let address = "/p/:portal/" + (key ?? ":module") + (path.isEmpty ? "" : "/" + path)
        return .portal(method, address, app) { [key] app, request, context in
            let module = try app.module(key ?? context.parameters.get("module"))
            guard key != nil || module.isCustom, context.viewer.grants[module.key].see != .nobody else {
                throw Refusal.notFound
            }
            return try await handler(app, request, context, module)
        }
    }
}

/// The record that an address of a portal names.
struct PortalTarget: Sendable {
    let module: Module
    let id: RecordID
    let list: String

    init(_ module: Module, _ context: PortalContext) throws {
        guard let id = context.parameters.get("id").flatMap({ RecordID(text: $0) }) else { throw Refusal.notFound }
        self.module = module
        self.id = id
        list = context.portal.path + "/" + module.key
    }

    var path: String { list + "/" + id.text }

    /// The record, if the viewer may change it.
    func editable(_ app: App, _ viewer: Viewer) async throws -> Record {
        let (module, id) = (module, id)
        let found = try await app.records { records -> Record? in
            let seen = records.seen(by: viewer, module)
            return try seen.mayEdit(id) ? seen.find(id) : nil
        }
        guard let found else { throw Refusal.notFound }
        return found
    }
}
