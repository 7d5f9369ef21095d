import Core
import Features
import Store
import TestSupport
import Testing

/// The doors: who comes in, who does not, and what can be learned from the answers.
@Suite struct SignInTests {
    private static let password = "quatre chevaux gris"

    /// The world with Atu's password set, its app and a browser.
    private func withDoor(_ engine: Engine = .sqlite, _ body: (World, App, Client) async throws -> Void) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            try await world.setPassword(SignInTests.password, of: world.atu.person, app)
            try await world.database.write {
                try People($0).setPreferences(Preferences(language: .fr, zone: "Europe/Paris"), of: world.atu.person)
            }
            try await body(world, app, Client(app))
        }
    }

    private func signIn(
        _ client: Client, name: String = "atu.lenobli", password: String = SignInTests.password, to: String = ""
    ) async throws -> Client.Answer {
        try await client.post("/p/clients/signin", ["login": name, "password": password, "to": to])
    }

    @Test(arguments: Engine.allCases) func theRightPasswordOpensThePortal(_ engine: Engine) async throws {
        try await withDoor(engine) { _, _, client in
            let answer = try await signIn(client)
            #expect(answer.status == 303)
            #expect(answer.location == "/p/clients")
            let sessions = try await client.get("/p/clients/sessions")
            #expect(sessions.status == 200)
            #expect(sessions.body.contains("Atu Lenobli"))
        }
    }

    @Test func theNameIsReadWithoutCaseAndTheEmailWorksToo() async throws {
        try await withDoor { world, app, client in
            let upper = try await signIn(client, name: "ATU.Lenobli")
            #expect(upper.status == 303)
            let email = try #require(try await app.database.read { try People($0).find(world.atu.person)?.email })
            let byEmail = try await signIn(Client(app), name: email)
            #expect(byEmail.status == 303)
        }
    }

    @Test func anUnknownNameAndAWrongPasswordLookTheSame() async throws {
        try await withDoor { _, app, _ in
            let wrong = try await signIn(Client(app), password: "not the password")
            let unknown = try await signIn(Client(app), name: "atu.lenobla", password: "not the password")
            #expect(wrong.status == 422)
            #expect(unknown.status == 422)
            #expect(wrong.body.replacing("atu.lenobli", with: "X") == unknown.body.replacing("atu.lenobla", with: "X"))
        }
    }

    @Test func theReturnAddressNeverLeadsElsewhere() async throws {
        try await withDoor { _, app, _ in
            for address in [
                "//evil.test", "https://evil.test", "/\\evil.test", "/admin", "/p/clientsx", "javascript:alert(1)",
                "/p/clients/\r\nX: y",
            ] {
                let answer = try await signIn(Client(app), to: address)
                #expect(answer.location == "/p/clients", "\(address)")
            }
            let inside = try await signIn(Client(app), to: "/p/clients/invoices?view=late")
            #expect(inside.location == "/p/clients/invoices?view=late")
        }
    }

    @Test func theCookieIsNewHttpOnlyAndKeptOnlyAsAHash() async throws {
        try await withDoor { world, _, client in
            let answer = try await signIn(client)
            let cookie = try #require(answer.headers["set-cookie"])
            #expect(cookie.contains("HttpOnly"))
            #expect(cookie.contains("SameSite=Lax"))
            let token = try #require(cookie.prefix { $0 != ";" }.split(separator: "=").last.map(String.init))
            let hash = try #require(Token.hash(of: token))
            let now = world.now
            #expect(try await world.database.read { try Sessions($0).find(hash, at: now) } != nil)
        }
    }

    @Test func aPortalSessionDoesNotOpenTheBackOffice() async throws {
        try await withDoor { _, _, client in
            _ = try await signIn(client)
            #expect(try await client.get("/admin/sessions").location?.hasPrefix("/admin/signin") == true)
        }
    }

    @Test func aFormFromAnotherSiteIsRefused() async throws {
        try await withDoor { _, _, client in
            client.sendsOrigin = false
            let answer1 = try await signIn(client)
            #expect(answer1.status == 403)
        }
    }

    @Test func guessingANameIsSlowedButNotForTheOwnersBrowser() async throws {
        try await withDoor { world, app, owner in
            let answer2 = try await signIn(owner)
            #expect(answer2.status == 303)
            let stranger = Client(app)
            var statuses: [Int] = []
            for _ in 0..<8 { statuses.append(try await signIn(stranger, password: "guess").status) }
            #expect(statuses.prefix(5).allSatisfy { $0 == 422 })
            #expect(statuses.last == 429)
            let answer3 = try await signIn(Client(app))
            #expect(answer3.status == 429, "a browser that is not known waits, even with the right password")
            owner.forget(cookie: "portal")
            let answer4 = try await signIn(owner)
            #expect(answer4.status == 303, "the owner's browser is not stopped by others")
            world.clock.advance(by: .hours(25))
            let answer5 = try await signIn(Client(app))
            #expect(answer5.status == 303)
        }
    }

    @Test func anAddressThatTriesManyNamesIsStopped() async throws {
        try await withDoor { _, app, _ in
            let client = Client(app)
            var last = 0
            for number in 0..<22 { last = try await signIn(client, name: "name\(number)", password: "guess").status }
            #expect(last == 429)
        }
    }

    @Test func outsideItsValidityAnAccessSaysSo() async throws {
        try await withDoor { world, app, client in
            let today = world.clock.today
            let access = world.atu.access
            try await world.database.write {
                try Accesses($0).setValidity(from: nil, until: today.advanced(by: -1), of: access)
            }
            let answer = try await signIn(client)
            #expect(answer.status == 403)
            #expect(answer.body.contains("Votre accès est valable jusqu’au 21"))
            #expect(try await client.get("/p/clients/sessions").status == 303)
            _ = app
        }
    }

    @Test func deactivationEndsASessionAtTheNextRequest() async throws {
        try await withDoor { world, _, client in
            _ = try await signIn(client)
            let access = world.atu.access
            try await world.database.write { try Accesses($0).setState(.deactivated, of: access) }
            #expect(try await client.get("/p/clients/sessions").status == 303)
            let answer6 = try await signIn(client)
            #expect(answer6.status == 403)
        }
    }

    @Test func aSessionEndsWithoutVisitsAndInTheEnd() async throws {
        try await withDoor { world, _, client in
            _ = try await signIn(client)
            for _ in 0..<15 {
                world.clock.advance(by: .minutes(90))
                #expect(try await client.get("/p/clients/sessions").status == 200)
            }
            world.clock.advance(by: .minutes(100))
            #expect(try await client.get("/p/clients/sessions").status == 303, "24 hours are the most")
        }
    }

    @Test func signingOutEndsTheSession() async throws {
        try await withDoor { world, _, client in
            _ = try await signIn(client)
            #expect(try await client.post("/p/clients/signout").status == 303)
            let (person, now) = (world.atu.person, world.now)
            #expect(try await world.database.read { try Sessions($0).list(of: person, at: now) }.isEmpty)
        }
    }
}
