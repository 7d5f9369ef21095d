import Core
import Store
import TestSupport
import Testing

/// The rule in SQL and the rule in memory say the same of every record, and lists hold exactly what can be found.
@Suite struct RuleAgreementTests {
    @Test func onSQLite() async throws {
        let cases = try await compare(on: .sqlite, worlds: 1...24, viewers: 12)
        #expect(cases >= 10_000)
    }

    @Test func onPostgreSQL() async throws {
        let cases = try await compare(on: .postgres, worlds: 101...104, viewers: 10)
        #expect(cases >= 1500)
    }

    /// Returns how many pairs of a viewer and a record were compared.
    private func compare(on engine: Engine, worlds: ClosedRange<UInt64>, viewers: Int) async throws -> Int {
        var cases = 0
        for seed in worlds {
            var modules = GeneratedModules(SeededRandom(seed))
            let catalog = modules.catalog()
            try await engine.withDatabase(catalog) { database in
                let world = try await GeneratedWorld.make(in: database, catalog, count: 14, SeededRandom(seed &* 7919))
                var generated = GeneratedViewers(world, SeededRandom(seed &* 104_729))
                for _ in 0..<viewers {
                    let viewer = generated.viewer()
                    let differences = try await Comparison(world: world, viewer: viewer, seed: seed).differences()
                    #expect(differences.isEmpty, "world \(seed), \(viewer.grants)")
                    cases += world.records.count
                }
            }
        }
        return cases
    }
}
