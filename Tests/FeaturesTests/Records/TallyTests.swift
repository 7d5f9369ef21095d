import HTML
import Core
import Store
import Testing
import TestSupport

/// Many questions in one statement, on both engines.
struct TallyTests {
    private let unpaid = [Filter("state", .oneOf([.text("unpaid"), .text("partly_paid")]))]

    @Test(arguments: Engine.allCases) func countsSumsAndFirstValues(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let parts: [TallyPart] = [
                .count(unpaid), .sum("remaining", unpaid), .least("date"),
                .count([Filter("due_date", .atMost(.text("2026-11-21")))]),
            ]
            let tally = try await world.read("invoices", as: world.buyer) { try $0.tally(parts, upTo: 100) }
            #expect(tally.total == 3 && tally.isWhole)
            #expect(tally.answers == [.int(2), .int(120_000), .text("2026-09-15"), .int(2)])
        }
    }

    @Test(arguments: Engine.allCases) func theWalkStopsAtTheBound(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let tally = try await world.read("invoices", as: world.staff) { try $0.tally([.count([])], upTo: 4) }
            #expect(tally.total == 4 && !tally.isWhole)
        }
    }

    @Test(arguments: Engine.allCases) func hiddenFieldsAnswerNothing(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            var grants = Preset.customer(world.catalog)
            grants["invoices"]?.fields["remaining"] = .hidden
            grants["invoices"]?.fields["state"] = .hidden
            let viewer = world.viewer(of: world.atu, grants)
            let parts: [TallyPart] = [.count(unpaid), .sum("remaining"), .least("remaining")]
            let tally = try await world.read("invoices", as: viewer) { try $0.tally(parts, upTo: 100) }
            #expect(tally.answers == [.int(0), .int(0), .null])
        }
    }
}
