import Core
import Store
import TestSupport
import Testing

/// Lines that are written again are the same lines: their ids, and what nobody sent, stay.
@Suite struct LineKeepingTests {
    @Test(arguments: Engine.allCases) func linesKeepTheirIdsInAnotherOrder(_ engine: Engine) async throws {
        try await engine.withWorkshop { workshop in
            let order = try #require(workshop.world.atu["orders"].first)
            for label in ["Deuxième", "Troisième"] {
                let known = try await lines(workshop, order).map { SentLine(id: $0["id"].id, [:]) }
                try await replace(workshop, order, known + [SentLine(["label": .text(label)])])
            }
            let before = try await lines(workshop, order)
            #expect(before.count == 3)
            let new = SentLine(["label": .text("Nouvelle"), "quantity": .int(1000)])
            let turned = before.reversed().map { SentLine(id: $0["id"].id, [:]) } + [new]
            try await replace(workshop, order, turned)
            let after = try await lines(workshop, order)
            #expect(after.dropLast().map { $0["id"] } == before.reversed().map { $0["id"] })
            #expect(after.dropLast().map { $0["label"] } == before.reversed().map { $0["label"] })
            #expect(after.last?["label"] == .text("Nouvelle"))
            try await replace(workshop, order, [SentLine(id: before[0]["id"].id, [:])])
            #expect(try await lines(workshop, order).map { $0["id"] } == [before[0]["id"]])
        }
    }

    /// Values of a removed field are kept for 30 days, whatever becomes of the line meanwhile.
    @Test(arguments: Engine.allCases) func aRemovedFieldOfLinesComesBackWithItsValues(_ engine: Engine) async throws {
        try await engine.withWorkshop { workshop in
            let order = try #require(workshop.world.atu["orders"].first)
            let key = try await workshop.add(.named("Lot", .line), to: "orders", .subform("lines"))
            let ids = try await lines(workshop, order).map { $0["id"].id }
            try await replace(workshop, order, ids.map { SentLine(id: $0, [key: .text("L-7")]) })
            let version = try await workshop.version(of: "orders")
            try await workshop.change {
                try $0.remove(field: key, of: "orders", .subform("lines"), version: version)
            }
            try await replace(workshop, order, ids.map { SentLine(id: $0, ["quantity": .int(5000)]) })
            try await workshop.change { try $0.restore(field: key, of: "orders", .subform("lines")) }
            #expect(try await lines(workshop, order).allSatisfy { $0[key] == .text("L-7") })
        }
    }

    /// Another system changes the document: what it does not know of a line stays with the line, not with its place.
    @Test(arguments: Engine.allCases) func anImportLeavesWhatWasTypedHere(_ engine: Engine) async throws {
        try await engine.withWorkshop { workshop in
            let key = try await workshop.add(.named("Lot", .line), to: "orders", .subform("lines"))
            let id = try await arrive(workshop, ["Tuile", "Pose"])
            let stored = try await lines(workshop, id)
            try await replace(
                workshop, id,
                zip(stored, ["T-1", "P-1"]).map { SentLine(id: $0["id"].id, [key: .text($1)]) })
            #expect(try await arrive(workshop, ["Échafaudage", "Pose"]) == id)
            let after = try await lines(workshop, id)
            #expect(after.map { $0["label"].text } == ["Échafaudage", "Pose"])
            #expect(after.map { $0[key].text } == [nil, "P-1"])
            #expect(after[1]["id"] == stored[1]["id"])
        }
    }

    /// A title has no price: who may not write prices does not take one away by making a title of the line.
    @Test(arguments: Engine.allCases) func aLineBecomesATitleOnlyForWhoMayWriteItsFigures(_ engine: Engine) async throws
    {
        try await engine.withWorld { world in
            let order = try #require(world.atu["orders"].first)
            var grants = Preset.customer(world.catalog)
            grants["orders"]?.editShared = true
            grants["orders"]?.fields["lines.kind"] = .edit
            let (viewer, ids) = (world.viewer(of: world.atu, grants), world.ids)
            let refused = await #expect(throws: WriteRefusal.self) {
                try await world.write("orders", as: viewer) { orders in
                    let subform = try #require(orders.module.subforms.first)
                    let record = try #require(try orders.find(order))
                    let sent = try orders.lines(subform, of: record).map {
                        SentLine(id: $0["id"].id, ["kind": .text("title")])
                    }
                    try orders.replaceLines(
                        subform, of: order, version: record.version, with: sent, ids: ids, at: TestClock.start)
                }
            }
            guard case .fields(let problems) = refused else { throw StoreError.failed(reason: "not a field") }
            #expect(problems["0.kind"] != nil)
        }
    }

    private func arrive(_ workshop: Workshop, _ labels: [String]) async throws -> RecordID {
        var record = IncomingRecord(module: "orders", externalID: "CO-77")
        record.values = [
            "ref": .text("CO-77"), "date": .day(Day(number: 20_000)), "state": .text("draft"), "total_excl": .int(0),
            "total_vat": .int(0), "total_incl": .int(0),
        ]
        record.references = ["account_id": "ATU-ACCOUNT"]
        record.lines["lines"] = labels.map { IncomingLine(values: ["label": .text($0), "quantity": .int(1000)]) }
        let (catalog, ids, now, wanted) = (
            try await workshop.catalog(), workshop.world.ids, workshop.world.now, record
        )
        return try await workshop.world.database.write {
            try Arrivals($0, catalog, source: "world", ids: ids, at: now).store(wanted).id
        }
    }

    private func lines(_ workshop: Workshop, _ order: RecordID) async throws -> [Row] {
        try await workshop.records("orders") { orders in
            guard let subform = orders.module.subforms.first, let record = try orders.find(order) else { return [] }
            return try orders.lines(subform, of: record)
        }
    }

    private func replace(_ workshop: Workshop, _ order: RecordID, _ lines: [SentLine]) async throws {
        let ids = workshop.world.ids
        try await workshop.records("orders") { orders in
            guard let subform = orders.module.subforms.first, let record = try orders.find(order) else { return }
            try orders.replaceLines(
                subform, of: order, version: record.version, with: lines, ids: ids, at: TestClock.start)
        }
    }
}
