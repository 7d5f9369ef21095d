import Core
import Features
import Store
import TestSupport
import Testing

/// Signing up: asked for by the person, proved, decided by people or by itself.
@Suite struct SignUpTests {
    @Test func itIsClosedUntilItIsOpened() async throws {
        try await SignUpWorld.with { place in
            let guest = Client(place.app)
            #expect(try await guest.get("/p/clients/signup").status == 404)
            #expect(try await place.ask("nora@diallo.example").status == 404)
            #expect(try await !guest.get("/p/clients/signin").body.contains("/p/clients/signup"))
            let opened = try await place.open()
            #expect(opened.status == 303, "\(opened)")
            let door = try await guest.get("/p/clients/signin").body
            #expect(door.contains("/p/clients/signup") && door.contains("support@parvis.example"))
            #expect(try await guest.get("/p/clients/signup").status == 200)
            #expect(try await place.office.get(place.settings).body.contains("http://portal.test/p/clients/signup"))
        }
    }

    @Test(arguments: Engine.allCases) func fromTheFormToTheFirstSignIn(_ engine: Engine) async throws {
        try await SignUpWorld.with(engine) { place in
            let world = place.world
            try await place.open(approvers: [world.claire])
            #expect(try await place.ask("nora@diallo.example").status == 200)
            let path = try await place.page()
            let guest = Client(place.app)
            for _ in 1...2 {
                let page = try await guest.get(path)
                #expect(page.status == 200 && page.body.contains("C’est bien mon adresse"))
            }
            #expect(try await place.newest() == nil, "looking confirms nothing")
            #expect(try await place.confirm(path).status == 303)
            #expect(try await guest.get(path).body.contains("Décision attendue"))
            #expect(try await place.confirm(path).status == 303, "confirming twice is confirming once")
            let asked = try await place.mails("SIGN_UP_TO_DECIDE")
            #expect(asked.map(\.recipients) == [["claire@parvis.example"]])
            #expect(asked.first?.body.contains("Diallo Conseil (nora@diallo.example)") == true)
            let signIn = ["login": "nora.diallo", "password": SignUpWorld.password]
            #expect(try await guest.post("/p/clients/signin", signIn).status != 303)
            let request = try #require(try await place.newest())
            let claire = try await OfficeDoor.client(world.claire, world, place.app)
            let review = try await claire.get("/admin/signups/\(request.id.text)")
            #expect(
                review.body.contains("Vue au salon") && review.body.contains("Un nouveau contact d’un nouveau tiers"))
            #expect(try await place.approve(request, "new", by: claire).status == 303)
            #expect(try await guest.get(path).body.contains("Accès ouvert"))
            #expect(try await place.mails("SIGN_UP_APPROVED").map(\.recipients) == [["nora@diallo.example"]])
            #expect(try await guest.post("/p/clients/signin", signIn).status == 303)
            #expect(try await guest.get("/p/clients").status == 200)
            let access = try #require(try await place.newest()?.access)
            let contact = try #require(try await world.database.read { try Accesses($0).find(access) }?.record)
            let record = try await world.read("contacts", as: world.staff) { try $0.find(contact) }
            #expect(record?["email"].text == "nora@diallo.example")
            #expect(try await place.newest()?.passwordHash == nil)
            #expect(try await place.approve(request, "new", by: claire).status == 409, "decided once")
        }
    }

    @Test(arguments: Engine.allCases) func aContactThereIsCarriesTheAccess(_ engine: Engine) async throws {
        try await SignUpWorld.with(engine) { place in
            let world = place.world
            try await place.open()
            let contact = try await newContact(world, email: "nora@diallo.example")
            let request = try await place.waiting()
            let review = try await place.office.get("/admin/signups/\(request.id.text)").body
            #expect(review.contains("value=\"contact:\(contact.text)\" checked"))
            #expect(review.contains("même adresse") && review.contains("Atu SARL"))
            let taken = try await place.approve(request, "contact:" + world.atu.contact.text)
            #expect(taken.status == 409 && taken.body.contains("a déjà un accès"))
            #expect(try await place.approve(request, "contact:" + world.ids.next().text).status == 409)
            #expect(try await place.approve(request, "").status == 422)
            #expect(try await place.approve(request, "contact:" + contact.text).status == 303)
            let accesses = try await world.database.read { try Accesses($0).on(module: "contacts", record: contact) }
            #expect(accesses.map(\.state) == [.active] && accesses.first?.account == world.atu.account)
        }
    }

    @Test(arguments: Engine.allCases) func byDefaultTheProvedAddressIsEnough(_ engine: Engine) async throws {
        try await SignUpWorld.with(engine) { place in
            let world = place.world
            try await place.open(["approval": "default"])
            let contact = try await newContact(world, email: "nora@diallo.example")
            _ = try await place.waiting()
            let first = try #require(try await place.newest()?.access)
            #expect(try await world.database.read { try Accesses($0).find(first) }?.record == contact)
            // The name of a company proves nothing: a new prospect, whatever it is called.
            _ = try await place.waiting("eve@evil.example", ["username": "eve", "company": "Atu SARL"])
            let second = try #require(try await place.newest()?.access)
            let access = try #require(try await world.database.read { try Accesses($0).find(second) })
            #expect(access.account != nil && access.account != world.atu.account)
            let account = try #require(access.account)
            let record = try await world.read("accounts", as: world.staff) { try $0.find(account) }
            #expect(record?["kind"].text == "prospect" && record?.title == "Atu SARL")
            let eve = Client(place.app)
            _ = try await eve.post("/p/clients/signin", ["login": "eve", "password": SignUpWorld.password])
            let invoice = try #require(world.atu["invoices"].first)
            #expect(try await eve.get("/p/clients/invoices/" + invoice.text).status == 404)
        }
    }

    @Test func whetherAnAddressIsKnownIsToldToItsOwnerOnly() async throws {
        try await SignUpWorld.with { place in
            try await place.open()
            let known = try await place.ask("inconnue@atu.example")
            let (database, id) = (place.world.database, place.world.atu.person)
            let person = try #require(try await database.read { try People($0).find(id) })
            let address = try #require(person.email)
            let same = try await place.ask(address)
            #expect(known.status == same.status)
            #expect(
                known.body.replacing("inconnue@atu.example", with: "X") == same.body.replacing(address, with: "X"))
            #expect(try await place.mails("SIGN_UP_KNOWN").map(\.recipients) == [[address]])
            // A username that is taken is told only behind the proof.
            #expect(try await place.ask("nora@diallo.example", ["username": "atu.lenobli"]).status == 200)
            let page = try await place.page()
            let guest = Client(place.app)
            #expect(try await guest.get(page).body.contains("est déjà pris"))
            #expect(try await place.confirm(page, ["username": "atu.lenobli"]).status == 422)
            #expect(try await place.confirm(page, ["username": "a b"]).status == 422)
            #expect(try await place.confirm(page, ["username": "nora.d"]).status == 303)
            #expect(try await place.newest()?.username == "nora.d")
        }
    }

    @Test func badInputIsNamed() async throws {
        try await SignUpWorld.with { place in
            try await place.open()
            for (field, value, words) in [
                ("first_name", "", "Prénom"), ("email", "nora", "nom@exemple.fr"),
                ("email", "nora@yopmail.com", "n’obtiennent pas d’accès"), ("username", "a b", "Identifiant"),
                ("password", "court", "au moins 15"),
                ("message", String(repeating: "x", count: 1001), "1000 caractères"),
                ("last_name", "Di\u{1}allo", "caractères invisibles"),
                ("first_name", "Nora\nDiallo", "une seule ligne"),
                ("first_name", "https://evil.example", "sans adresse ni lien"),
                ("company", "Abc\u{202E}fr", "sens de lecture"), ("last_name", String(repeating: "x", count: 61), "60"),
            ] {
                let answer = try await place.ask("nora@diallo.example", [field: value])
                #expect(answer.status == 422 && answer.body.contains(words), "\(field): \(answer.body)")
                #expect(!answer.body.contains(SignUpWorld.password), "a password never comes back")
            }
            #expect(try await place.mails().isEmpty)
            let guest = Client(place.app)
            #expect(try await guest.get("/p/clients/signup/" + String(repeating: "A", count: 43)).status == 410)
            #expect(try await guest.post("/p/clients/signup/short").status == 410)
        }
    }

    @Test func askingIsLimited() async throws {
        try await SignUpWorld.with { place in
            try await place.open()
            for _ in 1...5 { #expect(try await place.ask("nora@diallo.example").status == 200) }
            #expect(try await place.mails("SIGN_UP_CONFIRM").count == 3)
            // A stranger's tries do not use up those of the owner, who asks from elsewhere, and the owner's link stays good.
            #expect(try await place.ask("nora@diallo.example", from: "203.0.113.9").status == 200)
            #expect(try await place.mails("SIGN_UP_CONFIRM").count == 4)
            let own = try await place.page()
            for number in 1...5 { #expect(try await place.ask("n\(number)@diallo.example").status == 200) }
            #expect(try await place.ask("last@diallo.example").status == 429)
            #expect(try await place.confirm(own).status == 303)
        }
    }

    /// Whoever fills in the form with somebody else's address gets nothing when the owner opens the link.
    @Test func theAddressAloneOpensNothing() async throws {
        try await SignUpWorld.with { place in
            try await place.open(["approval": "default"])
            #expect(try await place.ask("nora@diallo.example", ["password": "huit chevaux verts"]).status == 200)
            let path = try await place.page()
            for _ in 1...10 {
                let answer = try await place.confirm(path)
                #expect(answer.status == 422 && answer.body.contains("Ce n’est pas le mot de passe"))
            }
            #expect(try await place.confirm(path).status == 429)
            #expect(try await place.newest() == nil)
        }
    }

    /// Where it is not clear who this is, the portal does not decide by itself.
    @Test(arguments: Engine.allCases) func byDefaultDoubtWaitsForPeople(_ engine: Engine) async throws {
        try await SignUpWorld.with(engine) { place in
            let (world, database) = (place.world, place.world.database)
            try await place.open(["approval": "default"])
            let contact = try await newContact(world, email: "Nora@Diallo.example")
            for (column, value, good) in [
                ("state", "disabled", "open"), ("review", "awaiting_review", "approved"),
                ("consent", "refused", "given"),
            ] {
                try await set(column, value, contact, database)
                let email = "nora@diallo.example"
                let request = try await place.waiting(email, ["username": "n.\(column)"])
                #expect(request.state == .waiting, "\(column)")
                let refusal = try await place.office.post("/admin/signups/\(request.id.text)/refuse")
                #expect(refusal.status == 303)
                try await set(column, good, contact, database)
                world.clock.advance(by: .hours(2))
            }
            // An access that staff took away does not come back by itself.
            let (ids, now) = (world.ids.next(), world.now)
            _ = ids
            try await database.write {
                try Journal($0).append(
                    .init("access.removed", on: [.init("contacts", contact)]), by: .system("test"), at: now)
            }
            let last = try await place.waiting("nora@diallo.example", ["username": "n.removed"])
            #expect(last.state == .waiting)
            let office = try await OfficeDoor.client(world.administrator, world, place.app)
            #expect(try await place.approve(last, "contact:" + contact.text, by: office).status == 303)
        }
    }

    private func set(_ column: String, _ value: String, _ contact: RecordID, _ database: any Database) async throws {
        try await database.write {
            _ = try $0.run("UPDATE \"contacts\" SET \(Identifier(column)) = \(value) WHERE \"id\" = \(contact)")
        }
    }

    /// Somebody with an access to another portal gets one more here, and keeps the password there is.
    @Test(arguments: Engine.allCases) func somebodyOfAnotherPortalIsJoined(_ engine: Engine) async throws {
        try await SignUpWorld.with(engine) { place in
            let (world, database) = (place.world, place.world.database)
            try await place.open()
            let (portal, type, ids, now) = (world.ids.next(), world.ids.next(), world.ids, world.now)
            try await database.write { connection in
                let portals = Portals(connection)
                try portals.add(
                    Portal(id: portal, slug: "autre", name: "Autre", accent: "#1f6f54", openModules: []), at: now)
                try portals.addUserType(
                    type, portal: portal, key: "autre", name: Phrase(same: "Autre"), mainModule: "contacts", at: now)
                try Accesses(connection).setType(type, of: world.secret.access)
            }
            _ = ids
            try await world.setPassword("dix zèbres orange", of: world.secret.person, place.app)
            let address = try #require(try await database.read { try People($0).find(world.secret.person)?.email })
            let request = try await place.waiting(address)
            #expect(try await place.approve(request, "new").status == 303)
            let access = try #require(try await place.newest()?.access)
            #expect(try await database.read { try Accesses($0).find(access) }?.person == world.secret.person)
            #expect(try await place.mails("ACCESS_ADDED").map(\.recipients) == [[address]])
            #expect(try await place.mails("SIGN_UP_APPROVED").isEmpty)
            let ines = Client(place.app)
            #expect(
                try await ines.post("/p/clients/signin", ["login": address, "password": SignUpWorld.password]).status
                    != 303)
            #expect(
                try await ines.post("/p/clients/signin", ["login": address, "password": "dix zèbres orange"]).status
                    == 303)
        }
    }

    private func newContact(_ world: World, email: String) async throws -> RecordID {
        let (id, now, account) = (world.ids.next(), world.now, world.atu.account)
        return try await world.write("contacts", as: world.staff) {
            try $0.create(
                [
                    "last_name": .text("Diallo"), "first_name": .text("N."), "email": .text(email),
                    "account_id": .id(account), "state": .text("open"),
                ], by: .system("test"), at: now, id: id)
        }
    }
}
