import Core
import Features
import Foundation
import Store
import TestSupport
import Testing

/// A create form that is sent twice makes one record.
@Suite struct FormKeyTests {
    private func key(_ page: Client.Answer) throws -> String {
        let start = try #require(page.body.range(of: "name=\"form_key\" value=\""))
        return String(page.body[start.upperBound...].prefix(13))
    }

    private func count(_ module: String, _ world: World) async throws -> Int {
        let sort = try world.module(module).sort
        return try await world.read(module, as: world.staff) { try $0.count(Query(sort: sort), upTo: 1000) }
    }

    @Test(arguments: Engine.allCases) func aRecordIsMadeOnce(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let office = try await OfficeDoor.client(world.claire, world, app)
            let before = try await count("contacts", world)
            var fields = ["last_name": "Martin", "first_name": "Léa", "state": "open"]
            fields["form_key"] = try key(try await office.get("/admin/contacts/new"))
            let wrong = try await office.post(
                "/admin/contacts/new", fields.merging(["last_name": ""]) { _, new in new })
            #expect(try wrong.status == 422 && key(wrong) == fields["form_key"], "a form that comes back keeps its key")
            let first = try await office.post("/admin/contacts/new", fields)
            let second = try await office.post("/admin/contacts/new", fields)
            #expect(first.status == 303 && first.location == second.location)
            #expect(try await count("contacts", world) == before + 1)
            fields["form_key"] = nil
            #expect(try await office.post("/admin/contacts/new", fields).location != first.location)
        }
    }

    @Test func aRequestIsMadeOnce() async throws {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app()
            let atu = try await OfficeDoor.atu(world, app)
            let before = try await count("tickets", world)
            let fields = [
                "subject": "Une question", "message": "Bonjour", "severity": "NORMAL", "kind": "HELP",
                "form_key": try key(try await atu.get("/p/clients/tickets/new")),
            ]
            let first = try await atu.post("/p/clients/tickets/new", fields)
            let second = try await atu.post("/p/clients/tickets/new", fields)
            #expect(first.status == 303 && first.location == second.location)
            #expect(try await count("tickets", world) == before + 1)
            let corrected = try await atu.post("/p/clients/tickets/new", fields.merging(["message": "Merci"]) { $1 })
            #expect(corrected.status == 303 && corrected.location != first.location, "what was corrected is not lost")
            #expect(try await count("tickets", world) == before + 2)
        }
    }

    @Test func aKeyOfSomebodyElsesRecordOpensNothing() async throws {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app()
            let atu = try await OfficeDoor.atu(world, app)
            let secret = try #require(world.secret["tickets"].first)
            let answer = try await atu.post(
                "/p/clients/tickets/new",
                ["subject": "X", "message": "Y", "severity": "NORMAL", "kind": "HELP", "form_key": secret.text])
            #expect(answer.status == 303)
            #expect(answer.location?.contains(secret.text) == false)
        }
    }
}
