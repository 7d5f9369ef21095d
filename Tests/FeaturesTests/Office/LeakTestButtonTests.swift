import Core
import Features
import Store
import TestSupport
import Testing

/// *Lancer le contrôle*: administrators only, in the background, one at a time, nothing left behind.
@Suite struct LeakTestButtonTests {
    @Test(arguments: Engine.allCases) func anAdministratorRunsIt(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let alice = try await OfficeDoor.client(world.administrator, world, app)
            let before = try await alice.get("/admin")
            #expect(before.body.contains("Lancer le contrôle") && before.body.contains("Jamais lancé."))
            #expect(try await alice.post("/admin/leak-test").location == "/admin?done=leakTestStarted#leak-test")
            #expect(try await alice.post("/admin/leak-test").location == "/admin?done=leakTestRunning#leak-test")
            await app.leakTests.finished()
            let after = try await alice.get("/admin")
            #expect(after.body.contains("Aucun problème") && after.body.contains("routes"))
            #expect(after.body.contains("Ce que le contrôle n’a pas pu voir"))
            #expect(try await synthetic(app) == 0)
            #expect(try await alice.post("/admin/leak-test").location == "/admin?done=leakTestStarted#leak-test")
            await app.leakTests.finished()
        }
    }

    @Test func staffSeeTheVerdictButNoButton() async throws {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app()
            let claire = try await OfficeDoor.client(world.claire, world, app)
            #expect(try await claire.get("/admin").body.contains("Lancer le contrôle") == false)
            #expect(try await claire.post("/admin/leak-test").status == 404)
            #expect(try await Client(app).post("/admin/leak-test").status == 303)
        }
    }

    @Test(arguments: Engine.allCases) func whatAKilledRunLeftIsSweptAway(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let (ids, now) = (world.ids, world.now)
            try await world.database.write { connection in
                var record = IncomingRecord(module: "accounts", externalID: "left")
                record.values = ["name": .text("left"), "kind": .text("none"), "state": .text("open")]
                _ = try Arrivals(connection, .builtIn, source: "leak-test", ids: ids, at: now).store(record)
                try Settings(connection).set(.leakTestRun, String(now.milliseconds))
            }
            // On PostgreSQL the run may be another node's, so it is left in peace for a while.
            if engine == .postgres {
                try await LeakTest(app: app).sweep()
                #expect(try await synthetic(app) == 1)
                world.clock.advance(by: .minutes(16))
            }
            try await LeakTest(app: app).sweep()
            #expect(try await synthetic(app) == 0)
        }
    }

    private func synthetic(_ app: App) async throws -> Int64? {
        try await app.database.read { try $0.int("SELECT count(*) FROM \"accounts\" WHERE \"source\" = 'leak-test'") }
    }
}
