import Core
import Features
import Store
import TestSupport
import Testing

/// Who is signed in, or comes with a key, may do much in a minute, not everything.
@Suite struct SpeedLimitTests {
    private static let password = "quatre chevaux gris"

    private func withSite(
        _ limits: RequestLimits, _ engine: Engine = .sqlite, _ body: (World, App, Client) async throws -> Void
    ) async throws {
        try await engine.withWorld { world in
            let app = try world.app(limits: limits)
            try await world.setPassword(SpeedLimitTests.password, of: world.atu.person, app)
            let client = Client(app)
            let signIn = ["login": "atu.lenobli", "password": SpeedLimitTests.password]
            #expect(try await client.post("/p/clients/signin", signIn).status == 303)
            try await body(world, app, client)
        }
    }

    private let ticket = ["subject": "Panne", "message": "Rien ne va"]

    @Test(arguments: Engine.allCases) func formsAreLimited(_ engine: Engine) async throws {
        try await withSite(RequestLimits(writes: 3, api: nil, exports: nil), engine) { world, app, client in
            for _ in 0..<3 { #expect(try await client.post("/p/clients/tickets/new", ticket).status == 303) }
            let answer = try await client.post("/p/clients/tickets/new", ticket)
            #expect(answer.status == 429 && answer.headers["retry-after"] == "20")
            #expect(answer.body.contains("Patientez 20 secondes") && answer.body.contains("rien n’a été enregistré"))
            #expect(try await client.get("/p/clients/tickets").status == 200, "reading goes on")
            world.clock.advance(by: .seconds(20))
            #expect(try await client.post("/p/clients/tickets/new", ticket).status == 303)
            #expect(try await client.post("/p/clients/tickets/new", ticket).status == 429)
            #expect(try await client.post("/p/clients/signout").status == 303, "leaving is always possible")
        }
    }

    @Test func programsAreLimitedApartFromThePersonWhoseKeyTheyHave() async throws {
        try await withSite(RequestLimits(writes: nil, api: 2, exports: nil)) { world, app, client in
            try await world.setPassword(SpeedLimitTests.password, of: world.claire, app)
            let staff = Client(app)
            _ = try await staff.post(
                "/admin/signin", ["login": "claire.martin", "password": SpeedLimitTests.password])
            let page = try await staff.post("/admin/users/\(world.atu.access.text)/key")
            let key = String(try #require(page.body.firstMatch(of: /pvk_[A-Za-z0-9_-]{43}/)).0)
            let program = Client(app)
            program.sendsOrigin = false
            program.headers = ["Authorization": "Bearer " + key]
            for _ in 0..<2 { #expect(try await program.get("/api/v1/invoices").status == 200) }
            let answer = try await program.get("/api/v1/invoices")
            #expect(answer.status == 429 && answer.headers["retry-after"] == "30")
            #expect(answer.headers["content-type"] == "application/problem+json")
            #expect(try await client.get("/api/v1/invoices").status == 200, "the person's own session")
        }
    }
}
