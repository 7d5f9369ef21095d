import Core
import Features
import Store
import TestSupport
import Testing

/// The leak test on both engines: nothing crosses, and it cleans up after itself.
@Suite struct LeakTestTests {
    @Test(arguments: Engine.allCases) func nothingCrosses(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let report = try await LeakTest(app: app).run()
            #expect(report.problems == [])
            #expect(report.requests > 100)
            let staff = world.staff
            for module in app.catalog.modules {
                let records = try await app.records {
                    try $0.seen(by: staff, module).list(Query(sort: module.sort)).records
                }
                #expect(records.allSatisfy { !$0.title.hasPrefix("leaktest") }, "\(module.key)")
            }
        }
    }

    @Test func aRuleThatLetsEverybodySeeIsFound() async throws {
        try await Engine.sqlite.withWorld { world in
            let (type, id) = (world.userType, world.ids.next())
            var grant = Grant(see: .everyone)
            grant.fields = ["ref": .read, "date": .read]
            let wrong = grant
            try await world.database.write { try Portals($0).setGrant(wrong, module: "invoices", of: type, id: id) }
            let report = try await LeakTest(app: try world.app()).run()
            #expect(report.problems.contains { $0.contains("invoices") })
        }
    }
}
