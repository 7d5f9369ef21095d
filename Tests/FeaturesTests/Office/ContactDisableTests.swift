import Core
import Features
import Store
import TestSupport
import Testing

/// A contact is disabled: what becomes of its portal access is asked, and told.
@Suite struct ContactDisableTests {
    private func disable(
        _ engine: Engine, _ fields: [String: String], _ body: (World, App, Client) async throws -> Void
    )
        async throws
    {
        try await engine.withWorld { world in
            let app = try world.app()
            let office = try await OfficeDoor.client(world.claire, world, app)
            let atu = try await OfficeDoor.atu(world, app)
            let path = "/admin/contacts/\(world.atu.contact.text)"
            #expect(try await office.get(path).body.contains("href=\"\(path)/disable\""))
            let question = try await office.get(path + "/disable")
            #expect(question.body.contains("Fermer aussi son accès au portail") && question.body.contains(" checked"))
            let answer = try await office.post(path + "/state", ["state": "disabled"].merging(fields) { _, new in new })
            #expect(answer.location == path + "?done=saved")
            try await body(world, app, atu)
        }
    }

    private func verbs(_ subject: Journal.Subject, _ app: App) async throws -> [String] {
        try await app.database.read { try Journal($0).events(of: subject, limit: 50, connection: $0).map(\.verb) }
    }

    @Test(arguments: Engine.allCases) func byDefaultTheAccessIsClosedToo(_ engine: Engine) async throws {
        try await disable(engine, ["close_access": "1"]) { world, app, atu in
            #expect(try await atu.get("/p/clients/sessions").status == 303)
            let contact = try await verbs(Journal.Subject("contacts", world.atu.contact), app)
            #expect(contact.contains("record.state") && contact.contains("access.disabled"))
            #expect(
                try await verbs(Journal.Subject("accesses", world.atu.access), app).contains("access.disabled"))
        }
    }

    /// The access waits for the contact to be opened again; until then nobody comes in through it.
    @Test(arguments: Engine.allCases) func anAccessThatIsNotClosedWaitsForItsContact(_ engine: Engine) async throws {
        try await disable(engine, ["close_access": "0"]) { world, app, atu in
            #expect(try await atu.get("/p/clients/sessions").status == 303)
            let told = try await verbs(Journal.Subject("contacts", world.atu.contact), app)
            #expect(!told.contains("access.disabled"))
            let again = ["login": "atu.lenobli", "password": OfficeDoor.password]
            let refused = try await atu.post("/p/clients/signin", again)
            #expect(refused.status == 403 && refused.body.contains("Votre fiche est désactivée."))
            let office = try await OfficeDoor.client(world.claire, world, app)
            let path = "/admin/contacts/\(world.atu.contact.text)"
            #expect(try await office.post(path + "/state", ["state": "open"]).status == 303)
            #expect(try await atu.post("/p/clients/signin", again).status == 303)
        }
    }
}
