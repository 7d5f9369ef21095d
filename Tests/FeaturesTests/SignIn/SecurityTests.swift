import Core
import Store
import TestSupport
import Testing

@testable import Features

/// The own sign-in: its address changed by the person, what the person is told, and *Ce n’était pas moi*.
@Suite struct SecurityTests {
    private static let password = "quatre chevaux gris"
    private static let new = "atu.nouveau@atu.example"

    private func withAtu(_ engine: Engine = .sqlite, _ body: (World, App, Client) async throws -> Void) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            try await body(world, app, try await OfficeDoor.atu(world, app))
        }
    }

    private func mails(_ world: World, _ kind: MailText) async throws -> [OutboxMail] {
        try await world.database.read { try Outbox($0).list(nil, before: nil, limit: 100) }.filter {
            $0.kind == kind.rawValue
        }
    }

    /// The local part of the link in the newest mail of a kind.
    private func link(_ world: World, _ kind: MailText) async throws -> String {
        let mail = try #require(try await mails(world, kind).first)
        let link = try #require(
            OneTimeLink.pieces(of: mail.body).compactMap { if case .link(let text) = $0 { text } else { nil } }.first)
        return "/p/" + (link.firstRange(of: "/p/").map { String(link[$0.upperBound...]) } ?? "")
    }

    private func email(_ world: World) async throws -> String? {
        try await world.database.read { try People($0).find(world.atu.person)?.email }
    }

    private func ask(_ client: Client, _ email: String = SecurityTests.new, password: String = SecurityTests.password)
        async throws -> Client.Answer
    {
        try await client.post("/p/clients/profile/email", ["email": email, "current": password])
    }

    @Test(arguments: Engine.allCases) func theNewAddressIsProvedAndTheOldOneTold(_ engine: Engine) async throws {
        try await withAtu(engine) { world, app, client in
            let old = try #require(try await email(world))
            #expect(try await ask(client).location == "/p/clients/profile/email?done=addressToConfirm")
            #expect(try await mails(world, .emailConfirm).first?.recipients == [SecurityTests.new])
            #expect(try await client.get("/p/clients/profile/email").body.contains(SecurityTests.new))
            let path = try await link(world, .emailConfirm)
            // Whoever reads the mail need not be signed in, and opening the page changes nothing.
            let mailbox = Client(app)
            #expect(try await mailbox.get(path).body.contains(SecurityTests.new))
            #expect(try await email(world) == old)
            #expect(try await mailbox.post(path).location == "/p/clients/signin?done=addressChanged")
            #expect(try await email(world) == SecurityTests.new)
            #expect(try await mails(world, .emailChanged).first?.recipients == [old])
            #expect(try await mailbox.post(path).status == 410)
            let form = ["login": SecurityTests.new, "password": SecurityTests.password]
            #expect(try await mailbox.post("/p/clients/signin", form).status == 303)
        }
    }

    @Test(arguments: Engine.allCases) func theOldAddressCanBeTakenBack(_ engine: Engine) async throws {
        try await withAtu(engine) { world, app, client in
            let old = try #require(try await email(world))
            _ = try await ask(client)
            _ = try await client.post(try await link(world, .emailConfirm))
            let path = try await link(world, .emailChanged)
            let owner = Client(app)
            #expect(try await owner.get(path).body.contains(old))
            #expect(try await client.get("/p/clients").status == 200, "opening the page ends nothing")
            let next = try #require(try await owner.post(path).location)
            #expect(next.hasPrefix("/p/clients/welcome/"))
            #expect(try await email(world) == old)
            #expect(try await client.get("/p/clients").status == 303, "the stranger is out")
            let form = ["login": "atu.lenobli", "password": SecurityTests.password]
            #expect(try await Client(app).post("/p/clients/signin", form).status == 422)
            #expect(try await owner.post(next, ["password": "cinq girafes bleues"]).status == 303)
            let again = ["login": old, "password": "cinq girafes bleues"]
            #expect(try await owner.post("/p/clients/signin", again).status == 303)
            #expect(try await owner.post(path).status == 410)
        }
    }

    @Test func anAddressThatSignsSomebodyElseInGetsNoMailAndTheSameAnswer() async throws {
        try await withAtu { world, _, client in
            let other = try await world.database.read { try People($0).find(world.secret.person)?.email }
            let answer = try await ask(client, try #require(other))
            #expect(answer.location == "/p/clients/profile/email?done=addressToConfirm")
            #expect(try await mails(world, .emailConfirm).isEmpty)
        }
    }

    @Test(arguments: Engine.allCases) func whoeverConfirmsLaterIsToldThatItIsTaken(_ engine: Engine) async throws {
        try await withAtu(engine) { world, _, client in
            _ = try await ask(client)
            let path = try await link(world, .emailConfirm)
            try await world.database.write {
                try People($0).rename(
                    world.secret.person, first: "Inès", last: "Secret", email: SecurityTests.new.uppercased())
            }
            let old = try await email(world)
            let answer = try await client.post(path)
            #expect(answer.status == 410 && answer.body.contains("sert déjà à quelqu’un"))
            #expect(try await email(world) == old)
            #expect(try await mails(world, .emailChanged).isEmpty)
        }
    }

    @Test func badInputIsNamedAndNothingIsSent() async throws {
        try await withAtu { world, _, client in
            let own = try #require(try await email(world))
            let cases = [("x", "email"), (own.uppercased(), "email"), ("", "email")]
            for (address, field) in cases {
                let answer = try await ask(client, address)
                #expect(answer.status == 422 && answer.body.contains("id=\"\(field)-err\""), "\(address)")
            }
            let wrong = try await ask(client, password: "autre chose ici")
            #expect(wrong.status == 422 && wrong.body.contains("id=\"current-err\""))
            #expect(try await mails(world, .emailConfirm).isEmpty)
        }
    }

    @Test func aLinkThatExpiredOrWasDroppedSaysSo() async throws {
        try await withAtu { world, _, client in
            _ = try await ask(client)
            let first = try await link(world, .emailConfirm)
            #expect(try await client.post("/p/clients/profile/email/cancel").status == 303)
            #expect(try await client.get(first).body.contains("Ce changement a été abandonné"))
            _ = try await ask(client)
            let second = try await link(world, .emailConfirm)
            world.clock.advance(by: .hours(25))
            #expect(try await client.get(second).body.contains("Ce lien a expiré"))
            #expect(try await client.post(second).status == 410)
            #expect(try await client.get("/p/clients/email/" + String(repeating: "A", count: 43)).status == 410)
        }
    }

    @Test(arguments: Engine.allCases) func aNewBrowserIsToldOnceAndTheFirstNever(_ engine: Engine) async throws {
        try await withAtu(engine) { world, app, client in
            #expect(try await mails(world, .newSignIn).isEmpty, "the first sign-in")
            let form = ["login": "atu.lenobli", "password": SecurityTests.password]
            client.forget(cookie: "portal-clients")
            _ = try await client.post("/p/clients/signin", form)
            #expect(try await mails(world, .newSignIn).isEmpty, "a browser that is known")
            let other = Client(app)
            other.headers = ["User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"]
            _ = try await other.post("/p/clients/signin", form)
            let mail = try #require(try await mails(world, .newSignIn).first)
            #expect(mail.body.contains("Firefox · Windows") && mail.body.contains("/p/clients/not-me/"))
        }
    }

    @Test func aNoticeOpensNothingBehindAnotherDoorAndWorksForAWeek() async throws {
        try await withAtu { world, app, client in
            _ = try await Client(app).post(
                "/p/clients/signin", ["login": "atu.lenobli", "password": SecurityTests.password])
            let path = try await link(world, .newSignIn)
            let office = path.replacing("/p/clients", with: "/admin")
            #expect(try await client.post(office).status == 410)
            #expect(try await client.get("/p/clients").status == 200)
            world.clock.advance(by: .days(8))
            #expect(try await client.get(path).status == 410)
        }
    }

    @Test(arguments: Engine.allCases) func tenWrongPasswordsAreToldOnce(_ engine: Engine) async throws {
        try await withAtu(engine) { world, app, _ in
            for _ in 0..<12 {
                let stranger = Client(app)
                _ = try await stranger.post(
                    "/p/clients/signin", ["login": "atu.lenobli", "password": "faux et archi-faux"])
                world.clock.advance(by: .minutes(16))
            }
            let warning = FailureWarning(app: app)
            try await warning.run()
            try await warning.run()
            #expect(try await mails(world, .signInFailures).count == 1)
            #expect(try await mails(world, .signInFailures).first?.body.contains("/not-me/") == true)
        }
    }

    @Test func linksInNoticesAreNotShownToStaff() async throws {
        try await withAtu { world, app, client in
            _ = try await ask(client)
            let mail = try #require(try await mails(world, .emailConfirm).first)
            #expect(!OneTimeLink.masked(mail.body, .fr).contains("/email/"))
        }
    }
}
