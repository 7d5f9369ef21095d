import Core
import Features
import Store
import TestSupport
import Testing

/// Administrators give customers to staff and take them back; it is told, and it opens and closes nothing.
@Suite struct StaffCustomerTests {
    @Test(arguments: Engine.allCases) func givenToldAndTaken(_ engine: Engine) async throws {
        try await StaffCustomerWorld.with(engine) { office in
            let (world, alice) = (office.world, office.alice)
            #expect(try await alice.get(office.path()).body.contains("Aucun client confié"))
            let found = try await alice.get(office.path() + "?q=atu").body
            #expect(found.contains("Atu SARL") && !found.contains("Secret SA"))
            let given = try await alice.post(office.path(), ["account": world.atu.account.text, "q": "atu"])
            #expect(given.location == office.path() + "?done=customerGiven&q=atu")
            let after = try await alice.get(given.location ?? "").body
            #expect(after.contains("Le client est confié.") && after.contains("Déjà confié"))
            #expect(try await alice.get("/admin/staff").body.contains(">1 client<"))
            let card = try await alice.get(office.card(world.atu)).body
            #expect(card.contains("Suivi par Claire Martin"))
            #expect(card.contains("Client confié à un collaborateur\u{A0}: Claire Martin"))
            #expect(try await !alice.get(office.card(world.secret)).body.contains("Suivi par"))
            let taken = try await alice.post(office.path() + "/remove", ["account": world.atu.account.text])
            #expect(taken.location == office.path() + "?done=customerTaken")
            #expect(try await office.verbs(on: world.atu) == ["staff.customer_taken", "staff.customer_given"])
            #expect(try await office.rows() == [])
            let again = try await alice.post(office.path() + "/remove", ["account": world.atu.account.text])
            #expect(again.status == 409 && again.body.contains("quelqu’un l’a retiré entre-temps"))
            #expect(try await office.verbs(on: world.atu).count == 2)
        }
    }

    @Test func onlyAdministratorsGive() async throws {
        try await StaffCustomerWorld.with { office in
            let world = office.world
            let (_, claire) = try await office.landing()
            let fields = ["account": world.atu.account.text]
            #expect(try await claire.get(office.path()).status == 404)
            #expect(try await claire.post(office.path(), fields).status == 404)
            try await office.give(world.atu)
            #expect(try await claire.post(office.path() + "/remove", fields).status == 404)
            #expect(try await office.rows() == [[world.claire, world.atu.account]])
            let guest = try await Client(office.app).post(office.path(), fields)
            #expect(guest.location?.hasPrefix("/admin/signin") == true)
            let atu = try await OfficeDoor.atu(world, office.app)
            #expect(try await atu.post(office.path(), fields).location?.hasPrefix("/admin/signin") == true)
        }
    }

    @Test func whatCannotBeGiven() async throws {
        try await StaffCustomerWorld.with { office in
            let (world, alice) = (office.world, office.alice)
            let nothing = try await alice.post(office.path(), ["q": "atu"])
            #expect(nothing.status == 422 && nothing.body.contains("id=\"q-err\"") && nothing.body.contains("Atu SARL"))
            let contact = try await alice.post(office.path(), ["account": world.atu.contact.text])
            #expect(contact.status == 404)
            #expect(try await alice.post(office.path() + "/remove", ["account": "x"]).status == 404)
            for person in [world.atu.person, world.atu.account] {
                #expect(try await alice.get(office.path(person)).status == 404, "no member of staff")
                let answer = try await alice.post(office.path(person), ["account": world.atu.account.text])
                #expect(answer.status == 404)
            }
            try await office.bin(world.atu)
            let deleted = try await alice.post(office.path(), ["account": world.atu.account.text])
            #expect(deleted.status == 422 && deleted.body.contains("clos ou dans la corbeille"))
            #expect(try await !alice.get(office.path() + "?q=atu").body.contains("Atu SARL"))
            try await office.close(world.secret)
            #expect(try await alice.post(office.path(), ["account": world.secret.account.text]).status == 422)
            #expect(try await office.rows() == [])
        }
    }

    /// Somebody else's customers stay where they are.
    @Test func eachHasTheOwn() async throws {
        try await StaffCustomerWorld.with { office in
            let (world, alice) = (office.world, office.alice)
            try await office.give(world.atu)
            let bruno = office.path(world.bruno)
            #expect(try await alice.post(bruno, ["account": world.secret.account.text]).status == 303)
            #expect(try await alice.post(bruno + "/remove", ["account": world.atu.account.text]).status == 409)
            let claires = try await alice.get(office.path()).body
            #expect(claires.contains("Atu SARL") && !claires.contains("Secret SA"))
            #expect(try await office.rows().count == 2)
            #expect(try await alice.post(bruno, ["account": world.atu.account.text]).status == 303)
            #expect(try await alice.get(office.card(world.atu)).body.contains("Suivi par Claire Martin, Bruno Petit"))
            #expect(try await alice.post("/admin/staff/\(world.bruno.text)/disable").status == 303)
            let card = try await alice.get(office.card(world.atu)).body
            #expect(card.contains("Suivi par Claire Martin") && !card.contains("Claire Martin, Bruno Petit"))
        }
    }

    @Test func itOpensAndClosesNothing() async throws {
        try await StaffCustomerWorld.with { office in
            let world = office.world
            try await office.give(world.atu)
            let (_, claire) = try await office.landing()
            let card = try await claire.get(office.card(world.secret))
            #expect(card.status == 200 && card.body.contains("Secret SA"))
            #expect(try await office.alice.get(office.path()).body.contains("n’ouvre et ne ferme aucune fiche"))
            let atu = try await OfficeDoor.atu(world, office.app)
            #expect(
                try await !atu.get("/p/clients/profile").body.contains("Claire Martin"), "customers learn nothing of it"
            )
        }
    }

    @Test(arguments: Engine.allCases) func twoAdministratorsAtOnceMakeOneRow(_ engine: Engine) async throws {
        try await StaffCustomerWorld.with(engine) { office in
            let (world, path) = (office.world, office.path())
            let cookies = office.alice.cookies
            let account = world.atu.account.text
            let answers = try await withThrowingTaskGroup(of: Int.self) { group in
                for app in [office.app, try world.app(), office.app, try world.app()] {
                    group.addTask {
                        let browser = Client(app)
                        browser.keep(cookies)
                        return try await browser.post(path, ["account": account]).status
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(answers == [303, 303, 303, 303])
            #expect(try await office.rows() == [[world.claire, world.atu.account]])
            #expect(try await office.verbs(on: world.atu) == ["staff.customer_given"])
        }
    }

    /// What removes accounts and people for good leaves nothing behind.
    @Test(arguments: Engine.allCases) func nothingDangles(_ engine: Engine) async throws {
        try await StaffCustomerWorld.with(engine) { office in
            let world = office.world
            try await office.give(world.atu, world.secret)
            #expect(
                try await office.alice.post(office.path(world.bruno), ["account": world.atu.account.text]).status == 303
            )
            let bruno = world.bruno
            try await world.database.write { try People($0).remove(bruno) }
            #expect(try await office.rows().count == 2)
            try await world.database.write { try Purge($0, .builtIn).everything(from: "world") }
            #expect(try await office.rows() == [])
        }
    }
}
