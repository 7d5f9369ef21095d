import Core
import Store
import TestSupport

/// A database with random records, and every record also in memory.
struct GeneratedWorld {
    let database: any Database
    let catalog: Catalog
    let rows: [RecordID: Row]
    let moduleOf: [RecordID: Module]
    /// The contacts that records name.
    let named: [RecordID: Set<RecordID>]
    /// The records that were assigned to `access`.
    let assigned: Set<RecordID>
    /// The access of every viewer from outside.
    static let access = RecordID(3)

    var records: [RecordID] { rows.keys.sorted() }
    func records(of module: Module) -> [RecordID] { records.filter { moduleOf[$0]?.key == module.key } }
    func isDeleted(_ id: RecordID) -> Bool { rows[id].map { !$0["deleted_at"].isNull } ?? true }

    /// Whether a rule's condition holds in memory. A look-up is followed only where the module has one.
    func holds(_ predicate: Predicate, _ id: RecordID) -> Bool {
        guard let row = rows[id] else { return false }
        return predicate.holds(for: row) { field, from in
            guard let module = from["id"].id.flatMap({ moduleOf[$0] }), module[field]?.target != nil else { return nil }
            return from[field].id.flatMap { rows[$0] }
        } named: { row in
            row["id"].id.flatMap { named[$0] } ?? []
        } assigned: { row in
            row["id"].id.map(assigned.contains) == true ? [GeneratedWorld.access] : []
        }
    }

    /// Stores `count` records a module, some pointing to others, some written outside, some in the bin.
    static func make(in database: any Database, _ catalog: Catalog, count: Int, _ random: SeededRandom) async throws
        -> GeneratedWorld
    {
        try await database.write { connection in
            var filler = Filler(records: Records(connection, catalog), random: random)
            for module in catalog.modules { try filler.fill(module, count) }
            // Afterwards, because a look-up to a record in the bin is refused; paths still lead through it.
            for module in catalog.modules { try filler.delete(module) }
            try filler.nameContacts(connection)
            try filler.assign(connection)
        }
        let (rows, moduleOf, named, assigned) = try await database.read { connection in
            var rows: [RecordID: Row] = [:]
            var moduleOf: [RecordID: Module] = [:]
            for module in catalog.modules {
                for row in try connection.rows("SELECT * FROM \(Identifier(module.key))") {
                    guard let id = row["id"].id else { continue }
                    (rows[id], moduleOf[id]) = (row, module)
                }
            }
            let names = try connection.rows("SELECT \"record_id\", \"contact_id\" FROM \"document_contacts\"")
            let named = names.reduce(into: [RecordID: Set<RecordID>]()) { named, row in
                if let record = row[0].id, let contact = row[1].id { named[record, default: []].insert(contact) }
            }
            let assigned = Set(
                try connection.rows("SELECT \"record_id\" FROM \"assignments\"").compactMap { $0[0].id })
            return (rows, moduleOf, named, assigned)
        }
        return GeneratedWorld(
            database: database, catalog: catalog, rows: rows, moduleOf: moduleOf, named: named, assigned: assigned)
    }
}

/// Makes up records and stores them as staff would.
private struct Filler {
    let records: Records
    var random: SeededRandom
    private var made: [String: [RecordID]] = [:]
    private var next: Int64 = 1000

    init(records: Records, random: SeededRandom) {
        self.records = records
        self.random = random
    }

    mutating func fill(_ module: Module, _ count: Int) throws {
        let seen = seen(module)
        for _ in 0..<count {
            next += Int64(1 + random.below(3))
            let laid = seen.inLayout(random.pick(module.layoutKeys))
            let id = try laid.create(values(module), by: author(), at: TestClock.start, id: RecordID(next))
            made[module.key, default: []].append(id)
        }
    }

    /// Some records name one or two contacts, now and then one of them twice.
    mutating func nameContacts(_ connection: any Connection) throws {
        for module in records.catalog.modules {
            for id in made[module.key] ?? [] where random.once(in: 2) {
                for role in ["billing", "shipping"] where !random.once(in: 3) {
                    guard let contact = random.pick(made["contacts"] ?? []) else { continue }
                    next += 1
                    try connection.run(
                        "INSERT INTO \"document_contacts\" (\"id\", \"module\", \"record_id\", \"contact_id\", \"role\") VALUES (\(RecordID(next)), \(module.key), \(id), \(contact), \(role))"
                    )
                }
            }
        }
    }

    /// Half of the records are assigned to the one access there is.
    mutating func assign(_ connection: any Connection) throws {
        let (portal, type, person, now) = (RecordID(10), RecordID(11), RecordID(12), TestClock.start)
        try Portals(connection).add(
            Portal(id: portal, slug: "clients", name: "Clients", accent: "#1f6f54", openModules: []), at: now)
        try Portals(connection).addUserType(
            type, portal: portal, key: "customer", name: Phrase(same: "Client"), mainModule: "contacts", at: now)
        try People(connection).add(
            .init(
                kind: .external, username: "atu", email: nil, firstName: "Atu", lastName: "Lenobli", language: nil),
            id: person, at: now)
        try Accesses(connection).add(
            .init(
                person: person, userType: type, anchor: Journal.Subject("contacts", RecordID(4)), account: nil,
                permissions: .all, validFrom: nil, validUntil: nil, createdBy: nil), id: GeneratedWorld.access, at: now)
        for module in records.catalog.modules {
            let some = Set((made[module.key] ?? []).filter { _ in random.once(in: 2) })
            let ids = RecordIDGenerator(clock: TestClock().clock, node: TestNodes.next())
            try Assignments(connection).set(some, of: GeneratedWorld.access, module.key, ids: ids)
        }
    }

    mutating func delete(_ module: Module) throws {
        for id in made[module.key] ?? [] where random.once(in: 8) { try seen(module).delete(id, at: TestClock.start) }
    }

    private func seen(_ module: Module) -> SeenRecords {
        let staff = Viewer(staff: RecordID(1), name: "Claire Martin", grants: .everything(in: records.catalog))
        return records.seen(by: staff, module)
    }

    /// Few different names and ranks, so that lists have ties and nulls.
    private mutating func values(_ module: Module) -> [String: Value] {
        var values: [String: Value] = ["name": .text(random.pick(["Éa", "ea", "Eb", "z", "Œ", "a_b", "a%b"]))]
        if !random.once(in: 3) || module.sort.field == "rank" { values["rank"] = .int(Int64(random.below(4))) }
        if let state = module["state"], state.isRequired || !random.once(in: 3) {
            values["state"] = .text(random.pick(["draft", "open", "gone"]) ?? "open")
        } else if module["state"] != nil {
            values["state"] = .null
        }
        for field in module.lookups where !random.once(in: 4) {
            guard let target = field.target, let id = random.pick(made[target] ?? []) else { continue }
            values[field.key] = .id(id)
        }
        return values
    }

    private mutating func author() -> Author {
        switch random.below(3) {
        case 0: .system("import")
        case 1: Author(kind: .external, id: RecordID(random.once(in: 2) ? 2 : 5), name: "Atu Lenobli")
        // The author of a record is its owner only when the person exists.
        default: Author(kind: .staff, id: nil, name: "Claire Martin")
        }
    }
}
