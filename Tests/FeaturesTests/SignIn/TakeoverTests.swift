import Core
import Store
import TestSupport
import Testing

@testable import Features

/// A stranger has the password: the owner gets everything back, whichever mail is opened first, and the stranger's own mails take nothing.
@Suite struct TakeoverTests {
    private static let password = "quatre chevaux gris"
    private static let new = "atu.nouveau@atu.example"

    private func withAtu(_ engine: Engine = .sqlite, _ body: (World, App, Client) async throws -> Void) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            try await body(world, app, try await OfficeDoor.atu(world, app))
        }
    }

    /// The local part of the link in the newest mail of a kind.
    private func link(_ world: World, _ kind: MailText) async throws -> String {
        let mails = try await world.database.read { try Outbox($0).list(nil, before: nil, limit: 100) }
        let mail = try #require(mails.first { $0.kind == kind.rawValue })
        let link = try #require(
            OneTimeLink.pieces(of: mail.body).compactMap { if case .link(let text) = $0 { text } else { nil } }.first)
        return "/p/" + (link.firstRange(of: "/p/").map { String(link[$0.upperBound...]) } ?? "")
    }

    private func person(_ world: World) async throws -> Person {
        try #require(try await world.database.read { try People($0).find(world.atu.person) })
    }

    private func signIn(_ client: Client, _ name: String = "atu.lenobli") async throws {
        _ = try await client.post("/p/clients/signin", ["login": name, "password": TakeoverTests.password])
    }

    private func change(_ world: World, _ client: Client) async throws {
        _ = try await client.post(
            "/p/clients/profile/email", ["email": TakeoverTests.new, "current": TakeoverTests.password])
        _ = try await client.post(try await link(world, .emailConfirm))
    }

    /// The stranger changes the address; returns the links in the mails that the owner got.
    private func takeOver(_ world: World, _ app: App) async throws -> (first: String, change: String) {
        let stranger = Client(app)
        try await signIn(stranger)
        let first = try await link(world, .newSignIn)
        world.clock.advance(by: .minutes(1))
        try await change(world, stranger)
        return (first, try await link(world, .emailChanged))
    }

    @Test(arguments: Engine.allCases) func theFirstMailIsEnoughToHaveTheAddressBack(_ engine: Engine) async throws {
        try await withAtu(engine) { world, app, _ in
            let old = try #require(try await person(world).email)
            let links = try await takeOver(world, app)
            #expect(try await Client(app).get(links.first).body.contains(old))
            #expect(try await Client(app).post(links.first).status == 303)
            #expect(try await person(world).email == old)
            #expect(try await Client(app).post(links.change).status == 410, "the later link is done with it")
        }
    }

    @Test(arguments: Engine.allCases) func theStrangersLinksTakeNothingFromTheOwner(_ engine: Engine) async throws {
        try await withAtu(engine) { world, app, _ in
            let old = try #require(try await person(world).email)
            let links = try await takeOver(world, app)
            world.clock.advance(by: .minutes(1))
            // The stranger changes the password, and presses the link in the own mail about it.
            let stranger = Client(app)
            try await signIn(stranger, TakeoverTests.new)
            let form = ["current": TakeoverTests.password, "password": "sept tortues en ville"]
            _ = try await stranger.post("/p/clients/password", form)
            #expect(try await stranger.post(try await link(world, .passwordChanged)).status == 303)
            #expect(try await person(world).email == TakeoverTests.new)
            #expect(try await Client(app).post(links.change).status == 303)
            #expect(try await person(world).email == old)
        }
    }

    @Test func anAddressThatIsTakenMeanwhileLeavesNoStrangersAddress() async throws {
        try await withAtu { world, app, _ in
            let old = try #require(try await person(world).email)
            let links = try await takeOver(world, app)
            try await world.database.write {
                try People($0).rename(world.secret.person, first: "Inès", last: "Secret", email: old)
            }
            #expect(try await Client(app).post(links.change).status == 303)
            let after = try await person(world)
            #expect(after.email == nil && after.username == "atu.lenobli")
        }
    }

    @Test func whoeverSignedInWithoutAnAddressIsToldOfTheFirst() async throws {
        try await withAtu { world, app, client in
            try await world.database.write {
                try People($0).setSignIn(username: "atu.lenobli", email: nil, of: world.atu.person)
            }
            try await change(world, client)
            let path = try await link(world, .emailChanged)
            #expect(try await Client(app).get(path).body.contains("L’adresse ajoutée"))
            #expect(try await Client(app).post(path).status == 303)
            #expect(try await person(world).email == nil)
        }
    }

    @Test func whatStaffSetRightMakesOldLinksWorthless() async throws {
        try await withAtu { world, app, _ in
            let links = try await takeOver(world, app)
            let office = try await OfficeDoor.client(world.administrator, world, app)
            #expect(try await office.post("/admin/users/" + world.atu.access.text + "/password").status == 200)
            for link in [links.first, links.change] {
                let answer = try await Client(app).post(link)
                #expect(answer.status == 410)
            }
        }
    }

    @Test func noLinkStandsInASubjectAndNoneIsShownForASignTooMany() {
        for text in [MailText.newSignIn, .emailConfirm, .signInFailures] {
            let words = MailWords(subject: "Voici {lien}", body: "{lien}")
            #expect(words.problems(as: text)["subject"] != nil)
        }
        let token = String(repeating: "a", count: 43)
        for more in ["", "x", "xyz_-"] {
            let text = "Ici https://p.test/p/x/not-me/\(token)\(more) fin"
            #expect(!OneTimeLink.masked(text, .fr).contains(token))
        }
    }
}
