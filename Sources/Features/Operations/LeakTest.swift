import Core
package import Store
import Web

/// Makes two customers of its own for each user type and walks every route as each and as a guest: a byte of the one must never reach the other,
/// another customer's record must answer like one that does not exist, and nothing that one sees may change because the other is there. Each
/// must see its own words where the grants say so, or the walk proves nothing. Its records are removed at the end, and before the next start
/// when the end never came.
package struct LeakTest: Sendable {
    private let app: App
    private let routes: [Route]
    static let source = "leak-test"
    /// A run that has not ended by then was killed.
    private static let longest = Interval.minutes(15)

    package init(app: App) { self.init(app: app, routes: SiteRoutes.all(app)) }

    /// Walks other routes than the site's.
    init(app: App, routes: [Route]) {
        self.app = app
        self.routes = routes
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
        let all = routes.filter { !RouteWalker.isDoor($0) }
        // What guests and the back office say is the same for every type: the first walk covers it.
        let outside = all.filter(\.isOutside)
        var report = Report(routes: all.count)
        report.missed(
            "\(routes.count - all.count) addresses of signing in and out and of passwords: they would end the walk")
        let shared = try await SyntheticCustomers.shared(app)
        let places = try await places(shared, &report)
        let total = all.count + outside.count * (places.count - 1)
        for (index, place) in places.enumerated() {
            let before = index == 0 ? 0 : all.count + outside.count * (index - 1)
            let maker = SyntheticCustomers(app: app, type: place.type, shared: shared)
            try await walk(index == 0 ? all : outside, place, maker, &report) { progress(before + $0, total) }
        }
        return report
    }

    private func walk(
        _ routes: [Route], _ place: Place, _ maker: SyntheticCustomers, _ report: inout Report,
        _ progress: (_ done: Int) -> Void
    ) async throws {
        let since = app.ids.next()
        let caller = RouteCaller(app: app, routes: self.routes)
        let first = try await maker.make(1)
        let lone = try await LonePages(routes, app, caller, first, slug: place.slug, &report)
        let customers = [first, try await maker.make(2)]
        try await lone.expectTheSame(app, &report)
        for customer in customers {
            try await OwnSight(app: app, caller: caller, me: customer, slug: place.slug, kind: place.name).look(&report)
        }
        let walker = RouteWalker(app: app, caller: caller, customers: customers, slug: place.slug)
        try await walker.walk(routes, &report, progress)
        try await WalkMails(app: app, customers: customers, since: since).check(&report)
    }

    /// A kind of people, and the portal that they come to.
    private struct Place: Sendable {
        let type: UserType
        let slug: String

        var name: String { slug + "/" + type.key }
    }

    /// Every user type of every portal that is open. People who are records of a shared module cannot be made up unseen.
    private func places(_ shared: Set<String>, _ report: inout Report) async throws -> [Place] {
        let (open, shut) = try await app.database.read { connection in
            let portals = Portals(connection)
            let all = try portals.all()
            let places = try all.filter { !$0.isArchived }.flatMap { portal in
                try portals.userTypes(of: portal.id).map { Place(type: $0, slug: portal.slug) }
            }
            return (places, all.filter(\.isArchived).map(\.slug))
        }
        for slug in shut { report.missed("\(slug): the portal is archived") }
        let (made, left) = (
            open.filter { !shared.contains($0.type.mainModule) }, open.filter { shared.contains($0.type.mainModule) }
        )
        for place in left { report.missed("\(place.name): its people are records that everybody sees") }
        guard !made.isEmpty else { throw StoreError.failed(reason: "there is no portal to test") }
        return made
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
            try settings.set(.leakTestProblems, LeakTest.lines(report.problems))
            try settings.set(.leakTestMissed, LeakTest.lines(report.notReached))
            try settings.set(.leakTestRun, "")
            let detail = [
                "requests": String(report.requests), "problems": String(report.problems.count),
                "notReached": String(report.notReached.count),
            ]
            try Journal(connection).append(.init("leak_test.done", detail: detail), by: author, at: now)
        }
    }

    private static func lines(_ texts: [String]) -> String {
        texts.prefix(50).map { shortened($0, to: 300) }.joined(separator: "\n")
    }
}
