import Core
import Store
import TestSupport
import Testing

@testable import Features

/// Links and notices go to addresses that the person proved, or that staff who manage users set: whoever may change the contact takes nothing.
@Suite struct ProvedAddressTests {
    private static let stranger = "stranger@elsewhere.example"

    /// Atu signs in by the username alone; the contact has an e-mail all the same.
    private func byUsername(_ engine: Engine = .sqlite, _ body: (OwnSignIn, Client) async throws -> Void) async throws {
        try await OwnSignIn.with(engine) { own, client in
            try await own.world.database.write {
                try People($0).setSignIn(username: "atu.lenobli", email: nil, of: own.world.atu.person)
            }
            try await body(own, client)
        }
    }

    private func contactEmail(_ own: OwnSignIn) async throws -> String? {
        try await own.world.read("contacts", as: own.world.staff) { try $0.find(own.world.atu.contact) }?["email"].text
    }

    /// Asks for a new password and signs in from a new browser: neither a link nor a notice goes anywhere.
    private func expectNothing(_ own: OwnSignIn) async throws {
        #expect(try await contactEmail(own) == Self.stranger, "the contact was changed")
        _ = try await Client(own.app).post("/p/clients/forgot", ["login": "atu.lenobli"])
        _ = try await own.signIn(Client(own.app))
        let mails = try await own.world.database.read { try Outbox($0).newest(50) }
        #expect(mails.filter { $0.recipients.contains(Self.stranger) }.isEmpty)
        #expect(try await own.mails(.passwordReset).isEmpty)
    }

    @Test(arguments: Engine.allCases) func aStolenSessionChangesTheContactInVain(_ engine: Engine) async throws {
        try await byUsername(engine) { own, thief in
            let fields = [
                "version": "1", "last_name": "Lenobli", "first_name": "Atu", "town": "Nantes", "email": Self.stranger,
            ]
            #expect(try await thief.post("/p/clients/profile", fields).status == 303)
            try await expectNothing(own)
        }
    }

    @Test(arguments: Engine.allCases) func aColleagueWhoMayEditContactsGetsNothing(_ engine: Engine) async throws {
        try await byUsername(engine) { own, _ in
            let world = own.world
            var grant = Grant(see: .through(Scope.Path(["account_id"], to: .account)))
            (grant.editOwn, grant.editShared) = (true, true)
            grant.fields = ["email": .edit, "last_name": .read, "account_id": .read]
            let colleague = world.viewer(of: world.atu, ["contacts": grant])
            let now = world.now
            try await world.write("contacts", as: colleague) {
                try $0.update(world.atu.contact, version: 1, ["email": .text(Self.stranger)], at: now)
            }
            try await expectNothing(own)
        }
    }

    @Test(arguments: Engine.allCases) func staffWithoutThePowerGetNothing(_ engine: Engine) async throws {
        try await byUsername(engine) { own, _ in
            let world = own.world
            try await world.database.write { try People($0).setPowers([], of: world.claire) }
            let staff = try await OfficeDoor.client(world.claire, world, own.app)
            let now = world.now
            try await world.write("contacts", as: world.staff) {
                try $0.update(world.atu.contact, version: 1, ["email": .text(Self.stranger)], at: now)
            }
            try await expectNothing(own)
            // Nor does a letter carry the link: neither there, nor to the person.
            for to in [Self.stranger, "claire@parvis.example"] {
                let answer = try await letter(staff, world, to: to)
                #expect(answer.status == 422 && answer.body.contains("Gestion des utilisateurs"))
            }
            #expect(try await staff.post("/admin/users/\(world.atu.access.text)/link").status == 404)
        }
    }

    private func letter(_ client: Client, _ world: World, to: String) async throws -> Client.Answer {
        try await client.post(
            "/admin/contacts/\(world.atu.contact.text)/mail",
            ["action": "send", "to": to, "subject": "Bonjour", "message": "Voici : {mot_de_passe}"])
    }

