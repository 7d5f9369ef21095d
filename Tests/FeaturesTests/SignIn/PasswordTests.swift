import Core
import Features
import Store
import TestSupport
import Testing

/// Choosing, changing and recovering passwords.
@Suite struct PasswordTests {
    private func withApp(_ engine: Engine = .sqlite, _ body: (World, App, Client) async throws -> Void) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            try await body(world, app, Client(app))
        }
    }

    private func link(_ world: World, lasting: Interval = .days(7)) async throws -> String {
        let token = Token()
        let (person, portal, now) = (world.atu.person, world.portal.id, world.now)
        try await world.database.write {
            try Tokens($0).issue(
                token.hash, .setPassword, person: person, portal: portal, at: now, until: now + lasting)
        }
        return "/p/clients/welcome/" + token.text
    }

    @Test(arguments: Engine.allCases) func openingALinkChangesNothingAndPostingUsesItOnce(_ engine: Engine) async throws
    {
        try await withApp(engine) { world, _, client in
            let link = try await link(world)
            for _ in 0..<3 { #expect(try await client.get(link).status == 200) }
            #expect(
                try await client.post(link, ["password": "quatre chevaux gris"]).location
                    == "/p/clients/preferences?done=passwordSet")
            #expect(try await client.get("/p/clients/sessions").status == 200, "who chose it is signed in")
            let again = try await client.post(link, ["password": "cinq chevaux blancs"])
            #expect(again.status == 410)
            #expect(again.body.contains("déjà servi"))
        }
    }

    @Test func aLinkTellsTruthfullyWhyItFails() async throws {
        try await withApp { world, _, client in
            let old = try await link(world)
            let new = try await link(world)
            #expect(try await client.get(old).body.contains("Un lien plus récent existe"))
            world.clock.advance(by: .days(8))
            #expect(try await client.get(new).body.contains("Ce lien a expiré"))
            #expect(try await client.get("/p/clients/welcome/" + Token().text).body.contains("n’est pas valable"))
            #expect(try await client.get("/p/clients/welcome/x").status == 410)
        }
    }

    @Test func parallelUsesOfOneLinkSetOnePassword() async throws {
        try await withApp { world, app, _ in
            let link = try await link(world)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        try await Client(app).post(link, ["password": "quatre chevaux gris \(number)"]).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 303 } == 1)
        }
    }

    @Test(arguments: [
        "court", "123456789012345", "aaaaaaaaaaaaaaaaaaaa", "lenobli.lenobli.atu", "motdepasse123456",
        "abcdefghijklmnopqrst", "Espace clients 2026", "Atu-SARL-Atu-SARL", "atu@atu.example", "1q2w3e4r5t6y7u8i9o0p",
    ])
    func weakPasswordsAreRefusedWithTheReason(_ password: String) async throws {
        try await withApp { world, _, client in
            let answer = try await client.post(try await link(world), ["password": password])
            #expect(answer.status == 422)
            #expect(answer.body.contains("class=\"err\""))
        }
    }

    @Test func aForgottenPasswordAnswersTheSameForEverybody() async throws {
        try await withApp { world, app, client in
            try await world.setPassword("quatre chevaux gris", of: world.atu.person, app)
            let known = try await client.post("/p/clients/forgot", ["login": "atu.lenobli"])
            let unknown = try await client.post("/p/clients/forgot", ["login": "atu.lenobla"])
            #expect(known.status == 200)
            #expect(known.body.replacing("atu.lenobli", with: "X") == unknown.body.replacing("atu.lenobla", with: "X"))
            let mails = try await app.database.read { try Outbox($0).newest(10) }
            #expect(mails.count == 1)
            #expect(mails.first?.body.contains("http://portal.test/p/clients/welcome/") == true)
            for _ in 0..<5 { _ = try await client.post("/p/clients/forgot", ["login": "atu.lenobli"]) }
            #expect(try await app.database.read { try Outbox($0).newest(10) }.count == 3, "three an hour")
        }
    }

    @Test func changingThePasswordEndsOtherSessionsOnly() async throws {
        try await withApp { world, app, here in
            try await world.setPassword("quatre chevaux gris", of: world.atu.person, app)
            let elsewhere = Client(app)
            for client in [here, elsewhere] {
                _ = try await client.post(
                    "/p/clients/signin", ["login": "atu.lenobli", "password": "quatre chevaux gris"])
            }
            let wrong = try await here.post(
                "/p/clients/password", ["current": "wrong", "password": "cinq chevaux blancs"])
            #expect(wrong.status == 422)
            let right = try await here.post(
                "/p/clients/password", ["current": "quatre chevaux gris", "password": "cinq chevaux blancs"])
            #expect(right.status == 303)
            #expect(try await here.get("/p/clients/sessions").status == 200)
            #expect(try await elsewhere.get("/p/clients/sessions").status == 303)
        }
    }

    @Test func aTemporaryPasswordOpensNothingButItsChange() async throws {
        try await withApp { world, app, client in
            let hash = try await app.passwords.hash("provisoire provisoire 42")
            let (person, now) = (world.atu.person, world.now)
            try await world.database.write {
                try People($0).setPassword(hash, of: person, temporaryUntil: now + .hours(72), at: now)
            }
            let signIn = ["login": "atu.lenobli", "password": "provisoire provisoire 42"]
            #expect(try await client.post("/p/clients/signin", signIn).location == "/p/clients/password")
            #expect(try await client.get("/p/clients/sessions").location == "/p/clients/password")
            #expect(
                try await client.post(
                    "/p/clients/password", ["current": signIn["password"] ?? "", "password": "quatre chevaux gris"]
                ).status == 303)
            #expect(try await client.get("/p/clients/sessions").status == 200)
            try await world.database.write {
                try People($0).setPassword(hash, of: person, temporaryUntil: now + .hours(72), at: now)
            }
            world.clock.advance(by: .hours(73))
            let late = try await Client(app).post("/p/clients/signin", signIn)
            #expect(late.status == 403)
            #expect(late.body.contains("provisoire a expiré"))
        }
    }
}
