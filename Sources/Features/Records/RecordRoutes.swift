import Core
import HTTPTypes

/// Lists of the back office, dashboard, files and the API.
enum RecordRoutes {
    static func all(_ app: App) -> [Route] { office(app) + files(app) + api(app) }

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
            .api(.get, "/api/openapi.json", app, OpenAPI.handle), .api(.get, "/api/v1/:module", app, APIRecords.list),
            .api(.get, "/api/v1/:module/:id", app, APIRecords.show),
            .api(.post, "/api/v1/:module", app, APIRecordNew.handle),
        ]
    }
}
