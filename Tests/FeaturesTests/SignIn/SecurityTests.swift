import Core
import Store
import TestSupport
import Testing

@testable import Features

/// The own sign-in: its address changed by the person, what the person is told, and *Ce n’était pas moi*.
@Suite struct SecurityTests {
    @Test(arguments: Engine.allCases) func theNewAddressIsProvedAndTheOldOneTold(_ engine: Engine) async throws {
        try await OwnSignIn.with(engine) { own, client in
            let app = own.app
            let old = try #require(try await own.person.email)
            #expect(try await own.ask(client).location == "/p/clients/profile/email?done=addressToConfirm")
            #expect(try await own.mails(.emailConfirm).first?.recipients == [OwnSignIn.new])
            #expect(try await client.get("/p/clients/profile/email").body.contains(OwnSignIn.new))
            let path = try await own.link(.emailConfirm)
            // Whoever reads the mail need not be signed in, and opening the page changes nothing.
            let mailbox = Client(app)
            #expect(try await mailbox.get(path).body.contains(OwnSignIn.new))
            #expect(try await own.person.email == old)
            #expect(try await mailbox.post(path).location == "/p/clients/signin?done=addressChanged")
            #expect(try await own.person.email == OwnSignIn.new)
            #expect(try await own.mails(.emailChanged).first?.recipients == [old])
            #expect(try await mailbox.post(path).status == 410)
            let form = ["login": OwnSignIn.new, "password": OwnSignIn.password]
            #expect(try await mailbox.post("/p/clients/signin", form).status == 303)
        }
    }

    @Test(arguments: Engine.allCases) func theOldAddressCanBeTakenBack(_ engine: Engine) async throws {
        try await OwnSignIn.with(engine) { own, client in
            let app = own.app
            let old = try #require(try await own.person.email)
            _ = try await own.ask(client)
            _ = try await client.post(try await own.link(.emailConfirm))
            let path = try await own.link(.emailChanged)
            let owner = Client(app)
            #expect(try await owner.get(path).body.contains(old))
            #expect(try await client.get("/p/clients").status == 200, "opening the page ends nothing")
            #expect(try await owner.post(path).body.contains("Tout est fermé"))
            #expect(try await own.person.email == old)
            #expect(try await own.mails(.passwordReset).first?.recipients == [old])
            let next = try await own.link(.passwordReset)
            #expect(try await client.get("/p/clients").status == 303, "the stranger is out")
            let form = ["login": "atu.lenobli", "password": OwnSignIn.password]
            #expect(try await Client(app).post("/p/clients/signin", form).status == 422)
            #expect(try await owner.post(next, ["password": "cinq girafes bleues"]).status == 303)
            let again = ["login": old, "password": "cinq girafes bleues"]
            #expect(try await owner.post("/p/clients/signin", again).status == 303)
            #expect(try await owner.post(path).status == 410)
        }
    }

