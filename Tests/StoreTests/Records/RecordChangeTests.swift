import Core
import Store
import TestSupport
import Testing

/// Who may change what, and when.
@Suite struct RecordChangeTests {
    @Test(arguments: Engine.allCases) func aChangeIsKeptAndCounted(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            world.clock.advance(by: .hours(1))
            let changed = try await update(
                "contacts", world.atu.contact, 1,
                ["position": .text("Directeur"), "phone_work": .text("01 99 00 00 00")], world, as: world.buyer)
            #expect(changed == nil)
            let found = try await world.read("contacts", as: world.buyer) { try $0.find(world.atu.contact) }
            let contact = try #require(found)
            #expect(contact["position"] == .text("Directeur") && contact["last_name"] == .text("Lenobli"))
            #expect(contact.version == 2 && contact["updated_at"] == .instant(world.now))
        }
    }

    @Test(arguments: Engine.allCases) func aStaleFormIsRefused(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let contact = world.atu.contact
            #expect(try await update("contacts", contact, 1, ["town": .text("Lyon")], world, as: world.staff) == nil)
            #expect(
                try await update("contacts", contact, 1, ["town": .text("Nice")], world, as: world.buyer) == .stale(2))
            #expect(
                try await update("contacts", contact, 3, ["town": .text("Nice")], world, as: world.buyer) == .stale(2))
            let kept = try await world.read("contacts", as: world.staff) { try $0.find(contact)?["town"] }
            #expect(kept == .text("Lyon"))
        }
    }

    @Test(arguments: Engine.allCases) func ofManyWithTheSameFormOneWins(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let outcomes = try await withThrowingTaskGroup(of: Refused?.self) { group in
                for number in 1...12 {
                    group.addTask {
                        try await update(
                            "contacts", world.atu.contact, 1, ["town": .text("Ville \(number)")], world, as: world.buyer
                        )
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == nil } == 1 && outcomes.count { $0 == .stale(2) } == 11)
        }
    }

    @Test(arguments: Engine.allCases) func aFieldThatMayNotBeChangedIsRefusedByName(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let values: [String: Value] = [
                "town": .text("Lyon"), "state": .text("disabled"), "account_id": .id(world.secret.account),
                "note": .text("x"),
                "visibility": .text("private"), "version": .int(7), "nothing": .text("x"),
            ]
            let refused = try await update("contacts", world.atu.contact, 1, values, world, as: world.buyer)
            #expect(refused == .fields(["state", "account_id", "note", "visibility", "version", "nothing"]))
            let kept = try await world.read("contacts", as: world.staff) { try $0.find(world.atu.contact) }
            #expect(kept?["town"] == .null && kept?.version == 1)
        }
    }

    /// Emptying a field that one does not see is a change like any other: what is in it must not matter.
    @Test(arguments: Engine.allCases) func emptyingAHiddenFieldIsRefusedByName(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let contact = world.atu.contact
            let values: [String: Value] = ["town": .text("Lyon"), "note": .null, "nothing": .null, "version": .int(1)]
            let refused = try await update("contacts", contact, 1, values, world, as: world.buyer)
            #expect(refused == .fields(["note", "nothing", "version"]))
            var grants = Preset.customer(world.catalog)
            grants["contacts"]?.fields["position"] = .hidden
            let viewer = world.viewer(of: world.atu, grants)
            #expect(
                try await update("contacts", contact, 1, ["position": .null], world, as: viewer)
                    == .fields(["position"]))
            let kept = try await world.read("contacts", as: world.staff) { try $0.find(contact) }
            #expect(kept?["note"] == .text("ATU note interne") && kept?["position"] == .text("Acheteur"))
            #expect(kept?.version == 1)
        }
    }

    /// What may be seen and not changed may be sent back as it is, as forms do.
    @Test(arguments: Engine.allCases) func sendingAVisibleFieldBackIsNoChange(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let values: [String: Value] = ["account_id": .id(world.atu.account), "town": .text("Lyon")]
            let refused = try await update("contacts", world.atu.contact, 1, values, world, as: world.buyer)
            #expect(refused == nil)
        }
    }

    @Test(arguments: Engine.allCases) func aRequiredFieldCannotBeEmptied(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let refused = try await update(
                "contacts", world.atu.contact, 1, ["last_name": .null], world, as: world.buyer)
            #expect(refused == .fields(["last_name"]))
        }
    }

    /// A person's own records, those of colleagues and those of staff are three rights.
    @Test(arguments: Engine.allCases) func ownColleaguesAndStaffAreToldApart(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let (own, colleagues, shared) = (world.ids.next(), world.ids.next(), world.atu["tickets"][0])
            try await open(own, by: world.atu.person, world)
            try await open(colleagues, by: world.secret.person, world)
            let ids = [own, colleagues, shared]
            for number in 0..<8 {
                let rights = (0..<3).map { number & (1 << $0) != 0 }
                var grants = Generous.grants(world.catalog)
                grants["tickets"]?.editOwn = rights[0]
                grants["tickets"]?.editColleagues = rights[1]
                grants["tickets"]?.editShared = rights[2]
                let viewer = world.viewer(of: world.atu, grants)
                let may = try await world.read("tickets", as: viewer) { seen in try ids.map { try seen.mayEdit($0) } }
                #expect(may == rights)
                let deletes = try await world.read("tickets", as: viewer) { seen in
                    try ids.map { try seen.mayDelete($0) }
                }
                #expect(deletes == [true, rights[1], false], "nobody outside deletes what staff wrote")
            }
        }
    }

    /// A request of Atu SARL, written by a person outside.
    private func open(_ id: RecordID, by person: RecordID, _ world: World) async throws {
        let now = world.now
        _ = try await world.write("tickets", as: Generous.viewer(world)) {
            let author = Author(kind: .external, id: person, name: "Atu Lenobli")
            return try $0.create(RecordCreationTests.ticket, by: author, at: now, id: id)
        }
    }

    @Test(arguments: Engine.allCases) func aRecordCannotBeMovedOutOfSight(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let (viewer, ticket) = (Generous.viewer(world), world.atu["tickets"][0])
            let changes: [([String: Value], Refused?)] = [
                (["account_id": .id(world.secret.account)], .fields(["account_id"])),
                (["account_id": .null], .notFound),
                (["project_id": .id(world.secret["projects"][0])], .fields(["project_id"])),
                (["project_id": .null], nil),
            ]
            for (values, expected) in changes {
                let refused = try await update("tickets", ticket, 1, values, world, as: viewer)
                #expect(refused == expected, "\(values)")
            }
        }
    }

    private func update(
        _ module: String, _ id: RecordID, _ version: Int64, _ values: [String: Value], _ world: World, as viewer: Viewer
    ) async throws -> Refused? {
        let now = world.now
        return try await refusal {
            try await world.write(module, as: viewer) { try $0.update(id, version: version, values, at: now) }
        }
    }
}
