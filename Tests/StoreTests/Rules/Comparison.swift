import Core
import Store
import TestSupport

/// One viewer's rules, asked both ways for every record of a generated world.
struct Comparison: Sendable {
    let database: any Database
    let catalog: Catalog
    let viewer: Viewer
    let expected: [Expected]
    let seed: UInt64

    /// What memory says of the records of a module.
    struct Expected: Sendable {
        let module: Module
        let records: [RecordID]
        let seen: Set<RecordID>
        let editable: Set<RecordID>
        let deletable: Set<RecordID>
        /// Empty for people outside, whatever their rule says.
        let inBin: Set<RecordID>
        /// Of each record; those without one lie in the standard layout.
        let layouts: [RecordID: String]
    }

    init(world: GeneratedWorld, viewer: Viewer, seed: UInt64) {
        database = world.database
        catalog = world.catalog
        self.viewer = viewer
        self.seed = seed
        expected = world.catalog.modules.map { module in
            let (rule, all) = (Rule(viewer, module), world.records(of: module))
            let alive = all.filter { !world.isDeleted($0) }
            return Expected(
                module: module, records: all, seen: Set(alive.filter { world.holds(rule.see, $0) }),
                editable: Set(alive.filter { world.holds(rule.edit, $0) }),
                deletable: Set(alive.filter { world.holds(rule.delete, $0) }),
                inBin: Set(all.filter { viewer.isStaff && world.isDeleted($0) && world.holds(rule.see, $0) }),
                layouts: all.reduce(into: [:]) { $0[$1] = world.rows[$1]?["layout"].text })
        }
    }

    /// What the database says otherwise, in words.
    func differences() async throws -> [String] {
        try await database.read { [self] connection in
            var random = SeededRandom(seed)
            return try expected.flatMap { expected in
                let seen = Records(connection, catalog).seen(by: viewer, expected.module)
                return try items(seen, expected) + lists(seen, expected, &random)
            }
        }
    }

    private func items(_ seen: SeenRecords, _ expected: Expected) throws -> [String] {
        try expected.records.flatMap { id in
            let said = [
                try seen.find(id) != nil, try seen.find(id, inBin: true) != nil, try seen.mayEdit(id),
                try seen.mayDelete(id),
            ]
            let meant = [
                expected.seen.contains(id), expected.inBin.contains(id), expected.editable.contains(id),
                expected.deletable.contains(id),
            ]
            let fields = try fields(seen, id, expected)
            return said == meant
                ? fields : ["\(expected.module.key) \(id.number): SQL says \(said), memory says \(meant)"]
        }
    }

    /// A record shows the fields that are granted in its layout, and no others.
    private func fields(_ seen: SeenRecords, _ id: RecordID, _ expected: Expected) throws -> [String] {
        guard let record = try seen.find(id) else { return [] }
        let grant = viewer.grants[expected.module.key]
        let layout = expected.layouts[id] ?? Layout.standard
        let rights = viewer.isStaff || layout == Layout.standard ? grant.fields : grant.otherLayouts[layout] ?? [:]
        let meant = Set(expected.module.fields.map(\.key).filter { (rights[$0] ?? .hidden) >= .read })
        let said = Set(expected.module.fields.map(\.key).filter { record.row.columns.position(of: $0) != nil })
        return said == meant ? [] : ["\(expected.module.key) \(id.number): shows \(said), granted are \(meant)"]
    }

    /// Side by side, no record tells what its own page does not.
    private func columns(_ page: RecordPage, _ expected: Expected) -> [String] {
        let grant = viewer.grants[expected.module.key]
        return page.records.flatMap { record -> [String] in
            let layout = expected.layouts[record.id] ?? Layout.standard
            let rights = viewer.isStaff || layout == Layout.standard ? grant.fields : grant.otherLayouts[layout] ?? [:]
            let told = expected.module.fields.map(\.key).filter { record.row.columns.position(of: $0) != nil }
            let secret = told.filter { (rights[$0] ?? .hidden) == .hidden }
            return secret.isEmpty ? [] : ["\(expected.module.key) \(record.id.number): the list tells \(secret)"]
        }
    }

    private func lists(_ seen: SeenRecords, _ expected: Expected, _ random: inout SeededRandom) throws -> [String] {
        var query = Query(sort: Sort(random.pick(["name", "rank"]) ?? "name", descending: random.once(in: 2)))
        query.limit = 1 + random.below(5)
        let (forward, backward) = try walk(seen, query)
        let all = expected.seen.sorted()
        var differences = columns(
            try seen.list(query, columns: expected.module.fields.map(\.key)), expected)
        if forward.sorted() != all {
            differences.append("\(expected.module.key): the list has \(forward), memory \(all)")
        }
        if backward != forward {
            differences.append("\(expected.module.key): backwards the list has \(backward), forwards \(forward)")
        }
        if try seen.count(query, upTo: 1000) != all.count {
            differences.append("\(expected.module.key): the count differs")
        }
        let bin = try seen.bin(limit: 1000).map(\.id)
        if Set(bin) != expected.inBin || bin.count != expected.inBin.count {
            differences.append("\(expected.module.key): the bin differs")
        }
        return differences
    }
}

/// The ids of a list page by page to its end and, in the same order, page by page back to its beginning.
func walk(_ seen: SeenRecords, _ query: Query) throws -> (forward: [RecordID], backward: [RecordID]) {
    var query = query
    var page = try seen.list(query)
    var forward = page.records.map(\.id)
    while let next = page.next, forward.count < 10_000 {
        query.position = next
        page = try seen.list(query)
        forward += page.records.map(\.id)
    }
    var backward = page.records.map(\.id)
    while let previous = page.previous, backward.count < 10_000 {
        query.position = previous
        page = try seen.list(query)
        backward = page.records.map(\.id) + backward
    }
    return (forward, backward)
}
