import Core
import Store
import TestSupport
import Testing

/// What people outside may change of the lines of their records, and what stays as it is.
@Suite struct LineRightsTests {
    /// Quantities may change; prices are neither seen nor lost, and amounts are worked out from them.
    @Test(arguments: Engine.allCases) func aHiddenPriceStaysAndCounts(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let order = try #require(world.atu["orders"].first)
            let viewer = viewer(world) { grant in
                grant.fields["lines.quantity"] = .edit
                grant.fields["lines.unit_price"] = .hidden
            }
            let before = try await lines(world, order, as: world.staff)
            let price = try #require(before.first?["unit_price"].int)
            #expect(
                try await lines(world, order, as: viewer).allSatisfy { $0.columns.position(of: "total_excl") == nil })
            let sent = before.map { SentLine(id: $0["id"].id, ["quantity": .int(3_000_000)]) }
            try await replace(world, order, sent, as: viewer)
            let after = try await lines(world, order, as: world.staff)
            #expect(after.map { $0["unit_price"] } == before.map { $0["unit_price"] })
            #expect(after.map { $0["label"] } == before.map { $0["label"] })
            let amounts = try #require(
                LineAmounts(
                    quantity: 3_000_000, unitPrice: price, discount: before[0]["discount"].int ?? 0,
                    vatRate: before[0]["vat_rate"].int ?? 0))
            #expect(after[0]["total_excl"] == .int(amounts.totalExcl))
        }
    }

    @Test(arguments: Engine.allCases) func whatMayNotBeChangedIsRefusedByName(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let order = try #require(world.atu["orders"].first)
            let viewer = viewer(world) { $0.fields["lines.quantity"] = .edit }
            let before = try await lines(world, order, as: world.staff)
            let cheap = before.map { SentLine(id: $0["id"].id, ["unit_price": .int(1)]) }
            #expect(try await refusal(world, order, cheap, as: viewer) == ["0.unit_price"])
            // Lines neither come nor go without the right to name one.
            #expect(try await refusal(world, order, [], as: viewer) == nil)
            let more = before.map { SentLine(id: $0["id"].id, [:]) } + [SentLine(["label": .text("x")])]
            #expect(try await refusal(world, order, more, as: viewer) == nil)
            // Somebody else's line does not become mine.
            let other = try #require(world.secret["orders"].first)
            let foreign = try await lines(world, other, as: world.staff).map {
                SentLine(id: $0["id"].id, ["quantity": .int(1)])
            }
            #expect(try await refusal(world, order, foreign, as: viewer) == nil)
            #expect(
                try await lines(world, order, as: world.staff).map { $0["unit_price"] }
                    == before.map { $0["unit_price"] })
            // Nor are the lines of a record that may not be changed.
            let reader = world.viewer(of: world.atu)
            let same = before.map { SentLine(id: $0["id"].id, [:]) }
            #expect(try await refusal(world, order, same, as: reader) == nil)
        }
    }

    @Test(arguments: Engine.allCases) func aCopyTakesWhatMayBeWritten(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let order = try #require(world.atu["orders"].first)
            let viewer = viewer(world) { grant in
                (grant.clone, grant.editOwn) = (true, true)
                for key in ["label", "quantity"] { grant.fields["lines." + key] = .edit }
                grant.fields["customer_ref"] = .edit
            }
            let (id, ids) = (world.ids.next(), world.ids)
            try await world.write("orders", as: viewer) { orders in
                _ = try orders.create(
                    ["customer_ref": .text("Copie")], by: Author(viewer), at: TestClock.start, id: id, copyOf: order)
                try orders.copyLines(from: order, to: id, ids: ids, at: TestClock.start)
            }
            let (was, copy) = (
                try await lines(world, order, as: world.staff), try await lines(world, id, as: world.staff)
            )
            #expect(
                copy.map { $0["label"] } == was.map { $0["label"] }
                    && copy.map { $0["quantity"] } == was.map { $0["quantity"] })
            #expect(
                copy.allSatisfy { $0["unit_price"].isNull || $0["unit_price"] == .int(0) },
                "a price that may not be written is not copied")
            let stranger = try await world.read("orders", as: world.viewer(of: world.secret)) { try $0.find(id) }
            #expect(stranger == nil)
            // Another's record cannot be copied.
            let foreign = try #require(world.secret["orders"].first)
            await #expect(throws: WriteRefusal.self) {
                try await world.write("orders", as: viewer) { orders in
                    _ = try orders.create([:], by: Author(viewer), at: TestClock.start, id: ids.next(), copyOf: foreign)
                }
            }
        }
    }

    private func viewer(_ world: World, _ change: (inout Grant) -> Void) -> Viewer {
        var grants = Preset.customer(world.catalog)
        var grant = grants["orders"] ?? .none
        grant.editShared = true
        change(&grant)
        grants["orders"] = grant
        return world.viewer(of: world.atu, grants)
    }

    private func lines(_ world: World, _ order: RecordID, as viewer: Viewer) async throws -> [Row] {
        try await world.read("orders", as: viewer) { orders in
            guard let subform = orders.module.subforms.first, let record = try orders.find(order) else { return [] }
            return try orders.lines(subform, of: record)
        }
    }

    private func replace(_ world: World, _ order: RecordID, _ lines: [SentLine], as viewer: Viewer) async throws {
        let ids = world.ids
        try await world.write("orders", as: viewer) { orders in
            guard let subform = orders.module.subforms.first, let record = try orders.find(order) else { return }
            try orders.replaceLines(
                subform, of: order, version: record.version, with: lines, ids: ids, at: TestClock.start)
        }
    }

    /// The cells that were refused; nil when the whole was, as if there were no such record.
    private func refusal(_ world: World, _ order: RecordID, _ lines: [SentLine], as viewer: Viewer) async throws -> Set<
        String
    >? {
        do {
            try await replace(world, order, lines, as: viewer)
            Issue.record("the lines were taken")
            return []
        } catch WriteRefusal.fields(let problems) {
            return Set(problems.keys)
        } catch WriteRefusal.notFound {
            return nil
        }
    }
}