    @Test func aLinkInALetterGoesToThePersonOnly() async throws {
        try await OwnSignIn.with { own, _ in
            let office = try await OfficeDoor.client(own.world.administrator, own.world, own.app)
            let away = try await letter(office, own.world, to: Self.stranger)
            #expect(away.status == 422 && away.body.contains("il ne part qu’à"))
            let home = try await letter(office, own.world, to: try #require(try await own.person.email))
            #expect(home.status == 303, "\(home.body)")
        }
    }

    @Test(arguments: Engine.allCases) func staffSeeWhyNothingIsSentAndSetIt(_ engine: Engine) async throws {
        try await byUsername(engine) { own, _ in
            let world = own.world
            _ = try await Client(own.app).post("/p/clients/forgot", ["login": "atu.lenobli"])
            #expect(try await own.mails(.passwordReset).isEmpty)
            let office = try await OfficeDoor.client(world.administrator, world, own.app)
            let profile = "/admin/users/" + world.atu.access.text
            let page = try await office.get(profile).body
            #expect(page.contains("Aucune adresse prouvée") && page.contains("n’a pas encore prouvée"))
            #expect(
                try await office.get(profile + "/events").body.contains("Mot de passe oublié, aucune adresse prouvée"))
            let names = ["was_username": "atu.lenobli", "was_email": "", "username": "atu.lenobli"]
            let saved = try await office.post(profile + "/edit", names.merging(["email": "atu@neuf.example"]) { $1 })
            #expect(saved.status == 303)
            _ = try await Client(own.app).post("/p/clients/forgot", ["login": "atu.lenobli"])
            #expect(try await own.mails(.passwordReset).first?.recipients == ["atu@neuf.example"])
        }
    }

    /// Staff who manage users saw where the link goes; whoever used it reads there.
    @Test(arguments: Engine.allCases) func aLinkThatWasUsedProvesWhereItWent(_ engine: Engine) async throws {
        try await byUsername(engine) { own, _ in
            let world = own.world
            let office = try await OfficeDoor.client(world.administrator, world, own.app)
            let address = try #require(try await contactEmail(own))
            #expect(try await office.post("/admin/users/\(world.atu.access.text)/link").status == 303)
            let link = try await own.link(.credentials)
            #expect(try await own.person.address == nil, "a link that nobody used proves nothing")
            #expect(try await Client(own.app).post(link, ["password": "huit lynx sur un toit"]).status == 303)
            #expect(try await own.person.address == address)
            // What becomes of the contact changes nothing any more.
            let now = world.now
            let version = try await world.read("contacts", as: world.staff) { try $0.find(world.atu.contact)?.version }
            try await world.write("contacts", as: world.staff) {
                try $0.update(world.atu.contact, version: version ?? 0, ["email": .text(Self.stranger)], at: now)
            }
            _ = try await Client(own.app).post("/p/clients/forgot", ["login": "atu.lenobli"])
            #expect(try await own.mails(.passwordReset).first?.recipients == [address])
            // Staff who take the sign-in e-mail away, or set one, end the proof.
            let names = ["was_username": "atu.lenobli", "was_email": "", "username": "atu.lenobli"]
            let profile = "/admin/users/\(world.atu.access.text)"
            _ = try await office.post(profile + "/edit", names.merging(["email": "atu@neuf.example"]) { $1 })
            #expect(try await own.person.provedEmail == nil)
        }
    }

    @Test func anExpiredInvitationIsSentAgainWhereItWentOnlyWhileNothingCameInItsPlace() async throws {
        try await byUsername { own, _ in
            let world = own.world
            let office = try await OfficeDoor.client(world.administrator, world, own.app)
            let address = try #require(try await contactEmail(own))
            let profile = "/admin/users/\(world.atu.access.text)"
            _ = try await office.post(profile + "/link")
            let first = try await own.link(.credentials)
            world.clock.advance(by: .days(8))
            let again = try await Client(own.app).post(first + "/again")
            #expect(again.body.contains("Un nouveau message est parti"))
            #expect(try await own.mails(.credentials).map(\.recipients) == [[address], [address]])
            let second = try await own.link(.credentials)
            // Staff correct the address: the mailbox of before asks in vain.
            try await world.database.write {
                try Tokens($0).revokeAll(of: world.atu.person, at: world.now)
            }
            #expect(try await Client(own.app).post(second + "/again").body.contains("Aucun message n’est parti"))
        }
    }
}
