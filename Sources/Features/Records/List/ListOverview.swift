import Core
import Store

/// What there is in a module for a viewer, whatever the list narrows it to: one statement, two at most for each view of a very long list.
struct ListOverview: Sendable {
    let total: BoundedCount
    /// By view; nil where counting could cost a walk through the whole table.
    let views: [BoundedCount?]
    /// What is left to pay on all documents; nil when it does not apply or there are too many to add up.
    let due: Amounts?
    let earliest: Day?

    /// How far counts go: all of one customer's records, or the first thousand of everybody's.
    private static func bound(_ seen: SeenRecords) -> Int {
        if case .through = seen.viewer.grants[seen.module.key].see { 10_000 } else { 1000 }
    }

    /// `query` narrows what is looked at; its own view is left out, so that the other views keep their counts.
    static func read(_ seen: SeenRecords, today: Day, of query: Query? = nil) throws -> ListOverview {
        let module = seen.module
        var parts = module.views.map { TallyPart.count($0.filters(today)) }
        let sumsUp = dueFilters(module, today)
        if let sumsUp {
            parts.append(.sum("remaining", sumsUp))
            parts.append(.count(sumsUp + [Filter(Currencies.field, .isFilled)]))
        }
        let isDated = module[module.sort.field]?.type is DayType
        if isDated { parts.append(.least(module.sort.field)) }
        let bound = bound(seen)
        let tally = try seen.tally(parts, upTo: bound, of: query)
        let total = BoundedCount(tally.total + (tally.isWhole ? 0 : 1), bound: bound)
        guard tally.isWhole else {
            let views = query == nil ? try counts(seen, today) : module.views.map { _ in nil }
            return ListOverview(total: total, views: views, due: nil, earliest: nil)
        }
        return ListOverview(
            total: total, views: tally.answers.prefix(module.views.count).map { BoundedCount(Int($0.int ?? 0)) },
            due: try sumsUp.map { try due(seen, $0, tally.answers.dropFirst(module.views.count)) },
            earliest: isDated ? tally.answers.last?.day : nil)
    }

    /// One currency is summed up on the way; several are asked for each.
    private static func due(_ seen: SeenRecords, _ filters: [Filter], _ answers: ArraySlice<Value>) throws -> Amounts {
        let (sum, foreign) = (answers.first?.int ?? 0, answers.dropFirst().first?.int ?? 0)
        guard foreign > 0 else { return Amounts([.init(sum)]) }
        var query = Query(sort: seen.module.sort)
        query.filters = filters
        return try seen.sums("remaining", query)
    }

    /// How many records a view holds, as far as they were counted.
    func count(_ view: String, of module: Module?) -> BoundedCount? {
        module?.views.firstIndex { $0.key == view }.flatMap { views.indices.contains($0) ? views[$0] : nil }
    }

    private static func dueFilters(_ module: Module, _ today: Day) -> [Filter]? {
        guard module["remaining"] != nil else { return nil }
        return module.filters(of: "due", today)
    }

    private static func counts(_ seen: SeenRecords, _ today: Day) throws -> [BoundedCount?] {
        try seen.module.views.map { view in
            var query = Query(sort: seen.module.sort)
            query.filters = view.filters(today)
            guard
                query.filters.allSatisfy({
                    seen.module[$0.field]?.isSorted == true || seen.module.state?.field == $0.field
                })
            else { return nil }
            return BoundedCount(try seen.count(query, upTo: 1001), bound: 1000)
        }
    }
}
