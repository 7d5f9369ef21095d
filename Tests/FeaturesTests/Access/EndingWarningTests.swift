import Core
import Features
import Store
import TestSupport
import Testing

/// People are told a week before their access ends, once for each last day.
@Suite struct EndingWarningTests {
    @Test(arguments: Engine.allCases) func eachLastDayIsToldOnce(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let (world, app) = (admission.world, admission.app)
            let (atu, secret, database) = (world.atu.access, world.secret.access, world.database)
            let last = try #require(Day(year: 2026, month: 12, day: 10))
            try await database.write { connection in
                try Accesses(connection).setValidity(from: nil, until: last, of: atu)
                try Accesses(connection).setValidity(from: nil, until: last, of: secret)
                try Accesses(connection).setState(.deactivated, of: secret)
            }
            let warning = EndingWarning(app: app)
            for (days, count) in [(10, 0), (1, 1), (1, 1), (0, 1)] {
                world.clock.advance(by: .days(Int64(days)))
                for _ in 1...2 { try await warning.run() }
                #expect(try await mails(world).count == count, "\(world.clock.today.iso)")
            }
            let mail = try #require(try await mails(world).first)
            #expect(
                mail.title.contains("10\u{A0}décembre 2026") && mail.body.contains("http://portal.test/p/clients"))
            // Another last day is told again.
            let later = try #require(Day(year: 2026, month: 12, day: 11))
            try await database.write { try Accesses($0).setValidity(from: nil, until: later, of: atu) }
            try await warning.run()
            #expect(try await mails(world).count == 2)
            let office = try await OfficeDoor.client(world.administrator, world, app)
            let list = try await office.get("/admin/users?state=ending").body
            #expect(list.contains("atu.lenobli") && !list.contains("ines.secret"))
        }
    }

    @Test(arguments: Engine.allCases) func twoNodesTellOnce(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let (world, access) = (admission.world, admission.world.atu.access)
            let last = world.clock.today.advanced(by: 3)
            try await world.database.write { try Accesses($0).setValidity(from: nil, until: last, of: access) }
            let nodes = [admission.app, try world.app()]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<8 { group.addTask { try await EndingWarning(app: nodes[index % 2]).run() } }
                try await group.waitForAll()
            }
            #expect(try await mails(world).count == 1)
        }
    }

    private func mails(_ world: World) async throws -> [OutboxMail] {
        try await world.database.read { try Outbox($0).newest(50) }.filter { $0.kind == "ACCESS_ENDS" }
    }
}