    @Test func anAddressThatSignsSomebodyElseInGetsNoMailAndTheSameAnswer() async throws {
        try await OwnSignIn.with { own, client in
            let world = own.world
            let other = try await world.database.read { try People($0).find(world.secret.person)?.email }
            let answer = try await own.ask(client, try #require(other))
            #expect(answer.location == "/p/clients/profile/email?done=addressToConfirm")
            #expect(try await own.mails(.emailConfirm).isEmpty)
        }
    }

    @Test(arguments: Engine.allCases) func whoeverConfirmsLaterIsToldThatItIsTaken(_ engine: Engine) async throws {
        try await OwnSignIn.with(engine) { own, client in
            let world = own.world
            _ = try await own.ask(client)
            let path = try await own.link(.emailConfirm)
            try await world.database.write {
                try People($0).rename(
                    world.secret.person, first: "Inès", last: "Secret", email: OwnSignIn.new.uppercased())
            }
            let old = try await own.person.email
            let answer = try await client.post(path)
            #expect(answer.status == 410 && answer.body.contains("sert déjà à quelqu’un"))
            #expect(try await own.person.email == old)
            #expect(try await own.mails(.emailChanged).isEmpty)
        }
    }

    @Test func badInputIsNamedAndNothingIsSent() async throws {
        try await OwnSignIn.with { own, client in
            let current = try #require(try await own.person.email)
            let cases = [("x", "email"), (current.uppercased(), "email"), ("", "email")]
            for (address, field) in cases {
                let answer = try await own.ask(client, address)
                #expect(answer.status == 422 && answer.body.contains("id=\"\(field)-err\""), "\(address)")
            }
            let wrong = try await own.ask(client, password: "autre chose ici")
            #expect(wrong.status == 422 && wrong.body.contains("id=\"current-err\""))
            #expect(try await own.mails(.emailConfirm).isEmpty)
        }
    }

    @Test func aLinkThatExpiredOrWasDroppedSaysSo() async throws {
        try await OwnSignIn.with { own, client in
            let world = own.world
            _ = try await own.ask(client)
            let first = try await own.link(.emailConfirm)
            #expect(try await client.post("/p/clients/profile/email/cancel").status == 303)
            #expect(try await client.get(first).body.contains("Ce changement a été abandonné"))
            _ = try await own.ask(client)
            let second = try await own.link(.emailConfirm)
            world.clock.advance(by: .hours(25))
            #expect(try await client.get(second).body.contains("Ce lien a expiré"))
            #expect(try await client.post(second).status == 410)
            #expect(try await client.get("/p/clients/email/" + String(repeating: "A", count: 43)).status == 410)
        }
    }

    @Test(arguments: Engine.allCases) func aNewBrowserIsToldOnceAndTheFirstNever(_ engine: Engine) async throws {
        try await OwnSignIn.with(engine) { own, client in
            let app = own.app
            #expect(try await own.mails(.newSignIn).isEmpty, "the first sign-in")
            let form = ["login": "atu.lenobli", "password": OwnSignIn.password]
            client.forget(cookie: "portal-clients")
            _ = try await client.post("/p/clients/signin", form)
            #expect(try await own.mails(.newSignIn).isEmpty, "a browser that is known")
            let other = Client(app)
            other.headers = ["User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"]
            _ = try await other.post("/p/clients/signin", form)
            let mail = try #require(try await own.mails(.newSignIn).first)
            #expect(mail.body.contains("Firefox · Windows") && mail.body.contains("/p/clients/not-me/"))
        }
    }

    @Test func aNoticeOpensNothingBehindAnotherDoorAndWorksForAWeek() async throws {
        try await OwnSignIn.with { own, client in
            let world = own.world
            let app = own.app
            _ = try await Client(app).post(
                "/p/clients/signin", ["login": "atu.lenobli", "password": OwnSignIn.password])
            let path = try await own.link(.newSignIn)
            let office = path.replacing("/p/clients", with: "/admin")
            #expect(try await client.post(office).status == 410)
            #expect(try await client.get("/p/clients").status == 200)
            world.clock.advance(by: .days(8))
            #expect(try await client.get(path).status == 410)
        }
    }

    @Test(arguments: Engine.allCases) func tenWrongPasswordsAreToldOnce(_ engine: Engine) async throws {
        try await OwnSignIn.with(engine) { own, _ in
            let world = own.world
            let app = own.app
            for _ in 0..<12 {
                let stranger = Client(app)
                _ = try await stranger.post(
                    "/p/clients/signin", ["login": "atu.lenobli", "password": "faux et archi-faux"])
                world.clock.advance(by: .minutes(16))
            }
            let warning = FailureWarning(app: app)
            try await warning.run()
            try await warning.run()
            #expect(try await own.mails(.signInFailures).count == 1)
            #expect(try await own.mails(.signInFailures).first?.body.contains("/not-me/") == true)
        }
    }

    @Test func linksInNoticesAreNotShownToStaff() async throws {
        try await OwnSignIn.with { own, client in
            _ = try await own.ask(client)
            let mail = try #require(try await own.mails(.emailConfirm).first)
            #expect(!OneTimeLink.masked(mail.body, .fr).contains("/email/"))
        }
    }
}
