import Core
import Features
import Store
import TestSupport
import Testing
import Web

/// Refusals speak the person's language and keep the person's place.
@Suite struct RefusalInPlaceTests {
    private static let password = "quatre chevaux gris"

    private func withPeople(_ body: (World, App, Client) async throws -> Void) async throws {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app()
            for person in [world.atu.person, world.claire] {
                try await world.setPassword(RefusalInPlaceTests.password, of: person, app)
            }
            let atu = world.atu.person
            try await world.database.write {
                try People($0).setLanguage(.en, of: atu)
                try Settings($0).set(.company, "Ateliers Parvis")
            }
            let client = Client(app)
            _ = try await client.post(
                "/p/clients/signin", ["login": "atu.lenobli", "password": RefusalInPlaceTests.password])
            try await body(world, app, client)
        }
    }

    private func isInThePortal(_ answer: Client.Answer) -> Bool {
        answer.body.contains("<html lang=\"en\">") && answer.body.contains("href=\"/p/clients/invoices\"")
            && answer.body.contains("Ateliers Parvis") && answer.body.contains("Atu Lenobli")
    }

    @Test func aPortalKeepsItsPersonWhateverIsRefused() async throws {
        try await withPeople { _, _, client in
            for path in ["/p/clients/invoices/0000000000001", "/p/clients/nowhere", "/p/clients/invoices/x/y/z"] {
                let answer = try await client.get(path)
                #expect(answer.status == 404)
                #expect(isInThePortal(answer), "\(path)")
                #expect(answer.body.contains("There is no such page"))
            }
            client.sendsOrigin = false
            let foreign = try await client.post("/p/clients/tickets/new")
            #expect(foreign.status == 403)
            #expect(isInThePortal(foreign))
            client.sendsOrigin = true
            let large = try await client.send(
                "POST", "/p/clients/tickets/new", type: "application/x-www-form-urlencoded",
                [UInt8](repeating: 0x61, count: 1 << 20 + 1))
            #expect(large.status == 413)
            #expect(isInThePortal(large))
            #expect(large.body.contains("The limit is 1 MB"))
        }
    }

    @Test func theBackOfficeKeepsItsMenu() async throws {
        try await withPeople { _, app, _ in
            let client = Client(app)
            _ = try await client.post(
                "/admin/signin", ["login": "claire.martin", "password": RefusalInPlaceTests.password])
            client.headers["Accept-Language"] = "en"
            let answer = try await client.get("/admin/accounts/0000000000001")
            #expect(answer.status == 404)
            #expect(answer.body.contains("Cette page n’existe pas"), "the person's own language counts")
            #expect(answer.body.contains("href=\"/admin/contacts\""))
        }
    }

    @Test func aStrangerSeesTheCompanyInTheBrowsersLanguage() async throws {
        try await withPeople { _, app, _ in
            let client = Client(app)
            client.headers["Accept-Language"] = "en-GB,en;q=0.8"
            let answer = try await client.get("/p/clients/nowhere/at/all/here")
            #expect(answer.status == 404)
            #expect(answer.body.contains("Ateliers Parvis") && answer.body.contains("There is no such page"))
            #expect(!answer.body.contains("Atu"))
            let unknown = try await client.get("/p/unknown/nowhere/at/all/here")
            #expect(unknown.status == 404 && unknown.body.contains("There is no such page"))
        }
    }

    @Test func whatBreaksBeforeAnybodyIsKnownStillSpeaksTheBrowsersLanguage() async throws {
        try await withPeople { world, _, client in
            client.headers["Accept-Language"] = "en"
            await world.database.close()
            let answer = try await client.get("/p/clients/invoices")
            #expect(answer.status >= 500)
            #expect(answer.body.contains("<html lang=\"en\">"))
        }
    }

    @Test func problemsOfTheAPIFollowThePersonOrTheHeader() async throws {
        try await withPeople { _, app, client in
            let own = try await client.get("/api/v1/invoices/0000000000001")
            #expect(own.body.contains("There is no such page"))
            let stranger = Client(app)
            #expect(try await stranger.get("/api/v1/invoices").body.contains("Connexion nécessaire"))
            stranger.headers["Accept-Language"] = "en"
            #expect(try await stranger.get("/api/v1/invoices").body.contains("Sign-in needed"))
        }
    }
}
