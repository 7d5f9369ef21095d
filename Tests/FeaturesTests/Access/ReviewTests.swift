import Core
import Store
import TestSupport
import Testing

@testable import Features

/// The review of accesses: begun by the calendar or by hand, answered by staff and by the customer's administrator.
@Suite struct ReviewTests {
    private func mails(_ world: World, _ kind: MailText) async throws -> [OutboxMail] {
        try await world.database.read { try Outbox($0).newest(200) }.filter { $0.kind == kind.rawValue }
    }

    private func access(_ id: RecordID, _ world: World) async throws -> Access? {
        try await world.database.read { try Accesses($0).find(id) }
    }

    private func every(_ months: Int, _ world: World) async throws {
        _ = try await world.database.write { try $0.run("UPDATE \"portals\" SET \"review_months\" = \(Int64(months))") }
    }

    /// With a colleague whom Atu, the administrator, has added and who came in.
    private func withTeam(_ engine: Engine = .sqlite, _ body: (TeamWorld, Access, Client) async throws -> Void)
        async throws
    {
        try await TeamWorld.with(engine) { team in
            let world = team.world
            #expect(try await team.add().status == 303)
            let lea = try await team.newest()
            let office = try await OfficeDoor.client(world.administrator, world, team.app)
            world.clock.advance(by: .minutes(5))
            try await body(team, lea, office)
        }
    }

    @Test(arguments: Engine.allCases) func itBeginsByTheCalendarAndAsksEachOnceAndOnceMore(_ engine: Engine)
        async throws
    {
        try await withTeam(engine) { team, _, _ in
            let (world, calendar) = (team.world, ReviewCalendar(app: team.app))
            try await calendar.run()
            #expect(try await mails(world, .reviewCustomer).isEmpty, "no rule, no review")
            try await every(3, world)
            for _ in 1...2 { try await calendar.run() }
            let asked = try await mails(world, .reviewCustomer)
            #expect(asked.count == 1 && asked[0].body.contains("/p/clients/users/review"))
            world.clock.advance(by: .days(13))
            try await calendar.run()
            #expect(try await mails(world, .reviewCustomer).count == 1)
            world.clock.advance(by: .days(2))
            for _ in 1...2 { try await calendar.run() }
            #expect(try await mails(world, .reviewCustomer).count == 2, "the reminder")
            let began = try await world.database.read { try Portals($0).find(world.portal.id)?.reviewAt }
            world.clock.advance(by: .days(80))
            try await calendar.run()
            let again = try await world.database.read { try Portals($0).find(world.portal.id)?.reviewAt }
            #expect(began != again && again == world.now)
        }
    }

    @Test(arguments: Engine.allCases) func theAdministratorKeepsAndClosesColleagues(_ engine: Engine) async throws {
        try await withTeam(engine) { team, lea, _ in
            let world = team.world
            try await every(3, world)
            try await ReviewCalendar(app: team.app).run()
            let list = try await team.atu.get("/p/clients/users").body
            #expect(list.contains("Revue des accès\u{A0}: 1 à confirmer"))
            let page = try await team.atu.get("/p/clients/users/review").body
            #expect(page.contains("Léa Roux") && !page.contains("SECRET") && !page.contains("Inès"))
            let empty = try await team.atu.post("/p/clients/users/review", ["action": "keep"])
            #expect(empty.status == 422 && empty.body.contains("Cochez au moins une ligne"))
            let keep = ["action": "keep", "access": lea.id.text]
            #expect(try await team.atu.post("/p/clients/users/review", keep).status == 303)
            #expect(try await access(lea.id, world)?.reviewedAt == world.now)
            #expect(try await team.atu.get("/p/clients/users/review").body.contains("Rien à confirmer"))
            // Decided is decided: a stale form closes nothing.
            let close = ["action": "close", "access": lea.id.text]
            #expect(try await team.atu.post("/p/clients/users/review", close).status == 303)
            #expect(try await access(lea.id, world)?.state != .deactivated)
        }
    }

    @Test func closingKeepsTheReasonAndTheCustomerCanOpenAgain() async throws {
        try await withTeam { team, lea, _ in
            let world = team.world
            try await every(3, world)
            try await ReviewCalendar(app: team.app).run()
            _ = try await team.atu.post("/p/clients/users/review", ["action": "close", "access": lea.id.text])
            let closed = try #require(try await access(lea.id, world))
            #expect(closed.state == .deactivated && closed.shutBy == .colleague && closed.shutReason?.kind == .review)
            #expect(try await team.atu.post("/p/clients/users/\(lea.id.text)/reactivate").status == 303)
            #expect(try await access(lea.id, world)?.state != .deactivated)
        }
    }

    @Test func otherPeoplesAccessesAreNotFoundAndNothingOfTheRestIsDone() async throws {
        try await withTeam { team, lea, _ in
            let world = team.world
            try await every(3, world)
            try await ReviewCalendar(app: team.app).run()
            let body = "action=close&access=\(lea.id.text)&access=\(world.secret.access.text)"
            #expect(try await team.atu.send("POST", "/p/clients/users/review", body).status == 404)
            #expect(try await access(lea.id, world)?.state != .deactivated)
            #expect(try await access(world.secret.access, world)?.state == .active)
            // Nor the own one.
            _ = try await team.atu.post(
                "/p/clients/users/review", ["action": "close", "access": world.atu.access.text])
            #expect(try await access(world.atu.access, world)?.state == .active)
            let ines = Client(team.app)
            #expect(try await ines.get("/p/clients/users/review").status == 303)
        }
    }

    @Test(arguments: Engine.allCases) func staffStartAndAnswerIt(_ engine: Engine) async throws {
        try await withTeam(engine) { team, _, office in
            let (world, portal) = (team.world, team.world.portal.id.text)
            #expect(try await office.get("/admin/users/review").body.contains("Aucune revue pour l’instant"))
            let start = try await office.post("/admin/users/review/start", ["portal": portal])
            #expect(start.location == "/admin/users/review?portal=\(portal)&done=reviewStarted")
            let page = try await office.get("/admin/users/review?portal=\(portal)").body
            #expect(page.contains("Atu Lenobli") && page.contains("Inès Secret"))
            let form = ["portal": portal, "action": "close", "access": world.secret.access.text]
            #expect(try await office.post("/admin/users/review", form).status == 303)
            let closed = try #require(try await access(world.secret.access, world))
            #expect(closed.shutBy == .staff && closed.shutReason?.kind == .review)
            let keep = ["portal": portal, "action": "keep", "access": world.atu.access.text]
            #expect(try await office.post("/admin/users/review", keep).status == 303)
            #expect(try await !office.get("/admin/users/review?portal=\(portal)").body.contains("Inès Secret"))
            let events = try await office.get("/admin/users/\(world.atu.access.text)/events").body
            #expect(events.contains("Accès confirmé à la revue"))
        }
    }

    @Test func whoMayNotManageUsersHasNoReview() async throws {
        try await withTeam { team, _, office in
            let world = team.world
            try await world.database.write { try People($0).setPowers([], of: world.claire) }
            let claire = try await OfficeDoor.client(world.claire, world, team.app)
            #expect(try await claire.get("/admin/users/review").status == 404)
            #expect(try await claire.post("/admin/users/review/start", ["portal": world.portal.id.text]).status == 404)
            #expect(try await office.get("/admin/users/review?portal=0000000000000").status == 404)
        }
    }
}
