import Core
import Features
import Store
import TestSupport
import Testing

/// Sessions begin with a token of their own, and end: by the person, by staff who manage users, by administrators for everybody.
@Suite struct SessionTests {
    private func token(_ cookies: [String: String]) -> String { cookies["parvis-portal-clients"] ?? "" }

    private func sessions(_ own: OwnSignIn, of person: RecordID? = nil) async throws -> [Sessions.Listed] {
        let (id, now) = (person ?? own.world.atu.person, own.world.now)
        return try await own.world.database.read { try Sessions($0).list(of: id, at: now) }
    }

    /// A browser that keeps a cookie of before.
    private func browser(_ app: App, _ cookies: [String: String]) -> Client {
        let client = Client(app)
        client.keep(cookies)
        return client
    }

    @Test(arguments: Engine.allCases) func signingInAgainEndsTheSessionOfTheBrowser(_ engine: Engine) async throws {
        try await OwnSignIn.with(engine) { own, client in
            let before = client.cookies
            _ = try await own.signIn(client)
            #expect(token(client.cookies) != token(before))
            #expect(
                try await browser(own.app, before).get("/p/clients").status == 303, "the former token is worth nothing")
            #expect(try await sessions(own).count == 1)
        }
    }

    @Test(arguments: Engine.allCases) func aNewPasswordBringsANewToken(_ engine: Engine) async throws {
        try await OwnSignIn.with(engine) { own, client in
            let before = client.cookies
            let form = ["current": OwnSignIn.password, "password": "huit lynx sur un toit"]
            let answer = try await client.post("/p/clients/password", form)
            #expect(answer.status == 303 && token(client.cookies) != token(before))
            #expect(try await client.get("/p/clients").status == 200)
            #expect(try await browser(own.app, before).get("/p/clients").status == 303)
        }
    }

    @Test(arguments: Engine.allCases) func theOwnSessionsEndWithThePasswordOnly(_ engine: Engine) async throws {
        try await OwnSignIn.with(engine) { own, client in
            let other = Client(own.app)
            _ = try await own.signIn(other)
            let page = try await client.get("/p/clients/sessions").body
            let path = try #require(page.firstMatch(of: /formaction="([^"]*)"/)).1
            for path in [String(path), "/p/clients/sessions/others/end"] {
                let refused = try await client.post(path, ["current": "faux et archi-faux"])
                #expect(refused.status == 422 && refused.body.contains("current-err"))
            }
            #expect(try await other.get("/p/clients").status == 200)
            #expect(try await client.post(String(path), ["current": OwnSignIn.password]).status == 303)
            #expect(try await other.get("/p/clients").status == 303)
            #expect(try await client.get("/p/clients").status == 200)
        }
    }

    @Test(arguments: Engine.allCases) func staffWhoManageUsersSeeAndEndThem(_ engine: Engine) async throws {
        try await OwnSignIn.with(engine) { own, client in
            let world = own.world
            let other = Client(own.app)
            other.headers = ["User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"]
            _ = try await own.signIn(other)
            let office = try await OfficeDoor.client(world.administrator, world, own.app)
            let profile = "/admin/users/" + world.atu.access.text
            let page = try await office.get(profile).body
            #expect(page.contains("Connexions ouvertes") && page.contains("Firefox · Windows"))
            let secret = try await sessions(own, of: world.administrator)
            let wrong = try #require(secret.first).publicID.text
            #expect(try await office.post("\(profile)/sessions/\(wrong)/end").status == 404, "somebody else's")
            let one = try #require(try await sessions(own).first { $0.agent.contains("Firefox") })
            #expect(try await office.post("\(profile)/sessions/\(one.publicID.text)/end").status == 303)
            #expect(try await other.get("/p/clients").status == 303)
            #expect(try await client.get("/p/clients").status == 200)
            _ = try await own.signIn(other)
            #expect(try await office.post("\(profile)/sessions/all/end").status == 303)
            for browser in [client, other] { #expect(try await browser.get("/p/clients").status == 303) }
            let events = try await office.get(profile + "/events").body
            #expect(events.contains("Connexions fermées\u{A0}: 2 connexions"))
            // Without the power there is nothing to end.
            try await world.database.write { try People($0).setPowers([], of: world.claire) }
            let claire = try await OfficeDoor.client(world.claire, world, own.app)
            #expect(try await claire.post("\(profile)/sessions/all/end").status == 404)
        }
    }

    @Test(arguments: Engine.allCases) func administratorsEndEverybodysAtOnce(_ engine: Engine) async throws {
        try await OwnSignIn.with(engine) { own, client in
            let world = own.world
            let office = try await OfficeDoor.client(world.administrator, world, own.app)
            let claire = try await OfficeDoor.client(world.claire, world, own.app)
            let path = "/admin/sessions/everybody"
            for method in ["GET", "POST"] {
                #expect(try await claire.send(method, path, type: nil, []).status == 404)
            }
            #expect(try await office.get("/admin/sessions").body.contains(path))
            #expect(try await office.get(path).body.contains("Fermer les connexions de tout le monde"))
            #expect(try await office.post(path, ["current": "faux et archi-faux"]).status == 422)
            #expect(try await client.get("/p/clients").status == 200)
            #expect(try await office.post(path, ["current": OwnSignIn.password]).status == 303)
            #expect(try await client.get("/p/clients").status == 303)
            #expect(try await claire.get("/admin").status == 303)
            #expect(try await office.get("/admin").status == 200, "who does it stays signed in here")
            #expect(try await office.get("/admin/sessions").body.contains("Connexions de tout le monde fermées"))
            _ = try await OfficeDoor.client(world.claire, world, own.app)
            #expect(try await office.post("/admin/staff/\(world.claire.text)/signout").status == 303)
            #expect(try await sessions(own, of: world.claire).isEmpty)
        }
    }

    @Test func whoeverChoosesAPasswordIsSignedInUnlessSomethingStandsAgainstIt() async throws {
        try await OwnSignIn.with { own, _ in
            _ = try await Client(own.app).post("/p/clients/forgot", ["login": "atu.lenobli"])
            let owner = Client(own.app)
            let answer = try await owner.post(
                try await own.link(.passwordReset), ["password": "huit lynx sur un toit"])
            #expect(answer.location == "/p/clients?done=passwordSet")
            #expect(try await owner.get("/p/clients").status == 200)
            #expect(try await own.mails(.newSignIn).isEmpty, "the mailbox was proved just now")
            _ = try await Client(own.app).post("/p/clients/forgot", ["login": "atu.lenobli"])
            let access = own.world.atu.access
            try await own.world.database.write { try Accesses($0).setState(.deactivated, of: access) }
            let late = Client(own.app)
            let closed = try await late.post(
                try await own.link(.passwordReset), ["password": "neuf loups sous la lune"])
            #expect(closed.location == "/p/clients/signin?done=passwordChosen")
            #expect(try await late.get("/p/clients").status == 303)
        }
    }

    @Test(arguments: Engine.allCases) func aHashOfAnotherCostIsRenewedAtSignIn(_ engine: Engine) async throws {
        try await OwnSignIn.with(engine) { own, _ in
            let cheap = try await Passwords(Passwords.Cost(passes: 1, bytes: 8 << 20)).hash(OwnSignIn.password)
            let (person, now) = (own.world.atu.person, own.world.now)
            try await own.world.database.write { try People($0).setPassword(cheap, of: person, at: now) }
            #expect(try await own.signIn(Client(own.app)).status == 303)
            let renewed = try #require(try await own.person.passwordHash)
            #expect(renewed != cheap && renewed.contains("m=19456,t=2"))
            #expect(try await own.signIn(Client(own.app)).status == 303)
            #expect(try await own.person.passwordHash == renewed, "once is enough")
        }
    }
}
