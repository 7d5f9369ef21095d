import Core
import Store
import TestSupport
import Testing

/// Who may create what.
@Suite struct RecordCreationTests {
    static let ticket: [String: Value] = [
        "subject": .text("Panne"), "message": .text("Rien ne va."), "state": .text("new"),
    ]

    @Test(arguments: Engine.allCases) func aNewRecordGetsTheViewersAccount(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let (viewer, id) = (Generous.viewer(world), world.ids.next())
            try await create("tickets", Self.ticket, world, as: viewer, id)
            let seen = try await world.read("tickets", as: viewer) { try $0.find(id) }
            let record = try #require(seen)
            #expect(record["account_id"] == .id(world.atu.account) && record.version == 1)
            #expect(record["author_kind"] == .text("external") && record["created_at"] == .instant(world.now))
            let elsewhere = try await world.read("tickets", as: world.viewer(of: world.secret)) { try $0.find(id) }
            #expect(elsewhere == nil)
        }
    }

    /// What the form does not ask is filled in: state, reference, date, who asked.
    @Test(arguments: Engine.allCases) func aCustomerFilesARequest(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let (id, values) = (world.ids.next(), ["subject": Value.text("Panne"), "message": .text("Rien ne va.")])
            try await create("tickets", values, world, as: world.buyer, id)
            let found = try await world.read("tickets", as: world.buyer) { try $0.find(id) }
            let ticket = try #require(found)
            #expect(ticket["state"] == .text("new") && ticket["opened_at"] == .instant(world.now))
            #expect(ticket["contact_id"] == .id(world.atu.contact) && ticket["ref"].text?.isEmpty == false)
            let newest = try await world.read("tickets", as: world.buyer) {
                try $0.list(Query(sort: $0.module.sort)).records.first?.id
            }
            #expect(newest == id)
        }
    }

    @Test(arguments: Engine.allCases) func anotherAccountInTheFormIsRefused(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let stolen = Self.ticket.merging(["account_id": .id(world.secret.account)]) { _, new in new }
            let preset = try await refusal { try await create("tickets", stolen, world, as: world.buyer) }
            #expect(preset == .fields(["account_id", "state"]))
            let generous = try await refusal { try await create("tickets", stolen, world, as: Generous.viewer(world)) }
            #expect(generous == .fields(["account_id"]))
            let nowhere = Self.ticket.merging(["account_id": .null]) { _, new in new }
            #expect(
                try await refusal { try await create("tickets", nowhere, world, as: Generous.viewer(world)) }
                    == .notFound)
            #expect(
                try await world.read("tickets", as: world.staff) { try $0.count(Query(sort: Sort("ref")), upTo: 100) }
                    == 6)
        }
    }

    @Test(arguments: Engine.allCases) func aFieldThatMayNotBeSetIsRefusedByName(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let staffOnly: [String: Value] = [
                "assigned_to": .text("moi"), "note": .text("x"), "ref": .text("T-1"), "opened_at": .int(0),
                "id": .int(1), "version": .int(9),
                "author_kind": .text("staff"), "nothing": .null,
            ]
            let values = Self.ticket.merging(staffOnly) { _, new in new }
            let byBuyer = try await refusal { try await create("tickets", values, world, as: world.buyer) }
            #expect(byBuyer == .fields(Set(staffOnly.keys).union(["state"])))
            // Even with every field granted: internal and read-only fields, and columns that are no fields.
            let byGenerous = try await refusal {
                try await create("tickets", values, world, as: Generous.viewer(world))
            }
            #expect(
                byGenerous
                    == .fields(["note", "ref", "opened_at", "assigned_to", "id", "version", "author_kind", "nothing"]))
            let byStaff = try await refusal { try await create("tickets", values, world, as: world.staff) }
            #expect(byStaff == .fields(["ref", "opened_at", "assigned_to", "id", "version", "author_kind", "nothing"]))
        }
    }

    @Test(arguments: Engine.allCases) func requiredFieldsAreAskedFor(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let values: [String: Value] = ["subject": .text("Panne"), "message": .null]
            let refused = try await refusal { try await create("tickets", values, world, as: Generous.viewer(world)) }
            #expect(refused == .fields(["message"]))
        }
    }

    @Test(arguments: Engine.allCases) func withoutTheRightNothingIsCreated(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let invoice: [String: Value] = ["ref": .text("F-1"), "date": .text("2026-11-22")]
            for module in ["invoices", "accounts", "contacts", "products"] {
                let refused = try await refusal { try await create(module, invoice, world, as: world.buyer) }
                #expect(refused == .notFound, "\(module)")
            }
        }
    }

    @Test(arguments: Engine.allCases) func aLookupToAnInvisibleRecordIsRefused(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let viewer = Generous.viewer(world)
            let targets: [(String, RecordID, Refused?)] = [
                ("project_id", world.secret["projects"][0], .fields(["project_id"])),
                ("contact_id", world.secret.contact, .fields(["contact_id"])),
                ("project_id", RecordID(42), .fields(["project_id"])),
                // A record of another module.
                ("project_id", world.atu.account, .fields(["project_id"])),
                ("project_id", world.atu["projects"][0], nil),
            ]
            for (field, id, expected) in targets {
                let values = Self.ticket.merging([field: .id(id)]) { _, new in new }
                let refused = try await refusal { try await create("tickets", values, world, as: viewer) }
                #expect(refused == expected, "\(field) \(id)")
            }
        }
    }

    /// A record that only a longer path leads to must lead to the viewer as well.
    @Test(arguments: Engine.allCases) func aNewChildMustBelongToTheViewersParent(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let viewer = Generous.viewer(world)
            for (project, expected) in [(world.atu, nil), (world.secret, Refused.fields(["project_id"]))] {
                let values: [String: Value] = [
                    "ref": .text("T"), "label": .text("x"), "project_id": .id(project["projects"][0]),
                ]
                let refused = try await refusal { try await create("tasks", values, world, as: viewer) }
                #expect(refused == expected)
            }
        }
    }

    @discardableResult
    private func create(
        _ module: String, _ values: [String: Value], _ world: World, as viewer: Viewer, _ id: RecordID? = nil
    ) async throws -> RecordID {
        let (id, now) = (id ?? world.ids.next(), world.now)
        return try await world.write(module, as: viewer) { try $0.create(values, by: Author(viewer), at: now, id: id) }
    }
}
