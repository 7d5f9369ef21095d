import Core
import Store

/// Everything one page of a list needs from the database, in a number of statements that does not depend on its length.
struct ListContents: Sendable {
    let overview: ListOverview
    /// The same of what a search or a filter leaves, for the counts of views.
    let narrowed: ListOverview
    /// How many records the list holds as it is narrowed.
    let found: BoundedCount
    /// The fields shown, in order.
    let fields: [Field]
    let page: RecordPage
    /// Names of what look-ups point to, by module.
    let titles: [String: [RecordID: String]]
    let files: [RecordID: FirstFile]
    let signInNames: [RecordID: String]

    static func read(_ records: Records, _ request: ListRequest, _ viewer: Viewer, today: Day) throws -> ListContents {
        let seen = records.seen(by: viewer, request.module)
        let overview = try ListOverview.read(seen, today: today)
        let narrowed = try request.besideView(today: today).map { try ListOverview.read(seen, today: today, of: $0) }
        let fields = try fields(records, request, viewer)
        let page = try seen.list(request.query(today: today), columns: fields.map(\.key))
        let arePeople = viewer.isStaff && request.module.isPeople
        return ListContents(
            overview: overview, narrowed: narrowed ?? overview, found: try found(seen, request, overview, page, today),
            fields: fields, page: page,
            titles: try titles(records, fields, request, page.records, viewer),
            files: try seen.firstFiles(of: page.records),
            signInNames: arePeople
                ? try Accesses(records.connection).signInNames(
                    module: request.module.key, records: page.records.map(\.id))
                : [:])
    }

    /// The columns of the address, those the member of staff chose before, or the module's own.
    private static func fields(_ records: Records, _ request: ListRequest, _ viewer: Viewer) throws -> [Field] {
        let module = request.module
        var keys = request.columns
        if keys == nil, viewer.isStaff {
            keys = try ListChoices(records.connection).columns(of: viewer.person, module: module.key)
        }
        let visible = viewer.visibleFields(of: module)
        let wanted = (keys ?? module.columns).compactMap { key in visible.first { $0.key == key } }.filter {
            !isSameForAll($0, viewer, module)
        }
        return wanted.isEmpty ? visible.filter { $0.key == module.title || $0.key == module.state?.field } : wanted
    }

    /// The look-up through which somebody sees the records, which is the same on every line.
    static func isSameForAll(_ field: Field, _ viewer: Viewer, _ module: Module) -> Bool {
        guard case .through(let path) = viewer.grants[module.key].see, path.steps == [field.key] else { return false }
        return path.target == .account || path.target == .anchor
    }

    private static func found(
        _ seen: SeenRecords, _ request: ListRequest, _ overview: ListOverview, _ page: RecordPage, _ today: Day
    ) throws -> BoundedCount {
        guard request.isNarrowed else { return overview.total }
        if request.position == .first, page.next == nil { return BoundedCount(page.records.count) }
        let isOnlyView = request.search == nil && request.facets.isEmpty && request.givenTo == nil
        if isOnlyView, let index = request.module.views.firstIndex(where: { $0.key == request.view?.key }),
            let count = overview.views[index]
        {
            return count
        }
        var query = request.query(today: today)
        query.position = .first
        return BoundedCount(try seen.count(query, upTo: 1001), bound: 1000)
    }

    private static func titles(
        _ records: Records, _ fields: [Field], _ request: ListRequest, _ rows: [Record], _ viewer: Viewer
    ) throws -> [String: [RecordID: String]] {
        var wanted: [String: Set<RecordID>] = [:]
        for field in fields {
            guard let target = field.target else { continue }
            for row in rows { if let id = row[field.key].id { wanted[target, default: []].insert(id) } }
        }
        for facet in request.facets {
            if let target = facet.field.target { wanted[target, default: []].formUnion(facet.ids) }
        }
        return try wanted.reduce(into: [:]) { titles, entry in
            guard let module = records.catalog[entry.key], viewer.grants[entry.key].see != .nobody else { return }
            titles[entry.key] = try records.seen(by: viewer, module).titles(entry.value)
        }
    }
}
