import Core
import Foundation
import HTTPTypes
import Hummingbird
import Store
import Web

/// What watches the program from outside: is it alive, is it ready, how is it doing; and the program's own files.
enum HealthRoutes {
    static func all(_ app: App) -> [Route] {
        Assets.all.map { asset in Route.open(.get, asset.path, app) { _, _, _ in asset.response } } + [
            .open(.get, "/livez", app) { _, _, _ in .text("ok\n") },
            .open(.get, "/readyz", app, ready),
            .open(.get, "/metrics", app, metrics),
        ]
    }

    /// 200 when the database answers, the disk has room and mail does not pile up; otherwise 503 and which of them.
    private static func ready(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let checks = await Readiness(app: app).checks()
        let lines = checks.map { "\($0.name): \($0.problem ?? "ok")\n" }.joined()
        return .text(lines, status: checks.allSatisfy { $0.problem == nil } ? .ok : .serviceUnavailable)
    }

    private static func metrics(_ app: App, _ request: Request, _ context: SiteContext) async throws -> Response {
        let health = try await app.database.read { try Outbox($0).health() }
        return .text(app.counters.text(gauges: [("outbox_waiting", health.waiting), ("outbox_dead", health.dead)]))
    }
}

/// The checks behind `/readyz` and `parvis doctor`.
package struct Readiness: Sendable {
    private let app: App

    package init(app: App) { self.app = app }

    /// One thing that must work, and what is wrong with it.
    package struct Check: Sendable {
        package let name: String
        package let problem: String?
    }

    package func checks() async -> [Check] { [await database, disk, await outbox] }

    private var database: Check {
        get async {
            do {
                _ = try await app.database.read { try Portals($0).version() }
                return Check(name: "database", problem: nil)
            } catch {
                return Check(name: "database", problem: "does not answer")
            }
        }
    }

    /// At least 200 MB must be free for files and the write-ahead log.
    private var disk: Check {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: app.site.dataFolder)
        guard let free = attributes?[.systemFreeSize] as? NSNumber else {
            return Check(name: "disk", problem: "cannot be read")
        }
        return Check(name: "disk", problem: free.int64Value < 200 << 20 ? "less than 200 MB free" : nil)
    }

    /// Mail that has waited for an hour means that somebody should look.
    private var outbox: Check {
        get async {
            guard let health = try? await app.database.read({ try Outbox($0).health() }) else {
                return Check(name: "outbox", problem: "cannot be read")
            }
            guard app.site.hasMail, let oldest = health.oldest, app.clock.now - oldest > .hours(1) else {
                return Check(name: "outbox", problem: nil)
            }
            return Check(name: "outbox", problem: "mail has waited for more than an hour")
        }
    }
}
