import Core
package import Store

extension World {
    /// Stores the world in a database with the built-in modules.
    package static func make(in database: any Database, clock: TestClock = TestClock()) async throws -> World {
        let builder = WorldBuilder(
            database: database, clock: clock, ids: RecordIDGenerator(clock: clock.clock, node: TestNodes.next()))
        return try await database.write { try builder.build($0) }
    }
}

/// Stores the named world through the doors that the product itself uses.
private struct WorldBuilder: Sendable {
    let database: any Database
    let clock: TestClock
    let ids: RecordIDGenerator
    let portal: Portal
    let userType: RecordID

    init(database: any Database, clock: TestClock, ids: RecordIDGenerator) {
        self.database = database
        self.clock = clock
        self.ids = ids
        portal = Portal(
            id: ids.next(), slug: "clients", name: "Espace clients", accent: "#1f6f54",
            openModules: Catalog.builtIn.modules.map(\.key))
        userType = ids.next()
    }

    func build(_ connection: any Connection) throws -> World {
        let administrator = try person(.staff, .administrator, "Alice", "Moreau", "alice@parvis.example", connection)
        let claire = try person(.staff, .staff, "Claire", "Martin", "claire@parvis.example", connection)
        let bruno = try person(.staff, .staff, "Bruno", "Petit", "bruno@parvis.example", connection)
        try addPortal(connection)
        let atu = WorldCompany(
            name: "Atu SARL", prefix: "ATU", first: "Atu", last: "Lenobli", position: "Acheteur", isSupplier: false)
        let secret = WorldCompany(
            name: "Secret SA", prefix: "SECRET", first: "Inès", last: "Secret", position: "SECRET", isSupplier: false)
        let roux = WorldCompany(
            name: "Fournitures Roux", prefix: "ROUX", first: "Paul", last: "Roux", position: "Gérant", isSupplier: true)
        return World(
            database: database, clock: clock, ids: ids, catalog: .builtIn, portal: portal, userType: userType,
            administrator: administrator, claire: claire, bruno: bruno, atu: try store(atu, connection),
            secret: try store(secret, connection), supplier: try store(roux, connection))
    }

    private func person(
        _ kind: Person.Kind, _ role: Person.Role, _ first: String, _ last: String, _ email: String,
        _ connection: any Connection
    ) throws -> RecordID {
        let id = ids.next()
        let people = People(connection)
        let new = People.New(
            kind: kind, role: role, username: try people.proposeUsername(first: first, last: last), email: email,
            firstName: first, lastName: last, language: .fr)
        try people.add(new, id: id, at: clock.now)
        return id
    }

    private func addPortal(_ connection: any Connection) throws {
        let portals = Portals(connection)
        try portals.add(portal, at: clock.now)
        try portals.addUserType(
            userType, portal: portal.id, key: "customer", name: Phrase(fr: "Client", en: "Customer"),
            mainModule: "contacts", at: clock.now)
        for (module, grant) in Preset.customer(.builtIn).sorted(by: { $0.key < $1.key }) {
            try portals.setGrant(grant, module: module, of: userType, id: ids.next())
        }
    }

    private func store(_ company: WorldCompany, _ connection: any Connection) throws -> World.Company {
        let arrivals = Arrivals(connection, .builtIn, source: "world", ids: ids, at: clock.now)
        var records: [String: [RecordID]] = [:]
        for record in company.records { records[record.module, default: []].append(try arrivals.store(record).id) }
        guard let account = records["accounts"]?.first, let contact = records["contacts"]?.first else {
            throw StoreError.failed(reason: "a company without account or contact")
        }
        let person = try person(.external, .user, company.first, company.last, company.email, connection)
        let access = ids.next()
        let new = Accesses.New(
            person: person, userType: userType, anchor: Journal.Subject("contacts", contact), account: account,
            permissions: .all, validFrom: nil, validUntil: nil, createdBy: nil)
        try Accesses(connection).add(new, id: access, at: clock.now)
        try Accesses(connection).activate(person: person)
        return World.Company(
            name: company.name, account: account, contact: contact, person: person,
            personName: company.first + " " + company.last, access: access, records: records)
    }
}
