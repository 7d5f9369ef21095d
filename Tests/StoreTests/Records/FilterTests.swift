import Core
import Store
import TestSupport
import Testing

/// Conditions on the fields of a list.
@Suite struct FilterTests {
    @Test(arguments: Engine.allCases) func eachTestKeepsWhatItSays(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await Catalogue.addProducts(to: world)
            let expected: [(Filter.Test, Int)] = [
                (.equals(.int(100)), 8), (.equals(.int(7)), 0), (.oneOf([.int(100), .int(0)]), 16), (.oneOf([]), 0),
                (.isNot([.int(100)]), 52), (.isNot([]), 60), (.atLeast(.int(100)), 24), (.atMost(.int(-100)), 8),
                (.isEmpty, 20),
            ]
            for (test, count) in expected {
                #expect(try await self.count(world, "products", [Filter("price_excl", test)]) == count, "\(test)")
            }
            let both = [Filter("price_excl", .isEmpty), Filter("vat_rate", .isEmpty)]
            #expect(try await count(world, "products", both) == 15)
        }
    }

    @Test(arguments: Engine.allCases) func daysAreFiltered(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let day = Day(iso: "2026-10-15")
            for (test, refs) in [
                (Filter.Test.equals(.day(day)), 2), (.atLeast(.day(day)), 4), (.atMost(.day(day?.advanced(by: -1))), 2),
                (.isNot([.day(day)]), 4),
            ] {
                let invoices = [Filter("date", test), Filter("account_id", .isNot([.id(world.supplier.account)]))]
                let counted = try await count(world, "invoices", invoices)
                #expect(counted == refs, "\(test)")
            }
        }
    }

    /// What a viewer may not see cannot be asked about, and a field that does not exist is not seen either.
    @Test(arguments: Engine.allCases) func aHiddenFieldMatchesNothing(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            for field in ["note", "author_kind", "id", "nothing", "search_text"] {
                for test in [Filter.Test.isEmpty, .isNot([.text("x")]), .equals(.text("ATU note interne"))] {
                    let counted = try await count(world, "invoices", [Filter(field, test)], as: world.buyer)
                    #expect(counted == 0, "\(field) \(test)")
                }
            }
        }
    }

    @Test(arguments: Engine.allCases) func theViewsOfEveryModuleCanBeAsked(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let today = world.clock.today
            for module in world.catalog.modules {
                for view in module.views {
                    for viewer in [world.staff, world.buyer] {
                        let filters = view.filters(today)
                        let counted = try await count(world, module.key, filters, as: viewer)
                        #expect(counted >= 0, "\(module.key) \(view.key)")
                    }
                }
            }
            let late = try #require(Module.invoices.views.first { $0.key == "late" })
            #expect(try await count(world, "invoices", late.filters(today), as: world.buyer) == 1)
        }
    }

    @Test(arguments: Engine.allCases) func sumsFollowFiltersAndRights(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let (mine, everybody, hidden, none) = (
                try await sum(world, "remaining", as: world.buyer), try await sum(world, "remaining", as: world.staff),
                try await sum(world, "note", as: world.buyer), try await sum(world, "paid", as: world.staff)
            )
            #expect([mine, everybody, hidden, none] == [120_000, 360_000, 0, 0])
        }
    }

    private func sum(_ world: World, _ field: String, as viewer: Viewer) async throws -> Int64 {
        try await world.read("invoices", as: viewer) {
            try $0.sums(field, Query(sort: Sort("date"))).parts.first?.minor ?? 0
        }
    }

    private func count(_ world: World, _ module: String, _ filters: [Filter], as viewer: Viewer? = nil) async throws
        -> Int
    {
        try await world.read(module, as: viewer ?? world.staff) { seen in
            var query = Query(sort: seen.module.sort)
            query.filters = filters
            query.limit = 100
            let listed = try seen.list(query).records.count
            let counted = try seen.count(query, upTo: 1000)
            #expect(listed == counted)
            return counted
        }
    }
}
