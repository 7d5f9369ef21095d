import Core
import Store
import TestSupport
import Testing

/// Amounts that people type must agree; those of imports are taken as they are.
@Suite struct DocumentTotalsTests {
    private func invoice(_ world: World, _ amounts: [String: Int64]) -> [String: Value] {
        var values: [String: Value] = [
            "ref": .text("F-1"), "date": .text("2026-11-01"), "account_id": .id(world.atu.account),
            "kind": .text("standard"), "state": .text("unpaid"),
        ]
        for (key, amount) in amounts { values[key] = .int(amount) }
        return values
    }

    private func problems(_ world: World, _ amounts: [String: Int64]) async throws -> Set<String> {
        let (values, id, now) = (invoice(world, amounts), world.ids.next(), world.now)
        let staff = world.staff
        do {
            _ = try await world.write("invoices", as: staff) {
                try $0.create(values, by: Author(staff), at: now, id: id)
            }
            return []
        } catch WriteRefusal.fields(let problems) {
            return Set(problems.keys)
        }
    }

    @Test(arguments: Engine.allCases) func totalsMustAgree(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let cases: [([String: Int64], Set<String>)] = [
                (["total_excl": 100_050, "total_vat": 100, "total_incl": 500], ["total_incl"]),
                (["total_excl": 100_000, "total_vat": 20_000, "total_incl": 120_001], []),
                (["total_excl": 100_000, "total_vat": 20_000, "total_incl": 120_002], ["total_incl"]),
                (["total_excl": 100_000, "total_incl": 1], []),
                (["total_incl": 1_000, "paid": 400, "remaining": 600], []),
                (["total_incl": 1_000, "paid": 400, "remaining": 601], ["remaining"]),
                (["total_incl": 1_000, "paid": 400], []),
            ]
            for (amounts, expected) in cases {
                let found = try await problems(world, amounts)
                #expect(found == expected, "\(amounts)")
            }
        }
    }

    @Test func aChangeIsCheckedWithWhatStays() async throws {
        try await Engine.sqlite.withWorld { world in
            let (id, staff, now) = (world.atu["invoices"][0], world.staff, world.now)
            let version = try await world.read("invoices", as: staff) { try $0.find(id)?.version } ?? 0
            await #expect(throws: WriteRefusal.self) {
                try await world.write("invoices", as: staff) {
                    try $0.update(id, version: version, ["total_incl": .int(5)], at: now)
                }
            }
            try await world.write("invoices", as: staff) {
                try $0.update(id, version: version, ["public_note": .text("note")], at: now)
            }
        }
    }
}
