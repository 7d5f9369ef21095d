import Core
import Store
import TestSupport
import Testing

@testable import Features

/// Accesses that nobody uses: told two weeks ahead, suspended after the portal's days, opened again by the customer or staff.
@Suite struct IdleRuleTests {
    /// The world with Atu signed in today and a rule of 60 days.
    private func withRule(_ engine: Engine, _ body: (World, App) async throws -> Void) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            try await world.database.write { connection in
                try connection.run("UPDATE \"portals\" SET \"idle_days\" = 60")
                try connection.run("UPDATE \"people\" SET \"password_at\" = NULL, \"signed_in_at\" = NULL")
                try connection.run("UPDATE \"accesses\" SET \"state\" = 'active'")
                try People(connection).signedIn(world.atu.person, at: world.now)
            }
            try await body(world, app)
        }
    }

    private func pass(_ days: Int, _ world: World, _ app: App) async throws {
        world.clock.advance(by: .days(Int64(days)))
        for _ in 1...2 { try await IdleRule(app: app).run() }
    }

    private func told(_ world: World) async throws -> [String] {
        try await world.database.read { try Outbox($0).newest(200) }.filter { $0.kind == "ACCESS_IDLE" }
            .flatMap(\.recipients).sorted()
    }

    private func state(_ id: RecordID, _ world: World) async throws -> Access? {
        try await world.database.read { try Accesses($0).find(id) }
    }

    @Test(arguments: Engine.allCases) func nobodyIsSuspendedWithoutTwoWeeksOfNotice(_ engine: Engine) async throws {
        try await withRule(engine) { world, app in
            try await pass(45, world, app)
            #expect(try await told(world).isEmpty)
            try await pass(2, world, app)
            let first = try await told(world)
            #expect(first.count == 3, "once each")
            try await pass(13, world, app)
            #expect(try await state(world.atu.access, world)?.state == .active)
            // Whoever signs in meanwhile stays.
            try await world.database.write { try People($0).signedIn(world.secret.person, at: world.now) }
            try await pass(2, world, app)
            let atu = try #require(try await state(world.atu.access, world))
            #expect(atu.state == .deactivated && atu.shutBy == .rule && atu.shutReason?.kind == .idle)
            #expect(try await state(world.secret.access, world)?.state == .active)
            #expect(try await told(world) == first)
        }
    }

    @Test func theDoorSaysWhyAndAReactivatedAccessHasItsDaysAgain() async throws {
        try await withRule(.sqlite) { world, app in
            try await pass(47, world, app)
            try await pass(15, world, app)
            try await world.setPassword("quatre chevaux gris", of: world.atu.person, app)
            let form = ["login": "atu.lenobli", "password": "quatre chevaux gris"]
            let refused = try await Client(app).post("/p/clients/signin", form)
            #expect(refused.status == 403 && refused.body.contains("suspendu, faute de connexion"))
            let office = try await OfficeDoor.client(world.administrator, world, app)
            let path = "/admin/users/" + world.atu.access.text
            #expect(try await office.get(path).body.contains("Par la règle du portail"))
            #expect(try await office.post(path + "/enable").status == 303)
            _ = try await world.database.write { try $0.run("UPDATE \"people\" SET \"password_at\" = NULL") }
            try await pass(40, world, app)
            #expect(try await state(world.atu.access, world)?.state == .active)
        }
    }

    @Test(arguments: Engine.allCases) func aWarningOfAnotherTimeCountsForNothing(_ engine: Engine) async throws {
        try await withRule(engine) { world, app in
            try await pass(47, world, app)
            try await rule(nil, world)
            try await pass(200, world, app)
            try await rule(60, world)
            try await pass(1, world, app)
            #expect(try await state(world.atu.access, world)?.state == .active)
            #expect(try await told(world).count == 6, "told again")
            try await pass(15, world, app)
            #expect(try await state(world.atu.access, world)?.state == .deactivated)
        }
    }

    private func rule(_ days: Int64?, _ world: World) async throws {
        _ = try await world.database.write { try $0.run("UPDATE \"portals\" SET \"idle_days\" = \(days)") }
    }

    @Test func whatAProgramUsesAndWhoCannotBeToldStay() async throws {
        try await withRule(.sqlite) { world, app in
            try await world.database.write { connection in
                let secret = world.secret
                try connection.run(
                    "UPDATE \"people\" SET \"email\" = NULL, \"email_key\" = NULL WHERE \"id\" = \(secret.person)")
                try connection.run("UPDATE \"contacts\" SET \"email\" = NULL WHERE \"id\" = \(secret.contact)")
            }
            let office = try await OfficeDoor.client(world.administrator, world, app)
            _ = try await office.post("/admin/users/\(world.atu.access.text)/key")
            for _ in 0..<8 {
                try await pass(10, world, app)
                let now = world.now
                _ = try await world.database.write { try $0.run("UPDATE \"api_keys\" SET \"last_used_at\" = \(now)") }
            }
            #expect(try await state(world.atu.access, world)?.state == .active)
            #expect(try await state(world.secret.access, world)?.state == .active)
            #expect(try await state(world.supplier.access, world)?.state == .deactivated)
        }
    }

    @Test func theLastAdministratorStaysAndIsNotToldOtherwise() async throws {
        try await TeamWorld.with { team in
            let world = team.world
            #expect(try await team.add().status == 303)
            let lea = try await team.newest()
            try await rule(60, world)
            try await world.database.write { try Accesses($0).setState(.active, of: lea.id) }
            for _ in 0..<8 {
                try await pass(10, world, team.app)
                try await world.database.write { try Accesses($0).wake(lea.id, at: world.now) }
            }
            let address = try await world.database.read { try People($0).find(world.atu.person)?.email }
            let told = try await told(world)
            #expect(try await state(world.atu.access, world)?.state == .active && !told.contains(address ?? ""))
        }
    }

    @Test func withoutARuleNothingHappens() async throws {
        try await withRule(.sqlite) { world, app in
            _ = try await world.database.write { try $0.run("UPDATE \"portals\" SET \"idle_days\" = NULL") }
            try await pass(900, world, app)
            #expect(try await told(world).isEmpty)
            #expect(try await state(world.atu.access, world)?.state == .active)
        }
    }

    @Test(arguments: Engine.allCases) func twoNodesTellOnce(_ engine: Engine) async throws {
        try await withRule(engine) { world, app in
            world.clock.advance(by: .days(50))
            let nodes = [app, try world.app()]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<8 { group.addTask { try await IdleRule(app: nodes[index % 2]).run() } }
                try await group.waitForAll()
            }
            #expect(try await told(world).count == 3)
        }
    }

    @Test func theSettingIsReadAndItsLimitsAreNamed() async throws {
        try await AdmissionWorld.with { admission in
            let portal = admission.world.portal
            let path = "/admin/portals/" + portal.id.text
            let version = try await admission.world.database.read { try Portals($0).find(portal.id)?.version ?? 0 }
            let form = [
                "name": portal.name, "slug": portal.slug, "accent": portal.accent, "version": String(version),
                "idle_days": "20", "review_months": "3", "confirmed": "1",
            ]
            let refused = try await admission.office.post(path, form)
            #expect(refused.status == 422 && refused.body.contains("id=\"idle_days-err\""))
            let fine = form.merging(["idle_days": "90"]) { $1 }
            #expect(try await admission.office.post(path, fine).status == 303)
            let saved = try await admission.world.database.read { try Portals($0).find(portal.id) }
            #expect(saved?.idleDays == 90 && saved?.reviewMonths == 3)
        }
    }
}
