import Core
@testable import Features
import Store
import TestSupport
import Testing

/// *Pourquoi ?* says what the rule does: its steps all pass exactly when the record is seen, and its fields are those that are shown.
@Suite struct ExplanationTests {
    @Test(arguments: Engine.allCases) func everyStepPassesExactlyWhenTheRecordIsSeen(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            try await setScopes(world)
            var (cases, seen) = (0, 0)
            for company in world.companies {
                for module in world.catalog.modules {
                    for id in world.companies.flatMap({ $0[module.key] }) {
                        let told = try await explain(world, app, company, module, id)
                        let (explanation, found) = try #require(told)
                        #expect(explanation.isSeen == found, "\(company.name) \(module.key)")
                        #expect(
                            explanation.steps.allSatisfy(\.isPassed) == found,
                            "\(company.name) \(module.key): \(explanation.steps)")
                        cases += 1
                        seen += found ? 1 : 0
                    }
                }
            }
            #expect(cases > 60 && seen > 10 && seen < cases)
        }
    }

    @Test func whatStandsInTheWayIsSaid() async throws {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app()
            let invoice = try #require(world.atu["invoices"].first)
            let told = try await explain(world, app, world.secret, .invoices, invoice)
            let (explanation, _) = try #require(told)
            let stopped = try #require(explanation.steps.first { !$0.isPassed })
            #expect(stopped.text.fr.contains(Phrase(fr: "pas à « Atu SARL »", en: "").fr), "\(stopped.text.fr)")
            #expect(explanation.fields.first { $0.label.fr == "Note privée" }?.right == .hidden)
        }
    }

    @Test func aStateThatTheTypeDoesNotShowIsNamed() async throws {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app()
            let invoice = try #require(world.atu["invoices"].first)
            for (state, isSeen) in [("abandoned", false), ("paid", true)] {
                _ = try await world.database.write {
                    try $0.run("UPDATE \"invoices\" SET \"state\" = \(state) WHERE \"id\" = \(invoice)")
                }
                let told = try await explain(world, app, world.atu, .invoices, invoice)
                let explanation = try #require(told).0
                #expect(explanation.isSeen == isSeen)
                let last = try #require(explanation.steps.last)
                #expect(last.isPassed == isSeen)
                let name = Phrase(fr: isSeen ? "« Payée »" : "« Abandonnée »", en: "").fr
                #expect(last.text.fr.contains(name), "\(last.text.fr)")
            }
        }
    }

    /// One module by documents that name the person, one by a longer path, one public.
    private func setScopes(_ world: World) async throws {
        let (type, ids) = (world.userType, world.ids)
        try await world.database.write { connection in
            let portals = Portals(connection)
            var grants = try portals.grants(of: type)
            grants["quotes"]?.see = .through(Scope.Path([], to: .named))
            grants["shipments"]?.see = .through(Scope.Path(["order_id", "account_id"], to: .account))
            for (module, grant) in grants { try portals.setGrant(grant, module: module, of: type, id: ids.next()) }
        }
    }

    private func explain(_ world: World, _ app: App, _ company: World.Company, _ module: Module, _ id: RecordID)
        async throws
        -> (Explanation, Bool)?
    {
        let (staff, today, grants) = (world.staff, app.today, app.grants)
        return try await app.records { records in
            guard let record = try records.seen(by: staff, module).find(id) else { return nil }
            let profile = try AccessProfile.find(company.access, staff, records)
            let maker = VisitorMaker(connection: records.connection, grants: grants, today: today)
            let version = try Portals(records.connection).version()
            let viewer = try maker.viewer(profile.access, profile.person, version: version)
            let explainer = Explainer(records: records, staff: staff, profile: profile, viewer: viewer, today: today)
            let found = try viewer.map { try records.seen(by: $0, module).find(id) != nil } ?? false
            return (try explainer.explain(record), found)
        }
    }
}
