import Core
import Store

/// Everything a customer's home page needs from the database; the number of statements depends on the modules only.
struct HomeContents: Sendable {
    let figures: [String: HomeFigures]
    let latest: [Record]
    let tasks: [Record]

    /// How many records of each kind are named under *À faire*.
    private static let tasksOfAKind = 3
    private static let newest = 6
    /// The views whose records wait for the customer.
    static let waiting = [("invoices", "late"), ("quotes", "open"), ("tickets", "waiting")]

    static func read(_ records: Records, _ modules: [Module], _ viewer: Viewer, today: Day) throws -> HomeContents {
        let figures = try modules.map { try HomeFigures.read(records.seen(by: viewer, $0), today: today) }
        let byModule = Dictionary(figures.map { ($0.module.key, $0) }, uniquingKeysWith: { first, _ in first })
        return HomeContents(
            figures: byModule, latest: try latest(records, modules, viewer),
            tasks: try tasks(records, byModule, viewer, today))
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
        throws -> [Record]
    {
        try waiting.flatMap { key, view -> [Record] in
            guard let figures = figures[key], figures[view] > 0,
                let filters = figures.module.views.first(where: { $0.key == view })?.filters(today)
            else { return [] }
            var query = Query(sort: figures.module.sort)
            query.filters = filters
            query.limit = tasksOfAKind
            return try records.seen(by: viewer, figures.module).list(query).records
        }
    }
}
