import Hummingbird
import Web

/// Forms that wait for the person who typed them.
enum FormRoutes {
    static func all(_ app: App) -> [Route] {
        [
            .portal(.get, "/p/:portal/unfinished/:id", app, UnfinishedForm.showInPortal),
            .portal(.post, "/p/:portal/unfinished/:id/discard", app, UnfinishedForm.discardInPortal),
            .office(.get, "/admin/unfinished/:id", app, UnfinishedForm.showInOffice),
            .office(.post, "/admin/unfinished/:id/discard", app, UnfinishedForm.discardInOffice),
            .portal(.get, "/p/:portal/session", app, SessionClock.inPortal),
            .office(.get, "/admin/session", app, SessionClock.inOffice),
        ]
    }
}

/// `GET …/session`: how many seconds the session still lasts. Asking counts as a visit, so that whoever types stays signed in.
enum SessionClock {
    static func inPortal(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        answer(context.visitor)
    }
    static func inOffice(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        answer(context.visitor)
    }

    private static func answer(_ visitor: Visitor) -> Response {
        .json(JSON.object([("left", .int(visitor.session?.secondsLeft ?? 0))]))
    }
}
