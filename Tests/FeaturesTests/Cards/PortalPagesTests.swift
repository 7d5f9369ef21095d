import HTML
import Core
import Features
import Store
import TestSupport
import Testing

/// Requests and *Mes informations*, as a customer uses them and as another customer must not.
@Suite struct PortalPagesTests {
    private func inPortal(_ engine: Engine = .sqlite, _ body: (World, App, Client) async throws -> Void) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            try await body(world, app, try await client(of: world.atu, world, app))
        }
    }

    private func client(of company: World.Company, _ world: World, _ app: App) async throws -> Client {
        let client = Client(app)
        try await world.setPassword("quatre chevaux gris", of: company.person, app)
        let name = try await app.database.read { try People($0).find(company.person)?.signInName }
        #expect(
            try await client.post("/p/clients/signin", ["login": name ?? "", "password": "quatre chevaux gris"]).status
                == 303)
        return client
    }

    private func state(_ id: RecordID, _ world: World) async throws -> String? {
        try await world.read("tickets", as: world.staff) { try $0.find(id)?["state"].text }
    }

    /// Opens a request and gives its id.
    private func open(_ client: Client) async throws -> RecordID {
        let answer = try await client.post(
            "/p/clients/tickets/new",
            ["subject": "Livraison partielle", "message": "Il manque 12 rouleaux.", "severity": "NORMAL"])
        let place = try #require(answer.location?.split(separator: "/").last?.split(separator: "?").first)
        return try #require(RecordID(text: place))
    }

    @Test(arguments: Engine.allCases) func aRequestGetsItsReferenceAccountAndContact(_ engine: Engine) async throws {
        try await inPortal(engine) { world, _, client in
            let id = try await open(client)
            let ticket = try await world.read("tickets", as: world.staff) { try $0.find(id) }
            #expect(ticket?["ref"].text?.hasPrefix("TS") == true)
            #expect(ticket?["account_id"].id == world.atu.account)
            #expect(ticket?["contact_id"].id == world.atu.contact)
            #expect(ticket?["state"].text == "new")
            let page = try await client.get("/p/clients/tickets/\(id.text)?done=requestSent")
            #expect(page.body.contains("Il manque 12 rouleaux.") && page.body.contains("Votre demande est envoyée"))
        }
    }

    @Test(arguments: Engine.allCases) func supplierInvoicesAreOfferedToThoseWhoSupply(_ engine: Engine) async throws {
        try await inPortal(engine) { world, _, client in
            let link = "href=\"/p/clients/supplier_invoices\""
            #expect(try await client.get("/p/clients").body.contains(link))
            try await world.write("supplier_invoices", as: world.staff) { seen in
                for record in try seen.list(Query(sort: seen.module.sort)).records
                where record["account_id"].id == world.atu.account { try seen.delete(record.id, at: TestClock.start) }
            }
            #expect(try await !client.get("/p/clients").body.contains(link))
            #expect(try await client.get("/p/clients/supplier_invoices").status == 200)
        }
    }

    @Test func customersReadTheirOwnWords() async throws {
        try await inPortal { world, _, client in
            let profile = try await client.get("/p/clients/profile").body
            #expect(profile.contains("Civilité") && profile.contains("Je refuse les e-mailings"))
            #expect(!profile.contains("Titre civilité") && !profile.contains("Libellé"))
            #expect(Module.contacts["last_name"]?.label(for: world.staff).fr == "Nom / Libellé")
            #expect(Module.invoices["customer_ref"]?.label(for: world.staff).fr == "Référence client")
            #expect(Module.invoices["customer_ref"]?.label(for: world.buyer).fr == "Votre référence")
        }
    }

    @Test func theSystemsFieldsCannotBePosted() async throws {
        try await inPortal { world, _, client in
            let forged = ["subject": "x", "message": "y", "account_id": world.secret.account.text]
            let answer = try await client.post("/p/clients/tickets/new", forged)
            #expect(answer.status == 422)
            #expect(
                try await client.post("/p/clients/tickets/new", ["subject": "x", "message": "y", "state": "solved"])
                    .status == 422)
            #expect(
                try await client.post("/p/clients/tickets/new", ["subject": "x", "message": "y", "ref": "TS1"]).status
                    == 422)
        }
    }

    @Test(arguments: ["needs_answer", "on_hold", "solved"]) func anAnswerOpensTheRequestAgain(_ old: String)
        async throws
    {
        try await inPortal { world, app, client in
            let id = try await open(client)
            let now = world.now
            try await world.write("tickets", as: world.staff) { seen in
                guard let ticket = try seen.find(id) else { return }
                try seen.setState(old, of: ticket, at: now)
            }
            #expect(try await client.post("/p/clients/tickets/\(id.text)/comments", ["body": ""]).status == 422)
            #expect(try await state(id, world) == old)
            #expect(
                try await client.post("/p/clients/tickets/\(id.text)/comments", ["body": "Le matin, merci."]).status
                    == 303)
            #expect(try await state(id, world) == "in_progress")
        }
    }

    @Test func anotherCustomerNeitherSeesNorAnswersIt() async throws {
        try await inPortal { world, app, client in
            let id = try await open(client)
            let other = try await self.client(of: world.secret, world, app)
            #expect(try await other.get("/p/clients/tickets/\(id.text)").status == 404)
            #expect(try await other.post("/p/clients/tickets/\(id.text)/comments", ["body": "x"]).status == 404)
        }
    }

    @Test func notesOfStaffStayInside() async throws {
        try await inPortal { world, _, client in
            let id = try await open(client)
            let (note, now, author) = (world.ids.next(), world.now, Author(world.staff))
            try await world.write("tickets", as: world.staff) { seen in
                guard let ticket = try seen.find(id) else { return }
                try seen.comment(note, on: ticket, "Voir avec l’entrepôt", isPrivate: true, by: author, at: now)
            }
            let page = try await client.get("/p/clients/tickets/\(id.text)")
            #expect(page.status == 200 && !page.body.contains("entrepôt"))
        }
    }

    private let own = ["version": "1", "last_name": "Lenobli-Duval", "first_name": "Atu", "town": "Nantes"]

    @Test(arguments: Engine.allCases) func thePersonsNameFollowsTheContactAndTheSignInDoesNot(_ engine: Engine)
        async throws
    {
        try await inPortal(engine) { world, app, client in
            let before = try await app.database.read { try People($0).find(world.atu.person) }
            #expect(
                try await client.post("/p/clients/profile", own.merging(["email": "new@atu.example"]) { $1 }).status
                    == 303)
            let person = try await app.database.read { try People($0).find(world.atu.person) }
            #expect(person?.lastName == "Lenobli-Duval")
            #expect(person?.email == before?.email && person?.username == before?.username)
        }
    }

    @Test func withoutTheRightThePageOnlyShowsAndThePostIsRefused() async throws {
        try await inPortal { world, app, client in
            let rights = Permissions(Permission.allCases.filter { $0 != .editPersonalInformation })
            try await app.database.write { try Accesses($0).setPermissions(rights, of: world.atu.access) }
            let page = try await client.get("/p/clients/profile")
            #expect(page.status == 200 && !page.body.contains("name=\"last_name\"") && page.body.contains("Lenobli"))
            #expect(try await client.post("/p/clients/profile", own).status == 404)
            let contact = try await world.read("contacts", as: world.staff) { try $0.find(world.atu.contact) }
            #expect(contact?["last_name"].text == "Lenobli")
            #expect(
                try await client.post(
                    "/p/clients/preferences",
                    ["own_language": "en", "clock": "24", "zone": "Europe/Paris", "country": "FR", "from": "profile"]
                ).location == "/p/clients/profile?done=saved")
            #expect(try await client.get("/p/clients/profile").body.contains("My information"))
        }
    }

    @Test func aFieldThatIsNotTheirsIsRefusedByName() async throws {
        try await inPortal { world, _, client in
            let answer = try await client.post(
                "/p/clients/profile", own.merging(["account_id": world.secret.account.text]) { $1 })
            #expect(answer.status == 422 && answer.body.contains("Vous ne pouvez pas modifier ce champ."))
        }
    }
}
