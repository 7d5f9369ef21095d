import Core
import Store
import TestSupport
import Testing

/// Drafts and internal states exist for people outside only where their type says so.
@Suite struct StateRightsTests {
    @Test(arguments: Engine.allCases) func aDraftIsNowhereUntilItsStateIsTicked(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let (draft, written) = (world.atu["invoices"][0], world.atu["invoices"][1])
            try await setState("draft", of: draft, world)
            try await setState("abandoned", of: written, world)
            let usual = try await seen(world, world.buyer)
            #expect(usual.ids == [world.atu["invoices"][2]] && usual.count == 1 && usual.found == [false, false, true])
            var grants = Preset.customer(world.catalog)
            grants["invoices"]?.states = ["draft"]
            let drafts = try await seen(world, world.viewer(of: world.atu, grants))
            #expect(drafts.ids == [draft] && drafts.found == [true, false, false])
            grants["invoices"]?.states = []
            #expect(try await seen(world, world.viewer(of: world.atu, grants)).ids.isEmpty)
            #expect(try await seen(world, world.staff).found == [true, true, true])
        }
    }

    /// Who may create sees what people outside began, but not the drafts of staff; without the right it is a draft like any other.
    @Test(arguments: Engine.allCases) func whatAPersonBeginsIsSeenByIt(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            var grants = Preset.customer(world.catalog)
            grants["orders"]?.create = true
            let (order, now) = (world.ids.next(), world.now)
            let viewer = world.viewer(of: world.atu, grants)
            _ = try await world.write("orders", as: viewer) {
                try $0.create([:], by: Author($0.viewer), at: now, id: order)
            }
            let staffs = world.atu["orders"][0]
            _ = try await world.database.write {
                try $0.run("UPDATE \"orders\" SET \"state\" = 'draft' WHERE \"id\" = \(staffs)")
            }
            let found = try await world.read("orders", as: viewer) {
                [try $0.find(order) != nil, try $0.find(staffs) != nil]
            }
            #expect(found == [true, false])
            let reader = try await world.read("orders", as: world.buyer) { try $0.find(order) != nil }
            #expect(!reader)
        }
    }

    /// Grants from before states and the three rights to edit mean what they meant: usual states, own and colleagues' records.
    @Test(arguments: Engine.allCases) func grantsFromBeforeKeepTheirMeaning(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let (type, id) = (world.userType, world.ids.next())
            var grant = Preset.customer(world.catalog)["tickets"] ?? .none
            (grant.editOwn, grant.states) = (true, ["new"])
            let given = grant
            let (stored, earlier) = try await world.database.write { connection -> (Grant?, Grant?) in
                let portals = Portals(connection)
                try portals.setGrant(given, module: "tickets", of: type, id: id)
                let stored = try portals.grants(of: type)["tickets"]
                try connection.run(
                    "UPDATE \"grants\" SET \"states\" = NULL, \"can_edit_colleagues\" = NULL WHERE \"module\" = 'tickets'"
                )
                return (stored, try portals.grants(of: type)["tickets"])
            }
            #expect(stored == given && stored?.editColleagues == false)
            #expect(earlier?.states == nil && earlier?.editOwn == true && earlier?.editColleagues == true)
        }
    }

    private func setState(_ state: String, of invoice: RecordID, _ world: World) async throws {
        _ = try await world.database.write {
            try $0.run("UPDATE \"invoices\" SET \"state\" = \(state) WHERE \"id\" = \(invoice)")
        }
    }

    /// The list, its count and each of Atu SARL's three invoices.
    private func seen(_ world: World, _ viewer: Viewer) async throws -> (ids: Set<RecordID>, count: Int, found: [Bool])
    {
        let all = world.atu["invoices"]
        return try await world.read("invoices", as: viewer) { seen in
            let query = Query(sort: Module.invoices.sort)
            return (
                Set(try seen.list(query).records.map(\.id)), try seen.count(query, upTo: 100),
                try all.map { try seen.find($0) != nil }
            )
        }
    }
}
