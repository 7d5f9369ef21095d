import Core
import Features
import Store
import TestSupport
import Testing

/// Who is told about a request, and who must not be.
@Suite struct RequestAudienceTests {
    private static let atu = "REQUEST_ANSWERED atu@atu.example"

    /// What takes a request out of its customer's sight.
    enum Loss: String, CaseIterable, Sendable {
        case right, state, validity, module, account, person, address, grant
    }

    @Test(arguments: Engine.allCases, Loss.allCases) func whoSeesRequestsNoMoreIsNotTold(
        _ engine: Engine, _ loss: Loss
    ) async throws {
        try await RequestDesk.with(engine, address: nil) { desk in
            let id = try await desk.open()
            let (world, grant) = (desk.world, desk.world.ids.next())
            try await desk.app.database.write { try RequestAudienceTests.take(loss, from: world, grant, $0) }
            try await desk.answer(id)
            try await desk.move(id, to: "solved")
            #expect(try await desk.told() == [], "\(loss)")
        }
    }

    private static func take(_ loss: Loss, from world: World, _ id: RecordID, _ connection: any Connection) throws {
        let (accesses, access) = (Accesses(connection), world.atu.access)
        switch loss {
        case .right: try accesses.setPermissions(Permissions([.viewInvoices]), of: access)
        case .state: try accesses.setState(.deactivated, of: access)
        case .validity:
            let yesterday = Day(number: world.clock.today.number - 1)
            try accesses.setValidity(from: nil, until: yesterday, of: access)
        case .module:
            var document = PortalDocument(world.portal)
            document.openModules = ["invoices"]
            try Portals(connection).write(document, of: world.portal.id)
        case .account:
            let seen = Records(connection, world.catalog).seen(by: world.staff, try world.module("accounts"))
            let version = try seen.find(world.atu.account)?.version ?? 0
            try seen.update(world.atu.account, version: version, ["state": .text("closed")], at: world.now)
        case .person: try People(connection).setDisabled(at: world.now, of: world.atu.person)
        case .address:
            try People(connection).setSignIn(username: "atu.lenobli", email: nil, of: world.atu.person)
            let seen = Records(connection, world.catalog).seen(by: world.staff, try world.module("contacts"))
            let version = try seen.find(world.atu.contact)?.version ?? 0
            try seen.update(world.atu.contact, version: version, ["email": .null], at: world.now)
        case .grant: try Portals(connection).setGrant(.none, module: "tickets", of: world.userType, id: id)
        }
    }

    @Test(arguments: Engine.allCases) func theContactOfAnImportedRequestIsTold(_ engine: Engine) async throws {
        try await RequestDesk.with(engine, address: nil) { desk in
            try await desk.answer(desk.world.atu["tickets"][1])
            #expect(try await desk.told() == [Self.atu])
        }
    }

    @Test func whoOpenedItComesBeforeItsContact() async throws {
        try await RequestDesk.with(address: nil) { desk in
            let id = try await desk.open()
            let colleague = try await colleague(of: desk)
            try await desk.edit(id, ["contact_id": colleague.contact.text])
            try await desk.answer(id)
            #expect(try await desk.told() == [Self.atu])
            // Gone from the company: the contact of the request is the one who can read it.
            let access = desk.world.atu.access
            try await desk.app.database.write { try Accesses($0).setState(.deactivated, of: access) }
            try await desk.answer(id)
            #expect(try await desk.told().last == "REQUEST_ANSWERED lea@atu.example")
        }
    }

    /// A contact of another company may stand on a request by mistake; it still learns nothing.
    @Test(arguments: Engine.allCases) func aContactOfAnotherCompanyIsNotTold(_ engine: Engine) async throws {
        try await RequestDesk.with(engine, address: nil) { desk in
            let id = desk.world.atu["tickets"][1]
            try await desk.edit(id, ["contact_id": desk.world.secret.contact.text])
            try await desk.answer(id)
            try await desk.move(id, to: "solved")
            #expect(try await desk.told() == [])
        }
    }

