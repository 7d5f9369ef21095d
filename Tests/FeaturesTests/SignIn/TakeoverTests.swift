import Core
import Store
import TestSupport
import Testing

@testable import Features

/// A stranger has the password: the owner gets everything back, whichever mail is opened first, and the stranger's own mails take nothing.
@Suite struct TakeoverTests {
    private func change(_ own: OwnSignIn, _ client: Client) async throws {
        _ = try await own.ask(client)
        _ = try await client.post(try await own.link(.emailConfirm))
    }

    /// The stranger changes the address; returns the links in the mails that the owner got.
    private func takeOver(_ own: OwnSignIn) async throws -> (first: String, change: String) {
        let stranger = Client(own.app)
        _ = try await own.signIn(stranger)
        let first = try await own.link(.newSignIn)
        own.world.clock.advance(by: .minutes(1))
        try await change(own, stranger)
        return (first, try await own.link(.emailChanged))
    }

    @Test(arguments: Engine.allCases) func theFirstMailIsEnoughToHaveTheAddressBack(_ engine: Engine) async throws {
        try await OwnSignIn.with(engine) { own, _ in
            let old = try #require(try await own.person.email)
            let links = try await takeOver(own)
            #expect(try await Client(own.app).get(links.first).body.contains(old))
            #expect(try await Client(own.app).post(links.first).status == 200)
            #expect(try await own.person.email == old)
            #expect(try await Client(own.app).post(links.change).status == 410, "the later link is done with it")
        }
    }

    @Test(arguments: Engine.allCases) func theStrangersLinksTakeNothingFromTheOwner(_ engine: Engine) async throws {
        try await OwnSignIn.with(engine) { own, _ in
            let old = try #require(try await own.person.email)
            let links = try await takeOver(own)
            own.world.clock.advance(by: .minutes(1))
            // The stranger changes the password, and presses the link in the own mail about it.
            let stranger = Client(own.app)
            _ = try await own.signIn(stranger, OwnSignIn.new)
            let form = ["current": OwnSignIn.password, "password": "sept tortues en ville"]
            _ = try await stranger.post("/p/clients/password", form)
            #expect(try await stranger.post(try await own.link(.passwordChanged, to: OwnSignIn.new)).status == 200)
            #expect(try await own.person.email == OwnSignIn.new)
            // A new password once more, by the link that went to the stranger's mailbox.
            let link = try await own.link(.passwordReset, to: OwnSignIn.new)
            #expect(try await stranger.post(link, ["password": "huit tortues en ville"]).status == 303)
            // A new password ends older links; the owner's mailbox got a new one with each.
            #expect(try await Client(own.app).post(links.change).status == 410)
            #expect(try await own.mails(.passwordChanged).filter { $0.recipients == [old] }.count == 2)
            #expect(try await Client(own.app).post(try await own.link(.passwordChanged, to: old)).status == 200)
            #expect(try await own.person.email == old)
            #expect(try await stranger.get("/p/clients").status == 303)
            let home = try await own.link(.passwordReset, to: old)
            #expect(try await Client(own.app).post(home, ["password": "neuf loups sous la lune"]).status == 303)
        }
    }

    @Test func anAddressThatIsTakenMeanwhileLeavesNoStrangersAddress() async throws {
        try await OwnSignIn.with { own, _ in
            let old = try #require(try await own.person.email)
            let links = try await takeOver(own)
            try await own.world.database.write {
                try People($0).rename(own.world.secret.person, first: "Inès", last: "Secret", email: old)
            }
            let page = try await Client(own.app).get(links.change).body
            #expect(page.contains("L’adresse ajoutée") && !page.contains(old), "nothing is promised")
            #expect(try await Client(own.app).post(links.change).status == 200)
            let after = try await own.person
            #expect(after.email == nil && after.username == "atu.lenobli")
        }
    }

    @Test func whoeverSignedInWithoutAnAddressIsToldOfTheFirst() async throws {
        try await OwnSignIn.with { own, client in
            try await own.world.database.write {
                try People($0).setSignIn(username: "atu.lenobli", email: nil, of: own.world.atu.person)
                try People($0).prove("atu@proved.example", of: own.world.atu.person)
            }
            try await change(own, client)
            let path = try await own.link(.emailChanged)
            #expect(try await Client(own.app).get(path).body.contains("L’adresse ajoutée"))
            #expect(try await Client(own.app).post(path).status == 200)
            #expect(try await own.person.email == nil)
            #expect(try await own.mails(.passwordReset).first?.recipients == ["atu@proved.example"])
        }
    }

    @Test func whatStaffSetRightMakesOldLinksWorthless() async throws {
        try await OwnSignIn.with { own, _ in
            let links = try await takeOver(own)
            let office = try await OfficeDoor.client(own.world.administrator, own.world, own.app)
            #expect(try await office.post("/admin/users/" + own.world.atu.access.text + "/password").status == 200)
            for link in [links.first, links.change] {
                let answer = try await Client(own.app).post(link)
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
