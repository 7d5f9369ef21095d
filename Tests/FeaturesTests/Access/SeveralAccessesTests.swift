import Core
import Store
import TestSupport
import Testing

@testable import Features

/// One person, several customers: joined by its address, one at a time, never added up.
@Suite struct SeveralAccessesTests {
    @Test(arguments: Engine.allCases) func aKnownAddressIsJoinedToItsPerson(_ engine: Engine) async throws {
        try await with(engine) { admission, contact, type in
            let world = admission.world
            let form = try await admission.office.get(contact + "/account/new")
            #expect(form.body.contains("C’est la même personne") && form.body.contains(world.atu.personName))
            let made = try await admission.create(contact, type, "", ["join": "1", "send": "now"])
            #expect(made.status == 303, "\(made.body)")
            let accesses = try await accesses(world)
            #expect(accesses.count == 2 && accesses.allSatisfy { $0.state == .active })
            #expect(accesses.last?.account == world.secret.account)
            let mails = try await world.database.read { try Outbox($0).newest(1) }
            #expect(mails.first?.kind == "ACCESS_ADDED")
            // The person keeps the password and signs in as before.
            let atu = try await OfficeDoor.atu(world, admission.app)
            #expect(try await atu.get("/p/clients").body.contains("Changer de client"))
        }
    }

    @Test(arguments: Engine.allCases) func theyAreChangedAndNeverAddedUp(_ engine: Engine) async throws {
        try await with(engine) { admission, contact, type in
            let world = admission.world
            let other = try await second(admission, contact, type)
            let atu = try await OfficeDoor.atu(world, admission.app)
            let (own, secret) = (
                "/p/clients/invoices/\(world.atu["invoices"][0].text)",
                "/p/clients/invoices/\(world.secret["invoices"][0].text)"
            )
            #expect(try await atu.get(own).status == 200)
            let offer = try await atu.get(secret)
            #expect(
                offer.status == 404 && offer.body.contains("celle d’un autre client") && offer.body.contains("Passer à")
            )
            #expect(!offer.body.contains("SECRET article"))
            #expect(try await !atu.get("/p/clients/invoices").body.contains("SECRET"))
            let page = try await atu.get("/p/clients/switch")
            #expect(page.body.contains(world.atu.name) && page.body.contains(world.secret.name))
            let before = atu.cookies
            let changed = try await atu.post("/p/clients/switch", ["access": other.text, "to": secret])
            #expect(changed.status == 303 && changed.location == secret)
            #expect(try await atu.get(secret).status == 200)
            #expect(try await atu.get(own).status == 404)
            let list = try await atu.get("/p/clients/invoices").body
            #expect(list.contains("SECRET") && !list.contains("ATU-"))
            // The cookie from before opens nothing.
            let stale = Client(admission.app)
            stale.keep(before)
            #expect(try await stale.get("/p/clients").status == 303)
        }
    }

    @Test func nobodyChangesToWhatIsNotTheirsOrNotOpen() async throws {
        try await with(.sqlite) { admission, contact, type in
            let world = admission.world
            let other = try await second(admission, contact, type)
            let atu = try await OfficeDoor.atu(world, admission.app)
            for id in [world.secret.access, world.ids.next()] {
                #expect(try await atu.post("/p/clients/switch", ["access": id.text]).status == 404)
            }
            #expect(
                try await atu.post("/p/clients/switch", ["access": other.text, "to": "https://evil.example"]).location
                    == "/p/clients")
            let first = world.atu.access
            #expect(
                try await atu.post("/p/clients/switch", ["access": first.text, "to": "/admin"]).location == "/p/clients"
            )
            #expect(try await admission.office.post("/admin/users/\(other.text)/disable").status == 303)
            #expect(try await atu.post("/p/clients/switch", ["access": other.text]).status == 404)
            #expect(try await !atu.get("/p/clients").body.contains("Changer de client"))
        }
    }

    @Test func somebodyElseWithTheSameAddressHasAUsernameOfItsOwn() async throws {
        try await with(.sqlite) { admission, contact, type in
            #expect(try await admission.create(contact, type, "atu.deux", ["join": "0"]).status == 303)
            let person = try await admission.world.database.read { try People($0).named("atu.deux") }
            #expect(person != nil && person?.email == nil)
            #expect(try await accesses(admission.world).count == 1)
        }
    }

    /// A contact of the other company with Atu Lenobli's address, and a type that it can get.
    private func with(_ engine: Engine, _ body: (AdmissionWorld, String, RecordID) async throws -> Void) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            // Ids follow the clock: the new access is the later one.
            world.clock.advance(by: .minutes(1))
            let person = world.atu.person
            let email = "atu.lenobli@example.test"
            try await world.database.write {
                try People($0).setSignIn(username: "atu.lenobli", email: email, of: person)
            }
            try await world.setPassword(OfficeDoor.password, of: person, admission.app)
            let made = try await admission.office.post(
                "/admin/contacts/new",
                [
                    "last_name": "Lenobli", "first_name": "Atu", "state": "open", "email": email,
                    "account_id": world.secret.account.text,
                ])
            let contact = try #require(made.location?.split(separator: "?").first.map(String.init))
            try await body(admission, contact, try await admission.type("Abonnés"))
        }
    }

    private func second(_ admission: AdmissionWorld, _ contact: String, _ type: RecordID) async throws -> RecordID {
        _ = try await admission.create(contact, type, "", ["join": "1"])
        return try #require(try await accesses(admission.world).last?.id)
    }

    private func accesses(_ world: World) async throws -> [Access] {
        let person = world.atu.person
        return try await world.database.read { try Accesses($0).of(person: person) }
    }
}
