import Core
import Store
import Web

/// A customer that only the leak test knows, with one record in every module, each full of a word that nothing else contains.
struct SyntheticCustomer: Sendable {
    let marker: String
    let session: String
    /// Its record in each module.
    let records: [String: RecordID]
    /// The file that hangs on it, by module.
    let files: [String: RecordID]

    /// A word as long as a customer's, which nobody has.
    static let nobody = SyntheticCustomer(marker: "leaktest0" + "zzzzzzzz", session: "", records: [:], files: [:])
}

/// Makes the leak test's customers.
struct SyntheticCustomers: Sendable {
    let app: App
    /// What kind of people they are.
    let type: UserType
    /// The modules in which nothing may be made up, because real customers would see it.
    let shared: Set<String>

    /// The modules whose records some user type has all of, by intent.
    static func shared(_ app: App) async throws -> Set<String> {
        let catalog = app.catalog
        return try await app.database.read { connection in
            let portals = Portals(connection)
            let types = try portals.all().flatMap { try portals.userTypes(of: $0.id) }
            let grants = try types.map { try portals.grants(of: $0.id) }
            let isShared = { (key: String) in grants.contains { $0[key]?.see == .everyone } }
            return Set(catalog.modules.filter { $0.isPublic && isShared($0.key) }.map(\.key))
        }
    }

    /// The first or the second.
    func make(_ number: Int) async throws -> SyntheticCustomer {
        let marker = "leaktest\(number)" + String(app.ids.next().text.suffix(8))
        let token = Token()
        let hash = try app.files.keep(Array(marker.utf8))
        let (app, now, grants) = (app, app.clock.now, try await grants())
        return try await app.database.write { connection in
            var records: [String: RecordID] = [:]
            var files: [String: RecordID] = [:]
            let arrivals = Arrivals(connection, app.catalog, source: LeakTest.source, ids: app.ids, at: now)
            let maker = SyntheticRecords(
                app: app, marker: marker, file: hash, grants: grants, carriers: ["accounts", type.mainModule])
            for module in app.catalog.modules where !shared.contains(module.key) {
                let id = try arrivals.store(maker.record(of: module, without: shared)).id
                records[module.key] = id
                files[module.key] = try maker.attach(to: id, module, arrivals, connection)
            }
            try access(marker, records, token, connection, now)
            return SyntheticCustomer(marker: marker, session: token.text, records: records, files: files)
        }
    }

    private func grants() async throws -> [String: Grant] {
        let type = type.id
        return try await app.database.read { try Portals($0).grants(of: type) }
    }

    /// A person who has done all that is asked before the pages open: a password that is not temporary, the privacy policy accepted.
    private func access(
        _ marker: String, _ records: [String: RecordID], _ token: Token, _ connection: any Connection, _ now: Instant
    ) throws {
        guard let anchor = records[type.mainModule] else {
            throw StoreError.failed(reason: "the module of a user type is missing")
        }
        let person = app.ids.next()
        let access = app.ids.next()
        try People(connection).add(
            .init(
                kind: .external, username: nil, email: marker + "@example.test", firstName: marker, lastName: marker,
                language: .fr), id: person, at: now)
        try Accesses(connection).add(
            .init(
                person: person, userType: type.id, anchor: Journal.Subject(type.mainModule, anchor),
                account: records["accounts"], permissions: .all, validFrom: nil,
                validUntil: nil, createdBy: nil), id: access, at: now)
        try Accesses(connection).setState(.active, of: access)
        try Accesses(connection).setRole(.administrator, of: access)
        let policies = Policies(connection)
        if let policy = try policies.current(of: type.portal) {
            try policies.accept(policy.id, person: person, address: "leak-test", id: app.ids.next(), at: now)
        }
        try Sessions(connection).start(
            token.hash, publicID: app.ids.next(), person: person, access: access, address: "leak-test",
            agent: "leak-test", at: now, until: now + .minutes(10))
    }
}
