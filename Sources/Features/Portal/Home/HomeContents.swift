import Core
import Store

/// Everything a customer's home page needs from the database; the number of statements depends on the modules only.
struct HomeContents: Sendable {
    let figures: [String: HomeFigures]
    let latest: [Record]
    let tasks: [HomeTaskGroup]
    /// Modules without a figure of their own kind, in the order of the menu.
    let others: [Module]

    /// One statement a module: a home page is not the place for fifty.
    private static let mostOthers = 4
    private static let newest = 6
    /// The views whose records wait for the customer, and the day that says which waits longest.
    private static let waiting = [
        ("invoices", "late", "due_date"), ("quotes", "open", "valid_until"), ("tickets", "waiting", "opened_at"),
    ]

    static func read(_ records: Records, _ modules: [Module], _ viewer: Viewer, today: Day) throws -> HomeContents {
        let others = modules.filter { !PortalNav.order.contains($0.key) }.prefix(mostOthers)
        let modules = modules.filter { PortalNav.order.contains($0.key) } + others
        let figures = try modules.map { try HomeFigures.read(records.seen(by: viewer, $0), today: today) }
        let byModule = Dictionary(figures.map { ($0.module.key, $0) }, uniquingKeysWith: { first, _ in first })
        return HomeContents(
            figures: byModule, latest: try latest(records, modules, viewer),
            tasks: try tasks(records, byModule, viewer, today), others: Array(others))
    }

    private static func latest(_ records: Records, _ modules: [Module], _ viewer: Viewer) throws -> [Record] {
        let all = try modules.filter(HomeFigures.isDocument).flatMap { module -> [Record] in
            var query = Query(sort: module.sort)
            query.limit = newest
            return try records.seen(by: viewer, module).list(query).records
        }
        return Array(all.sorted { ($0["date"].text ?? "", $0.id) > ($1["date"].text ?? "", $1.id) }.prefix(newest))
    }

    private static func tasks(_ records: Records, _ figures: [String: HomeFigures], _ viewer: Viewer, _ today: Day)
        throws -> [HomeTaskGroup]
    {
        try waiting.compactMap { key, view, since in
            guard let figures = figures[key], figures[view] > 0,
                let filters = figures.module.views.first(where: { $0.key == view })?.filters(today)
            else { return nil }
            var query = Query(sort: Sort(since))
            query.filters = filters
            query.limit = HomeTaskGroup.named
            return HomeTaskGroup(
                module: figures.module, view: view, sort: query.sort,
                records: try records.seen(by: viewer, figures.module).list(query).records, count: figures[view],
                isWhole: figures.isWhole)
        }
    }
}
