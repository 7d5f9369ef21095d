import Core
package import Store
import Web

/// Makes two customers of its own for each user type and walks every route as each and as a guest: a byte of the one must never reach the other,
/// and another customer's record must answer like one that does not exist. Its records are removed at the end, and before the next start
/// when the end never came.
package struct LeakTest: Sendable {
    private let app: App
    static let source = "leak-test"
    /// A run that has not ended by then was killed.
    private static let longest = Interval.minutes(15)

    package init(app: App) { self.app = app }

    /// What the walk found.
    package struct Report: Sendable {
        package var requests = 0
        package var routes = 0
        package var problems: [String] = []

        init(routes: Int = 0, problems: [String] = []) {
            self.routes = routes
            self.problems = problems
        }
    }

    /// Another run has not ended yet, here or on another node.
    package struct Busy: Error {}

    /// How far the walk is: routes done, of how many.
    package typealias Progress = @Sendable (_ done: Int, _ total: Int) -> Void

    /// Runs the test and keeps the verdict for the dashboard. Throws `Busy` when one is running.
    package func run(by author: Author = .system("parvis"), progress: Progress = { _, _ in }) async throws -> Report {
        guard let claim = try await claim() else { throw Busy() }
        return try await runClaimed(claim, by: author, progress: progress)
    }

    /// Takes the right to run, of which there is one for all nodes.
    ///
    /// Nil while another run has it; otherwise what `runClaimed` shows to prove that it is still its own.
    func claim() async throws -> Instant? {
        let now = app.clock.now
        return try await app.database.write { connection in
            guard try !LeakTest.isRunning(connection, at: now) else { return nil }
            try Settings(connection).set(.leakTestRun, String(now.milliseconds))
            return now
        }
    }

    func runClaimed(_ claim: Instant, by author: Author, progress: Progress) async throws -> Report {
        let report: Report
        do {
            try await clean(claim)
            report = try await walk(progress)
        } catch {
            // Not having finished is no proof: the dashboard must not go on showing yesterday's.
            try await finish(claim, Report(problems: ["the test did not finish: \(error)"]), author)
            throw error
        }
        try await finish(claim, report, author)
        return report
    }

    /// Removes what a killed run left behind. A run of another node is left in peace.
    package func sweep() async throws {
        let (now, catalog, isAlone) = (app.clock.now, app.catalog, app.database.dialect == .sqlite)
        let isHere = app.leakTests.progress != nil
        try await app.database.write { connection in
            if isHere { return }
            if !isAlone, try LeakTest.isRunning(connection, at: now) { return }
            try Purge(connection, catalog).everything(from: LeakTest.source)
            let settings = Settings(connection)
            if try settings[.leakTestRun].map({ !$0.isEmpty }) == true { try settings.set(.leakTestRun, "") }
        }
    }

    private static func isRunning(_ connection: any Connection, at now: Instant) throws -> Bool {
        guard let began = try Settings(connection)[.leakTestRun].flatMap({ Int64($0) }) else { return false }
        return now - Instant(milliseconds: began) < longest
    }

    private func walk(_ progress: Progress) async throws -> Report {
        let all = SiteRoutes.all(app).filter { !RouteWalker.isDoor($0) }
        // What guests and the back office say is the same for every type: the first walk covers it.
        let outside = all.filter { $0.path.hasPrefix("/p/") || $0.path.hasPrefix("/api/") }
        let types = try await types()
        let total = all.count + outside.count * (types.count - 1)
        var report = Report(routes: all.count)
        for (index, place) in types.enumerated() {
            let customers = try await SyntheticCustomers(app: app, type: place.type).make()
            let walker = RouteWalker(app: app, caller: RouteCaller(app: app), customers: customers, slug: place.slug)
            let before = index == 0 ? 0 : all.count + outside.count * (index - 1)
            try await walker.walk(index == 0 ? all : outside, &report) { progress(before + $0, total) }
        }
        return report
    }

    /// Every user type of every portal that is open.
    private func types() async throws -> [(type: UserType, slug: String)] {
        let found = try await app.database.read { connection in
            let portals = Portals(connection)
            return try portals.all().filter { !$0.isArchived }.flatMap { portal in
                try portals.userTypes(of: portal.id).map { (type: $0, slug: portal.slug) }
            }
        }
        guard !found.isEmpty else { throw StoreError.failed(reason: "there is no portal to test") }
        return found
    }

    private func clean(_ claim: Instant) async throws {
        let catalog = app.catalog
        try await app.database.write { connection in
            try LeakTest.check(claim, connection)
            try Purge(connection, catalog).everything(from: LeakTest.source)
        }
    }

    /// A run that took so long that another one began must leave that one's records alone.
    private static func check(_ claim: Instant, _ connection: any Connection) throws {
        guard try Settings(connection)[.leakTestRun] == String(claim.milliseconds) else { throw Busy() }
    }

    /// The synthetic records go, the verdict stays, all in one transaction.
    private func finish(_ claim: Instant, _ report: Report, _ author: Author) async throws {
        let (now, catalog) = (app.clock.now, app.catalog)
        try await app.database.write { connection in
            try LeakTest.check(claim, connection)
            try Purge(connection, catalog).everything(from: LeakTest.source)
            let settings = Settings(connection)
            try settings.set(.leakTest, LeakVerdict(report, at: now).text)
            try settings.set(
                .leakTestProblems, report.problems.prefix(50).map { shortened($0, to: 300) }.joined(separator: "\n"))
            try settings.set(.leakTestRun, "")
            let detail = ["requests": String(report.requests), "problems": String(report.problems.count)]
            try Journal(connection).append(.init("leak_test.done", detail: detail), by: author, at: now)
        }
    }
}
