import Core
import Store
import TestSupport
import Testing

/// What an account's documents come to: drafts, abandoned, replaced and cancelled ones are nothing, credit notes subtract.
@Suite struct BillingTests {
    @Test(arguments: Engine.allCases) func sumsGoByMeaning(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let today = Day(world.now, in: Formats.paris)
            let before = try await billing("invoices", world, today)
            #expect(before.count == 3 && before.total == Amounts([.init(360_000)]))
            #expect(before.payment?.left == Amounts([.init(120_000)]))
            for (number, state) in ["draft", "abandoned", "replaced"].enumerated() {
                try await add(number, state, kind: "standard", total: 999_900, world)
            }
            try await add(3, "credit", kind: "credit_note", total: -20_000, world)
            #expect(try await billing("invoices", world, today).total == Amounts([.init(340_000)]))
            try await world.database.write {
                _ = try $0.run("UPDATE \"invoices\" SET \"total_incl\" = 20000 WHERE \"ref\" = 'B-3'")
            }
            let after = try await billing("invoices", world, today)
            #expect(after.count == 4 && after.total == Amounts([.init(340_000)]) && after.payment == before.payment)
        }
    }

    /// An invoice in dollars is no part of the euros.
    @Test(arguments: Engine.allCases) func eachCurrencyIsASumOfItsOwn(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await add(0, "unpaid", kind: "standard", total: 50_000, world)
            try await add(1, "credit", kind: "credit_note", total: 8_000, world)
            try await world.database.write {
                _ = try $0.run(
                    "UPDATE \"invoices\" SET \"currency\" = 'USD', \"remaining\" = 700 WHERE \"ref\" IN ('B-0', 'B-1')")
            }
            let billing = try await billing("invoices", world, Day(world.now, in: Formats.paris))
            #expect(billing.total == Amounts([.init(360_000), .init(42_000, "USD")]))
            #expect(billing.payment?.left == Amounts([.init(120_000), .init(700, "USD")]))
        }
    }

    @Test func cancelledOrdersAreNothing() async throws {
        try await Engine.sqlite.withWorld { world in
            let order = world.atu["orders"][0]
            try await world.database.write {
                _ = try $0.run("UPDATE \"orders\" SET \"state\" = 'cancelled' WHERE \"id\" = \(order)")
            }
            let orders = try await billing("orders", world, Day(world.now, in: Formats.paris))
            #expect(orders.count == 1 && orders.total == Amounts([.init(120_000)]) && orders.payment == nil)
        }
    }

    private func billing(_ module: String, _ world: World, _ today: Day) async throws -> Billing {
        let mine = [Filter("account_id", .equals(.id(world.atu.account)))]
        return try await world.read(module, as: world.staff) { try $0.billing(mine, today: today) }
    }

    private func add(_ number: Int, _ state: String, kind: String, total: Int64, _ world: World) async throws {
        let (id, account) = (world.ids.next(), world.atu.account)
        try await world.database.write {
            _ = try $0.run(
                """
                INSERT INTO "invoices" ("id", "author_kind", "created_at", "updated_at", "search_text", "ref", "date", "account_id", "kind", "state", "total_incl", "remaining") \
                VALUES (\(id), 'system', 0, 0, '', \("B-" + String(number)), \(Day(number: 20_000)), \(account), \(kind), \(state), \(total), 0)
                """)
        }
    }
}
