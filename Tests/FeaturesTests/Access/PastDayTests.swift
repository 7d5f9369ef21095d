import Core
import Features
import Store
import TestSupport
import Testing

/// *Voir comme* on a past day: the rights, the type and the validity of that day, and nothing made since.
@Suite struct PastDayTests {
    private let first = TestClock.start

    @Test(arguments: Engine.allCases) func thatDaysRightsCountAndNothingMadeSince(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            world.clock.advance(by: .days(10))
            let office = try await OfficeDoor.client(world.administrator, world, admission.app)
            let late = try await office.post(
                "/admin/invoices/new",
                [
                    "ref": "TARD-1", "kind": "standard", "date": "2026-12-01", "account_id": world.atu.account.text,
                    "state": "unpaid",
                ])
            #expect(late.status == 303, "\(late.body)")
            let old = try #require(world.atu["invoices"].first)
            try await close("invoices", in: world)
            try await see(world, office, day: "")
            #expect(try await office.get("/p/clients/invoices").status == 404)
            try await see(world, office, day: "2026-11-24")
            let list = try await office.get("/p/clients/invoices?size=100")
            #expect(list.status == 200 && list.body.contains("ATU"))
            #expect(!list.body.contains("TARD-1"))
            #expect(list.body.contains("et sans ce qui a été créé depuis"))
            #expect(try await office.get("/p/clients/invoices/" + old.text).status == 200)
            let made = String(try #require(late.location).split(separator: "?")[0].split(separator: "/").last ?? "")
            #expect(try await office.get("/p/clients/invoices/" + made).status == 404)
        }
    }

    @Test(arguments: Engine.allCases) func messagesAndFilesMadeSinceAreLeftOut(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            world.clock.advance(by: .days(10))
            let office = try await OfficeDoor.client(world.administrator, world, admission.app)
            let ticket = try #require(world.atu["tickets"].first)
            let (ids, now) = (world.ids, world.now)
            let hash = try admission.app.files.keep(Array("tard".utf8))
            try await world.write("tickets", as: world.staff) { seen in
                let record = try #require(try seen.find(ticket))
                try seen.comment(
                    ids.next(), on: record, "Message venu plus tard", isPrivate: false, by: .system("test"), at: now)
                try seen.attach(
                    ids.next(), to: record, name: "plus-tard.txt", type: "text/plain", size: 4, hash: hash,
                    isPrivate: false, by: .system("test"), at: now)
            }
            let path = "/p/clients/tickets/" + ticket.text
            try await see(world, office, day: "")
            let now10 = try await office.get(path)
            #expect(now10.body.contains("Message venu plus tard") && now10.body.contains("plus-tard.txt"))
            try await see(world, office, day: "2026-11-24")
            let then = try await office.get(path)
            #expect(then.status == 200)
            #expect(!then.body.contains("Message venu plus tard") && !then.body.contains("plus-tard.txt"))
            let file = try #require(now10.body.firstMatch(of: /\/p\/clients\/files\/[0-9a-z]{13}/)).0
            #expect(try await office.get(String(file)).status == 404)
        }
    }

    @Test(arguments: Engine.allCases) func theAccessIsWorkedBackFromItsEvents(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let (world, profile) = (admission.world, "/admin/users/" + admission.world.atu.access.text)
            try await world.setPassword(OfficeDoor.password, of: world.atu.person, admission.app)
            world.clock.advance(by: .days(2))
            var office = try await OfficeDoor.client(world.administrator, world, admission.app)
            #expect(try await office.post(profile + "/disable").status == 303)
            world.clock.advance(by: .days(2))
            office = try await OfficeDoor.client(world.administrator, world, admission.app)
            #expect(try await office.post(profile + "/enable").status == 303)
            let version = try await world.database.read { try Accesses($0).find(world.atu.access)?.version ?? 0 }
            let validity = try await office.post(
                profile + "/validity",
                ["valid_from": "2026-11-26", "valid_until": "2026-12-31", "version": String(version)])
            #expect(validity.status == 303)
            let access = try #require(try await world.database.read { try Accesses($0).find(world.atu.access) })
            let start = first
            let states = try await world.database.read { connection in
                try [Interval.days(0), .days(1), .days(3), .days(5)].map {
                    try Accesses(connection).state(of: access, at: start + $0 + .seconds(1))
                }
            }
            #expect(states.map { $0?.state } == [.active, .active, .deactivated, .active])
            #expect(states[2]?.validFrom == nil && states[3]?.validFrom == Day(year: 2026, month: 11, day: 26))
            // Pressing the button of an old page once more changes nothing, then or later.
            _ = try await office.post(profile + "/enable")
            let later = try await world.database.read { connection in
                try [Interval.days(1), .days(3)].map {
                    try Accesses(connection).state(of: access, at: start + $0 + .seconds(1))?.state
                }
            }
            #expect(later == [.active, .deactivated])
            world.clock.advance(by: .days(6))
            office = try await OfficeDoor.client(world.administrator, world, admission.app)
            for (day, words) in [
                ("2026-11-25", "n’ouvrait rien"), ("2026-11-21", "n’existait pas encore"),
                ("2026-12-02", "Choisissez un jour passé"), ("demain", "Choisissez un jour passé"),
            ] {
                let answer = try await office.post(profile + "/see-as", ["reason": "Question", "day": day])
                #expect(answer.status == 422 && answer.body.contains(words), "\(day): \(answer.body)")
            }
            #expect(
                try await office.post(profile + "/see-as", ["reason": "Question", "day": "23/11/2026"]).status == 303)
            #expect(try await office.get("/p/clients").status == 200)
        }
    }

    @Test(arguments: Engine.allCases) func whatTheJournalDoesNotSayIsNotMadeUp(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let (world, first) = (admission.world, try await admission.type("Premiers"))
            let second = try await admission.type("Seconds")
            let (access, ids) = (world.atu.access, world.ids)
            try await world.database.write { try Accesses($0).setType(first, of: access) }
            world.clock.advance(by: .days(10))
            let now = world.now
            try await world.database.write { connection in
                let change = UserTypeChange(connection, .builtIn, ids: ids, by: .system("test"), at: now)
                try change.delete(first, movingPeopleTo: second)
                // As it was noted before each access had an event of its own.
                try connection.run(
                    "UPDATE \"audit\" SET \"detail\" = replace(\"detail\", '\"each\"', '\"then\"') WHERE \"verb\" = 'user_type.emptied'"
                )
            }
            let office = try await OfficeDoor.client(world.administrator, world, admission.app)
            let answer = try await office.post(
                "/admin/users/\(access.text)/see-as", ["reason": "Question", "day": "2026-11-24"])
            #expect(answer.status == 422 && answer.body.contains("Le journal ne dit pas"))
        }
    }

    private func see(_ world: World, _ office: Client, day: String) async throws {
        let answer = try await office.post(
            "/admin/users/\(world.atu.access.text)/see-as", ["reason": "Question", "day": day])
        #expect(answer.status == 303, "\(answer.body)")
    }

    /// Takes a module away from the type of the world.
    private func close(_ module: String, in world: World) async throws {
        let (ids, now, id) = (world.ids, world.now, world.userType)
        try await world.database.write { connection in
            let portals = Portals(connection)
            guard let type = try portals.userType(id) else { throw UserTypeRefusal.notFound }
            var document = try portals.document(of: type)
            document.grants[module] = nil
            let change = UserTypeChange(connection, .builtIn, ids: ids, by: .system("test"), at: now)
            try change.save(document, of: id, version: type.version)
        }
    }
}
