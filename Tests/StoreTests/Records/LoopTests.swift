import Core
import Store
import TestSupport
import Testing

/// Nothing is above itself, whoever says so.
@Suite struct LoopTests {
    @Test(arguments: Engine.allCases) func aFormThatMakesALoopIsRefused(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let ids = try await Catalogue.addAccounts(["Mère", "Fille", "Petite-fille"], to: world)
            #expect(try await refusal(world, ids[0], parent: ids[0]) == ["parent_id"])
            #expect(try await refusal(world, ids[1], parent: ids[0]) == [])
            #expect(try await refusal(world, ids[2], parent: ids[1]) == [])
            #expect(try await refusal(world, ids[0], parent: ids[2]) == ["parent_id"])
            #expect(try await refusal(world, ids[2], parent: ids[0]) == [])
        }
    }

    @Test(arguments: Engine.allCases) func anImportThatMakesALoopIsTold(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            #expect(try await arrive(world, "M", parent: nil).isEmpty)
            #expect(try await arrive(world, "F", parent: "M").isEmpty)
            let told = try await arrive(world, "M", parent: "F")
            #expect(told.count == 1 && told[0].reason.fr.contains("au-dessus d’elle-même"))
            #expect(try await arrive(world, "F", parent: "F").count == 1)
            let parents = try await world.database.read {
                try $0.int("SELECT count(*) FROM \"accounts\" WHERE \"source\" = 'loops' AND \"parent_id\" IS NOT NULL")
            }
            #expect(parents == 0)
        }
    }

    private func refusal(_ world: World, _ id: RecordID, parent: RecordID) async throws -> [String] {
        do {
            try await world.write("accounts", as: world.staff) { accounts in
                let version = try accounts.find(id)?.version ?? 0
                try accounts.update(id, version: version, ["parent_id": .id(parent)], at: TestClock.start)
            }
            return []
        } catch WriteRefusal.fields(let problems) {
            return problems.keys.sorted()
        }
    }

    private func arrive(_ world: World, _ key: String, parent: String?) async throws -> [RefusedRow] {
        var record = IncomingRecord(module: "accounts", externalID: key)
        record.values = ["name": .text(key), "kind": .text("customer"), "state": .text("open")]
        if let parent { record.references["parent_id"] = parent }
        let (ids, now, catalog, sent) = (world.ids, world.now, world.catalog, record)
        return try await world.database.write {
            try Arrivals($0, catalog, source: "loops", ids: ids, at: now).store(sent).warnings
        }
    }
}
