import Core
import Store
import TestSupport
import Testing

/// What is left to pay, by currency, and what nobody owes any more.
@Suite struct OwedTests {
    /// Sets what is left of the three invoices of Atu.
    private func leave(_ amounts: [String: Int64], in world: World, _ currencies: [String: String] = [:]) async throws {
        try await world.write("invoices", as: world.staff) { invoices in
            for record in try invoices.list(Query(sort: invoices.module.sort)).records {
                guard let left = amounts[record.title] else { continue }
                let values: [String: Value] = [
                    "state": .text("unpaid"), "remaining": .int(left), "due_date": .text("2026-01-01"),
                    "currency": .text(currencies[record.title]),
                ]
                let version = try invoices.find(record.id)?.version ?? 0
                try invoices.update(record.id, version: version, values, at: TestClock.start)
            }
        }
    }

    @Test(arguments: Engine.allCases) func onlyWhatIsLeftIsLate(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await leave(["ATU-0001": 0, "ATU-0002": -1000, "ATU-0003": 1], in: world)
            let views = world.catalog["invoices"]?.views ?? []
            for key in ["late", "due"] {
                let view = try #require(views.first { $0.key == key })
                let found = try await world.read("invoices", as: world.buyer) { invoices in
                    var query = Query(sort: invoices.module.sort)
                    query.filters = view.filters(world.clock.today)
                    return try invoices.list(query).records
                }
                #expect(found.map(\.title) == ["ATU-0003"], "\(key)")
            }
            let chips = try await world.read("invoices", as: world.buyer) { invoices in
                try invoices.list(Query(sort: Sort("ref"))).records.map { $0.chip(today: world.clock.today)?.label.fr }
            }
            #expect(chips == ["Rien à payer", "Trop-perçu", "En retard"])
            // Who does not see what is left goes by the state and the day.
            var grants = Preset.customer(world.catalog)
            grants["invoices"]?.fields["remaining"] = .hidden
            let blind = world.viewer(of: world.atu, grants)
            let late = try #require(views.first { $0.key == "late" })
            let count = try await world.read("invoices", as: blind) { invoices in
                var query = Query(sort: invoices.module.sort)
                query.filters = late.filters(world.clock.today)
                return try invoices.count(query, upTo: 10)
            }
            #expect(count == 3)
        }
    }

    @Test(arguments: Engine.allCases) func sumsNeverAddTwoCurrencies(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await leave(["ATU-0001": 100, "ATU-0002": 250, "ATU-0003": 50], in: world, ["ATU-0002": "USD"])
            var grants = Preset.customer(world.catalog)
            grants["invoices"]?.fields["currency"] = .hidden
            for viewer in [world.buyer, world.viewer(of: world.atu, grants)] {
                let (sums, codes) = try await world.read("invoices", as: viewer) { invoices in
                    let query = Query(sort: Sort("ref"))
                    return (try invoices.sums("remaining", query), try invoices.list(query).records.map(\.currency))
                }
                #expect(sums == Amounts([.init(150), .init(250, "USD")]))
                #expect(codes == ["EUR", "USD", "EUR"], "an amount comes with its currency")
            }
        }
    }
}
