import Core
import HTTPTypes
import Store
import Web

/// What a customer's pages say while it is alone. Nothing of it may change when another customer comes: a count or a sum tells too.
struct LonePages {
    private let caller: RouteCaller
    private let me: SyntheticCustomer
    private let slug: String
    private let moment: Moment
    private var pages: [String: RouteCaller.Answer] = [:]

    /// Pages may differ for everybody when these do.
    private struct Moment: Equatable {
        let day: Day
        let rights: Int64
    }

    /// Reads each page twice, and keeps those that say the same.
    init(
        _ routes: [Route], _ app: App, _ caller: RouteCaller, _ me: SyntheticCustomer, slug: String,
        _ report: inout LeakTest.Report
    ) async throws {
        (self.caller, self.me, self.slug) = (caller, me, slug)
        moment = try await LonePages.moment(app)
        // What everybody may add to changes by itself.
        let isPublic = Set(app.catalog.modules.filter(\.isPublic).map(\.key))
        for route in routes where route.method == .get && route.isOutside {
            for maker in PathMaker.all(for: route, slug: slug, app.catalog) {
                let path = maker.path(route, me)
                guard isPublic.isDisjoint(with: path.split(separator: "/").map(String.init)) else { continue }
                let first = try await read(path, &report)
                if PageMask.isAlike(try await read(path, &report), first) {
                    pages[path] = first
                } else {
                    report.missed("GET \(route.path): changes at every look, so its figures are not compared")
                }
            }
        }
    }

    /// Once another customer has come.
    func expectTheSame(_ app: App, _ report: inout LeakTest.Report) async throws {
        var changed: [String] = []
        for (path, page) in pages.sorted(by: { $0.key < $1.key }) {
            if !PageMask.isAlike(try await read(path, &report), page) { changed.append(path) }
        }
        guard try await LonePages.moment(app) == moment else {
            return report.missed("figures on pages: the rights or the day changed during the walk")
        }
        for path in changed { report.problems.append("GET \(path): says something else once another customer comes") }
    }

    private func read(_ path: String, _ report: inout LeakTest.Report) async throws -> RouteCaller.Answer {
        report.requests += 1
        return try await caller.call(.get, path, session: me.session, slug: slug)
    }

    private static func moment(_ app: App) async throws -> Moment {
        Moment(day: app.today, rights: try await app.database.read { try Portals($0).version() })
    }
}
