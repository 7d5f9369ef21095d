import Core
import HTTPTypes
package import Hummingbird
import Store
import Web

/// What watches the program from outside: is it alive, is it ready; and the program's own files.
enum HealthRoutes {
    static func all(_ app: App) -> [Route] {
        Assets.all.map { asset in Route.open(.get, asset.path, app) { _, _, _ in asset.response } } + [
            .open(.get, "/livez", app) { _, _, _ in .text("ok\n") },
            .open(.get, "/readyz", app, ready),
        ]
    }

    /// 200 when the database answers and takes writes, the disk has room and mail does not pile up; otherwise 503. Which of them is not for
    /// everybody: the port of the metrics and `parvis doctor` say it.
    private static func ready(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let isReady = await Readiness(app: app).checks(writing: true).allSatisfy { $0.problem == nil }
        return readiness(isReady, isReady ? "ready\n" : "not ready\n")
    }
}

/// What a check of health answers.
private func readiness(_ isReady: Bool, _ text: String) -> Response {
    var response = Response.text(text, status: isReady ? .ok : .serviceUnavailable)
    if !isReady { response.headers[.retryAfter] = "10" }
    return response
}

/// What watches the program from inside, on a port of its own: figures, and what exactly is not ready.
package enum WatchRouter {
    package static func make(_ app: App) -> Router<BasicRequestContext> {
        let router = Router()
        router.get("/livez") { _, _ in Response.text("ok\n") }
        router.get("/readyz") { _, _ in
            let checks = await Readiness(app: app).checks(writing: true)
            let lines = checks.map { "\($0.name): \($0.problem ?? "ok")\n" }.joined()
            return readiness(checks.allSatisfy { $0.problem == nil }, lines)
        }
        router.get("/metrics") { _, _ in
            let text = await Figures(app: app).families.map(\.text).joined()
            return Response.json(text, type: "text/plain; version=0.0.4; charset=utf-8")
        }
        return router
    }
}
