import Core
import Features
import TestSupport
import Testing

/// A program that mistypes a parameter learns of it; guests learn nothing of what there is.
@Suite struct APIQueryTests {
    @Test(arguments: [
        "after=garbage", "before=x", "sort=nope", "sort=-nope", "sort=note", "view=nope", "state=paid", "limit=100",
        "updated_since=2026-01-01", "page=2", "col=nope", "col=note", "f_state=nope", "f_date_from=yesterday", "mine=1",
        "n=2", "f_nope=1", "q=" + String(repeating: "a", count: 201),
    ])
    func aWrongParameterIsNamed(_ query: String) async throws {
        try await Engine.sqlite.withWorld { world in
            let customer = try await OfficeDoor.atu(world, try world.app())
            let answer = try await customer.get("/api/v1/invoices?" + query)
            #expect(answer.status == 400 && answer.headers["content-type"] == "application/problem+json")
            let words = answer.body.replacing("\u{A0}", with: " ")
            #expect(words.contains("« \(query.prefix { $0 != "=" }) »"), "\(words)")
        }
    }

    @Test(arguments: [
        "", "q=ATU", "sort=-date", "sort=due_date&view=due", "col=ref&col=date", "f_state=paid&f_date_from=2026-01-01",
        "q=", "f_state=",
    ])
    func rightOnesAreTaken(_ query: String) async throws {
        try await Engine.sqlite.withWorld { world in
            let customer = try await OfficeDoor.atu(world, try world.app())
            #expect(try await customer.get("/api/v1/invoices?" + query).status == 200)
        }
    }

    @Test(arguments: Engine.allCases) func theDescriptionIsForWhoMayKnow(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let guest = try await Client(app).get("/api/openapi.json")
            #expect(guest.status == 401 && !guest.body.contains("invoices"))
            let staff = try await OfficeDoor.client(world.claire, world, app)
            #expect(try await staff.get("/api/openapi.json").status == 401)
            let own = try await OfficeDoor.atu(world, app).get("/api/openapi.json")
            #expect(own.status == 200 && own.body.contains("/api/v1/invoices"))
            #expect(own.body.contains(#""name":"parvis-portal-clients""#))
        }
    }
}
