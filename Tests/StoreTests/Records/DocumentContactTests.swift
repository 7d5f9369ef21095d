import Core
import Store
import TestSupport
import Testing

/// Documents that name a contact are counted for that contact alone.
@Suite struct DocumentContactTests {
    private func order(_ contacts: [IncomingContact]?) -> IncomingRecord {
        var record = IncomingRecord(module: "orders", externalID: "ATU-O-NEW")
        record.values = ["ref": .text("NEW"), "date": .text("2026-11-01"), "state": .text("validated")]
        record.references = ["account_id": "ATU-ACCOUNT"]
        record.contacts = contacts
        return record
    }

    private func store(_ record: IncomingRecord, _ world: World) async throws -> Arrivals.Arrived {
        let (ids, now) = (world.ids, world.now)
        return try await world.database.write {
            try Arrivals($0, .builtIn, source: "world", ids: ids, at: now).store(record)
        }
    }

    private func counts(_ contact: RecordID, _ world: World, as viewer: Viewer) async throws -> [Int] {
        try await world.read("orders", as: viewer) { orders in
            [try orders.count(naming: contact), try orders.list(naming: contact, columns: ["ref"], limit: 9).count]
                + (try orders.roles(naming: contact).map(\.count))
        }
    }

    @Test(arguments: Engine.allCases) func onlyItsOwn(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let contact = world.atu.contact
            #expect(try await counts(contact, world, as: world.staff) == [0, 0])
            let named = order([
                IncomingContact(externalID: "ATU-CONTACT", role: .billing),
                IncomingContact(externalID: "ATU-CONTACT", role: .shipping),
            ])
            let first = try await store(named, world)
            #expect(first.warnings.isEmpty)
            #expect(try await counts(contact, world, as: world.staff) == [1, 1, 1, 1])
            #expect(try await counts(world.secret.contact, world, as: world.staff) == [0, 0])
            #expect(
                try await counts(contact, world, as: world.viewer(of: world.secret)) == [0, 0], "nor for strangers")
            if case .unchanged = try await store(named, world).outcome {} else { Issue.record("it was the same") }
            _ = try await store(order([IncomingContact(externalID: "ATU-CONTACT", role: .billing)]), world)
            #expect(try await counts(contact, world, as: world.staff) == [1, 1, 1])
            _ = try await store(order(nil), world)
            #expect(try await counts(contact, world, as: world.staff) == [1, 1, 1], "a source that does not say")
            let lost = try await store(order([IncomingContact(externalID: "nobody", role: .billing)]), world)
            #expect(lost.warnings.count == 1)
            #expect(try await counts(contact, world, as: world.staff) == [0, 0])
        }
    }
}
