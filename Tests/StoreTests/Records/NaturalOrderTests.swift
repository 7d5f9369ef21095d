import Core
import TestSupport
import Testing

@testable import Store

/// References are listed as people count, and what older programs stored is brought to that.
@Suite struct NaturalOrderTests {
    private static let refs = ["NAT-10", "NAT-2", "nat-1", "FA10-2", "FA2-10", "FA2-9", "é-3"]
    private static let sorted = ["é-3", "FA2-9", "FA2-10", "FA10-2", "nat-1", "NAT-2", "NAT-10"]

    @Test(arguments: Engine.allCases) func referencesAreSortedAsPeopleCount(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await make(world)
            #expect(try await listed(world) == Self.sorted)
        }
    }

    /// A database of an earlier program: quantities in thousandths, prices in ten-thousandths, no sort keys, searched text with its own
    /// apostrophes and without telephone numbers.
    @Test(arguments: Engine.allCases) func whatIsThereIsBroughtAlong(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await make(world)
            let order = try #require(world.atu["orders"].first)
            try await world.database.write { connection in
                try connection.run("UPDATE \"products\" SET \"ref_key\" = NULL, \"price_excl\" = 1250")
                try connection.run("UPDATE \"order_lines\" SET \"quantity\" = 2000, \"unit_price\" = 5000000")
                try connection.run(
                    "UPDATE \"contacts\" SET \"phone_work\" = '01 99 00 98 79' WHERE \"id\" = \(world.atu.contact)")
                for step in DataStep.all { try connection.run("DELETE FROM \"ledger\" WHERE \"name\" = \(step.name)") }
            }
            let migrator = Migrator(database: world.database, catalog: world.catalog, clock: world.clock.clock)
            #expect(try await migrator.pending() == DataStep.all.map(\.name))
            #expect(try await migrator.migrate() == DataStep.all.map(\.name))
            #expect(try await migrator.migrate() == [])
            #expect(try await listed(world) == Self.sorted)
            let line = try await world.database.read {
                try $0.row("SELECT \"quantity\", \"unit_price\" FROM \"order_lines\" WHERE \"parent_id\" = \(order)")
            }
            #expect(line?.values == [.int(2_000_000), .int(500_000_000)])
            let prices = try await world.database.read {
                try $0.rows("SELECT DISTINCT \"price_excl\" FROM \"products\"")
            }
            #expect(prices.map(\.values) == [[.int(12_500_000)]])
            let found = try await world.read("contacts", as: world.staff) { contacts in
                var query = Query(sort: contacts.module.sort)
                query.search = "0199009879"
                return try contacts.list(query).records.map(\.id)
            }
            #expect(found == [world.atu.contact])
        }
    }

    /// The index whose place another one took is gone.
    @Test(arguments: Engine.allCases) func formerIndexesGo(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await world.database.write { connection in
                try connection.script("CREATE INDEX \"quotes_by_account_id\" ON \"quotes\" (\"account_id\")")
                try connection.run(
                    "INSERT INTO \"ledger\" (\"name\", \"hash\", \"applied_at\") VALUES ('index quotes_by_account_id', '', 0)"
                )
            }
            try await Migrator(database: world.database, catalog: world.catalog, clock: world.clock.clock).migrate()
            let known = try await world.database.read { try SchemaLedger($0).known() }
            #expect(known["index quotes_by_account_id"] == nil && known["index quotes_by_account_id_2"] != nil)
            try await world.database.write {
                try $0.script("CREATE INDEX \"quotes_by_account_id\" ON \"quotes\" (\"account_id\")")
            }
        }
    }

    private func make(_ world: World) async throws {
        let ids = world.ids
        try await world.write("products", as: world.staff) { products in
            for ref in Self.refs {
                let values: [String: Value] = [
                    "ref": .text(ref), "label": .text("L"), "kind": .text("product"), "state": .text("on_sale"),
                ]
                _ = try products.create(values, by: .system("test"), at: TestClock.start, id: ids.next())
            }
        }
    }

    private func listed(_ world: World) async throws -> [String] {
        try await world.read("products", as: world.staff) { products in
            var (refs, next): ([String], Position?) = ([], .first)
            while let position = next {
                var query = Query(sort: Sort("ref"))
                (query.limit, query.position) = (2, position)
                let page = try products.list(query)
                refs += page.records.compactMap { $0["ref"].text }
                next = page.next
            }
            return refs
        }
    }
}