    @Test(arguments: Engine.allCases) func whoFollowsItComesBeforeTheAddress(_ engine: Engine) async throws {
        try await RequestDesk.with(engine) { desk in
            let (id, bruno, now) = (try await desk.open(), desk.world.bruno, desk.world.now)
            for name in ["Bruno Petit", "petit bruno", "bruno.petit", "Bruno Parti", ""] {
                try await desk.importHandler(name, of: id)
                try await desk.reply(id)
            }
            try await desk.importHandler("Bruno Petit", of: id)
            try await desk.app.database.write { try People($0).setDisabled(at: now, of: bruno) }
            try await desk.reply(id)
            let (follower, address) = ("REQUEST_REPLIED bruno@parvis.example", "REQUEST_REPLIED \(RequestDesk.address)")
            #expect(
                try await desk.told().dropFirst() == [follower, follower, follower, address, address, address])
        }
    }

    @Test func whoEnteredItIsToldWhenNobodyFollowsIt() async throws {
        try await RequestDesk.with { desk in
            let world = desk.world
            let id = world.ids.next()
            let now = world.now
            try await world.write("tickets", as: world.staff) { seen in
                _ = try seen.create(
                    [
                        "subject": .text("Au téléphone"), "message": .text("Noté pour Atu."),
                        "account_id": .id(world.atu.account), "state": .text("new"),
                    ], by: Author(world.staff), at: now, id: id)
            }
            try await desk.reply(id)
            #expect(try await desk.told() == ["REQUEST_REPLIED claire@parvis.example"])
        }
    }

    /// Two colleagues with one name: a mail to the wrong one would be worse than one to the common address.
    @Test func aNameOfTwoNamesNobody() async throws {
        try await RequestDesk.with { desk in
            let (id, twin, now) = (try await desk.open(), desk.world.ids.next(), desk.world.now)
            let new = People.New(
                kind: .staff, role: .staff, username: "bruno.petit2", email: "b2@parvis.example", firstName: "Bruno",
                lastName: "Petit", language: .fr)
            try await desk.app.database.write { try People($0).add(new, id: twin, at: now) }
            try await desk.importHandler("Bruno Petit", of: id)
            try await desk.reply(id)
            #expect(try await desk.told().last == "REQUEST_REPLIED \(RequestDesk.address)")
        }
    }

    @Test func nobodyIsToldWhatTheyWroteThemselves() async throws {
        try await RequestDesk.with(address: "ATU@atu.example") { desk in
            try await desk.reply(try await desk.open())
            #expect(try await desk.told() == [])
        }
    }

    /// Léa, another person of Atu SARL with an access of her own.
    private func colleague(of desk: RequestDesk) async throws -> (contact: RecordID, person: RecordID) {
        let world = desk.world
        let (contact, person, access, now) = (world.ids.next(), world.ids.next(), world.ids.next(), world.now)
        try await world.write("contacts", as: world.staff) { seen in
            _ = try seen.create(
                [
                    "last_name": .text("Martin"), "first_name": .text("Léa"), "account_id": .id(world.atu.account),
                    "state": .text("open"),
                ], by: Author(world.staff), at: now, id: contact)
        }
        try await world.database.write { connection in
            let new = People.New(
                kind: .external, username: "lea.martin", email: "lea@atu.example", firstName: "Léa", lastName: "Martin",
                language: .fr)
            try People(connection).add(new, id: person, at: now)
            let way = Accesses.New(
                person: person, userType: world.userType, anchor: Journal.Subject("contacts", contact),
                account: world.atu.account, permissions: .all, validFrom: nil, validUntil: nil, createdBy: nil)
            try Accesses(connection).add(way, id: access, at: now)
            try Accesses(connection).activate(person: person)
        }
        return (contact, person)
    }
}
