import Core
import Features
import Store
import TestSupport
import Testing

/// Where staff begin: at their one customer, at the choice between several, or at the dashboard.
@Suite struct StaffLandingTests {
    @Test(arguments: Engine.allCases) func noneOneSeveral(_ engine: Engine) async throws {
        try await StaffCustomerWorld.with(engine) { office in
            let (world, menu) = (office.world, "href=\"/admin/switch\"")
            let (first, claire) = try await office.landing()
            #expect(first == "/admin")
            #expect(try await !claire.get("/admin").body.contains(menu))
            try await office.give(world.atu)
            #expect(try await office.landing().path == office.card(world.atu))
            #expect(try await !claire.get("/admin").body.contains(menu))
            try await office.give(world.secret)
            #expect(try await office.landing().path == "/admin/switch")
            #expect(try await claire.get("/admin").body.contains(menu))
            #expect(try await !office.alice.get("/admin").body.contains(menu), "Alice has none of her own")
        }
    }

    @Test func aPageThatWasAskedForWins() async throws {
        try await StaffCustomerWorld.with { office in
            try await office.give(office.world.atu)
            let asked = "/admin/invoices?view=late"
            let (path, _) = try await office.landing(to: asked)
            #expect(path == asked)
            for door in ["/admin", "/admin/", "/admin?x=1", "https://elsewhere.example/admin/x", "/p/clients/invoices"]
            {
                #expect(try await office.landing(to: door).path == office.card(office.world.atu), "\(door)")
            }
        }
    }

    @Test(arguments: Engine.allCases) func closedAndDeletedOnesAreSkipped(_ engine: Engine) async throws {
        try await StaffCustomerWorld.with(engine) { office in
            let world = office.world
            try await office.give(world.atu, world.secret, world.supplier)
            try await office.bin(world.supplier)
            let (path, claire) = try await office.landing()
            #expect(path == "/admin/switch")
            let choice = try await claire.get("/admin/switch").body
            #expect(choice.contains("Atu SARL") && choice.contains("Secret SA") && !choice.contains("Fournitures Roux"))
            try await office.close(world.secret)
            #expect(try await office.landing().path == office.card(world.atu))
            let answer = try await claire.post("/admin/switch", ["account": world.secret.account.text])
            #expect(answer.status == 409 && answer.body.contains("n’est plus parmi les vôtres"))
            #expect(try await office.alice.get(office.path()).body.contains("Dans la corbeille"))
        }
    }

    @Test(arguments: Engine.allCases) func theChoiceIsRemembered(_ engine: Engine) async throws {
        try await StaffCustomerWorld.with(engine) { office in
            let world = office.world
            try await office.give(world.atu, world.secret)
            let (_, claire) = try await office.landing()
            let first = try await claire.get("/admin/switch").body
            #expect(first.contains("Choisissez…") && !first.contains("affiché en dernier"))
            let none = try await claire.post("/admin/switch", ["account": ""])
            #expect(none.status == 422 && none.body.contains("id=\"account-err\""))
            let chosen = try await claire.post("/admin/switch", ["account": world.secret.account.text])
            #expect(chosen.status == 303 && chosen.location == office.card(world.secret))
            // Another computer, and another node.
            let (_, other) = try await office.landing(in: try world.app())
            let again = try await other.get("/admin/switch").body
            #expect(again.contains("value=\"\(world.secret.account.text)\" selected"))
            #expect(again.contains("Secret SA · CU-SECRET (affiché en dernier)"))
        }
    }

    @Test func onlyOnesOwn() async throws {
        try await StaffCustomerWorld.with { office in
            let world = office.world
            try await office.give(world.atu, world.supplier)
            let (_, claire) = try await office.landing()
            let others = try await claire.post("/admin/switch", ["account": world.secret.account.text])
            #expect(others.status == 409 && !others.body.contains("Secret SA"))
            let contact = try await claire.post("/admin/switch", ["account": world.secret.contact.text])
            #expect(contact.status == 404)
            let search = try await claire.get("/admin/switch?q=roux").body
            #expect(search.contains("Fournitures Roux") && !search.contains("Atu SARL"))
            #expect(try await claire.get("/admin/switch?q=secret").body.contains("Aucun de vos clients ne correspond"))
            #expect(try await office.alice.get("/admin/switch").body.contains("Aucun client ne vous est confié"))
            #expect(try await Client(office.app).get("/admin/switch").location == "/admin/signin?to=%2Fadmin%2Fswitch")
        }
    }

    /// The list of accounts narrowed to one's own, whatever else it is narrowed by.
    @Test(arguments: Engine.allCases) func theListOfOnesOwn(_ engine: Engine) async throws {
        try await StaffCustomerWorld.with(engine) { office in
            let world = office.world
            let (_, claire) = try await office.landing()
            #expect(try await !claire.get("/admin/accounts").body.contains("Mes clients"))
            try await office.give(world.atu, world.supplier)
            let all = try await claire.get("/admin/accounts").body
            #expect(all.contains("Mes clients") && all.contains("Secret SA"))
            let own = try await claire.get("/admin/accounts?mine=1").body
            #expect(own.contains("Atu SARL") && own.contains("Fournitures Roux") && !own.contains("Secret SA"))
            let customers = try await claire.get("/admin/accounts?mine=1&view=customers").body
            #expect(customers.contains("Atu SARL") && !customers.contains("Fournitures Roux"))
            let found = try await claire.get("/admin/accounts?mine=1&q=secret").body
            #expect(!found.contains("Secret SA"))
            #expect(try await claire.get("/admin/contacts?mine=1").body.contains("Lenobli"), "no other list knows it")
        }
    }
}
