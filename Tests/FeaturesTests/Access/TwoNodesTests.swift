import Core
import Features
import Store
import TestSupport
import Testing

/// Two nodes on one database: what is changed on one counts at the next request on the other.
@Suite struct TwoNodesTests {
    @Test(arguments: Engine.allCases) func rightsAndModulesFollowOnEveryNode(_ engine: Engine) async throws {
        try await KeyWorld.with(engine) { keys in
            let world = keys.world
            let other = try world.app()
            let customer = Client(other)
            let signIn = ["login": "atu.lenobli", "password": KeyWorld.password]
            #expect(try await customer.post("/p/clients/signin", signIn).status == 303)
            #expect(try await customer.get("/p/clients/quotes").status == 200)
            // A right that is taken on this node is gone on the other.
            try await change(world) { document in document.grants["quotes"] = nil }
            #expect(try await customer.get("/p/clients/quotes").status == 404)
            #expect(try await customer.get("/api/v1/quotes").status == 404)
            // A module that is made on this node has pages on the other.
            #expect(try await customer.get("/p/clients/interventions").status == 404)
            let jobs = try await module(world)
            try await change(world) { document in
                var grant = Grant(see: .through(Scope.Path(["client_id"], to: .account)))
                (grant.create, grant.fields) = (true, ["name": .edit, "client_id": .read])
                document.grants[jobs] = GrantDocument(grant)
            }
            let page = try await customer.get("/p/clients/interventions")
            #expect(page.status == 200 && page.body.contains("Nouvelle intervention"))
            let made = try await customer.post("/p/clients/interventions/new", ["name": "Chaudière"])
            #expect(made.status == 303)
            #expect(try await customer.get("/p/clients/interventions").body.contains("Chaudière"))
        }
    }

    /// Changes the rights of the world's user type on another node than the customer's.
    private func change(_ world: World, _ body: @escaping @Sendable (inout UserTypeDocument) -> Void) async throws {
        let (ids, now, author) = (
            world.ids, world.now, Author(kind: .staff, id: world.administrator, name: "Alice Moreau")
        )
        try await world.database.write { connection in
            let portals = Portals(connection)
            let catalog = try Definitions(connection).catalog(.builtIn)
            guard let type = try portals.userType(world.userType) else {
                return
            }
            var document = try portals.document(of: type)
            body(&document)
            let change = UserTypeChange(connection, catalog, ids: ids, by: author, at: now)
            try change.save(document, of: type.id, version: type.version)
            try change.open(Set(document.grants.keys), in: type.portal)
        }
    }

    private func module(_ world: World) async throws -> String {
        let (ids, now, author) = (
            world.ids, world.now, Author(kind: .staff, id: world.administrator, name: "Alice Moreau")
        )
        return try await world.database.write { connection in
            let change = ModuleChange(connection, builtIn: .builtIn, ids: ids, by: author, at: now)
            let names = ModuleDefinition.Names(
                one: Phrase(fr: "Intervention", en: "Job"), many: Phrase(fr: "Interventions", en: "Jobs"),
                isFeminine: true)
            let key = try change.create(names, naming: Phrase(fr: "Objet", en: "Subject"), reserved: [])
            var client = FieldDefinition("", Phrase(fr: "Client", en: "Customer"), .lookup)
            client.target = "accounts"
            _ = try change.add(client, to: key, .module, version: 1)
            return key
        }
    }
}
