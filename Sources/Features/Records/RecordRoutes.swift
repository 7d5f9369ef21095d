import Core
import HTTPTypes

/// Lists, records, home page, dashboard, files and the API.
///
/// Modules are spelled out: the router never goes back from a literal segment to a parameter at the end of a path, so that
/// `/p/:portal/tickets/new` alone would hide a `/p/:portal/:module` from tickets.
enum RecordRoutes {
    static func all(_ app: App) -> [Route] { portal(app) + office(app) + files(app) + api(app) }

    private static func portal(_ app: App) -> [Route] {
        let modules = PortalNav.order.compactMap { app.catalog[$0] }
        let lists = modules.map { module in
            Route.portal(.get, "/p/:portal/\(module.key)", app) {
                try await PortalRecordList.handle($0, $1, $2, module)
            }
        }
        // A request's own page is a conversation.
        let records = modules.filter { $0.key != "tickets" }.map { module in
            Route.portal(.get, "/p/:portal/\(module.key)/:id", app) {
                try await PortalRecordShow.handle($0, $1, $2, module)
            }
        }
        return [.portal(.get, "/p/:portal", app, Home.handle)] + lists + records
    }

    private static func office(_ app: App) -> [Route] {
        let modules =
            Catalog.builtIn.modules.map { ModuleRoute(key: $0.key, app: app) } + [ModuleRoute(key: nil, app: app)]
        return [.office(.get, "/admin", app, Dashboard.handle)]
            + modules.map { $0.office(.get, "", OfficeRecordList.handle) }
            + modules.map { $0.office(.post, "columns", ListColumnChoice.handle) }
    }

    private static func files(_ app: App) -> [Route] {
        [
            .portal(.get, "/p/:portal/files/:file", app, FileDownload.portal),
            .office(.get, "/admin/files/:file", app, FileDownload.office),
            .portal(.post, "/p/:portal/tickets/:id/files", app, FileAttachment.ticket),
        ]
    }

    private static func api(_ app: App) -> [Route] {
        [
            .open(.get, "/api/openapi.json", app, OpenAPI.handle), .api(.get, "/api/v1/:module", app, APIRecords.list),
            .api(.get, "/api/v1/:module/:id", app, APIRecords.show),
            .api(.post, "/api/v1/:module", app, APIRecordNew.handle),
        ]
    }
}
