import Core
import Hummingbird
import Logging
import Store
import Web

/// Makes two customers of its own and walks every route as each and as a guest: a byte of the one must never reach the other,
/// and another customer's record must answer like one that does not exist. Its records are removed at the end.
package struct LeakTest: Sendable {
    private let app: App
    static let source = "leak-test"

    package init(app: App) { self.app = app }

    /// What the walk found.
    package struct Report: Sendable {
        package var requests = 0
        package var routes = 0
        package var problems: [String] = []
    }

    /// Runs the test and keeps the verdict for the dashboard.
    package func run() async throws -> Report {
        try await clean()
        let report: Report
        do {
            report = try await walk()
        } catch {
            try await clean()
            throw error
        }
        try await clean()
        try await keep(report)
        return report
    }

    private func walk() async throws -> Report {
        let customers = try await SyntheticCustomers(app: app).make()
        let walker = RouteWalker(app: app, caller: RouteCaller(app: app), customers: customers)
        return try await walker.walk(SiteRoutes.all(app))
    }

    private func clean() async throws {
        let catalog = app.catalog
        try await app.database.write { try Purge($0, catalog).everything(from: LeakTest.source) }
    }

    private func keep(_ report: Report) async throws {
        let now = app.clock.now
        let verdict = "\(now.milliseconds) \(report.requests) \(report.problems.count)"
        try await app.database.write { connection in
            try Settings(connection).set(.leakTest, verdict)
            let detail = ["requests": String(report.requests), "problems": String(report.problems.count)]
            try Journal(connection).append(.init("leak_test.done", detail: detail), by: .system("parvis"), at: now)
        }
    }
}
