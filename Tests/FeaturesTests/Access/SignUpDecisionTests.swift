import Core
import Features
import Store
import TestSupport
import Testing

/// Who decides about requests to sign up, and what time does to them.
@Suite struct SignUpDecisionTests {
    @Test(arguments: Engine.allCases) func severalHaveToAgree(_ engine: Engine) async throws {
        try await SignUpWorld.with(engine) { place in
            let world = place.world
            #expect(try await place.open(["votes": "3"], approvers: [world.claire, world.bruno]).status == 422)
            let turns = ["votes": "2", "turns": "1"]
            #expect(try await place.open(turns, approvers: [world.claire, world.bruno]).status == 422)
            try await place.open(["votes": "2"], approvers: [world.claire, world.bruno])
            let request = try await place.waiting()
            #expect(try await place.mails("SIGN_UP_TO_DECIDE").count == 2)
            let claire = try await OfficeDoor.client(world.claire, world, place.app)
            for _ in 1...2 {
                let agreed = try await place.approve(request, "new", by: claire)
                #expect(agreed.location?.contains("done=signUpAgreed") == true)
            }
            #expect(try await place.newest()?.state == .waiting)
            // Agreeing to something else is no agreement to this.
            let bruno = try await OfficeDoor.client(world.bruno, world, place.app)
            let other = try await place.approve(request, "account:" + world.atu.account.text, by: bruno)
            #expect(other.location?.contains("signUpAgreed") == true)
            // Whoever decides no more does not count.
            try await place.open(["votes": "1"], approvers: [world.bruno], version: 1)
            try await place.open(["votes": "2"], approvers: [world.bruno, world.administrator], version: 2)
            #expect(try await place.approve(request, "new", by: bruno).location?.contains("signUpAgreed") == true)
            try await place.open(["votes": "2"], approvers: [world.claire, world.bruno], version: 3)
            #expect(try await place.approve(request, "new", by: bruno).location?.contains("signUpApproved") == true)
            #expect(try await place.newest()?.state == .approved)
        }
    }

    @Test func whoIsNoApproverDecidesNothing() async throws {
        try await SignUpWorld.with { place in
            let world = place.world
            try await place.open(approvers: [world.claire])
            let request = try await place.waiting()
            let bruno = try await OfficeDoor.client(world.bruno, world, place.app)
            let page = try await bruno.get("/admin/signups/\(request.id.text)")
            #expect(page.status == 200 && page.body.contains("Claire Martin") && !page.body.contains("/approve"))
            #expect(try await place.approve(request, "new", by: bruno).status == 404)
            #expect(try await bruno.post("/admin/signups/\(request.id.text)/refuse").status == 404)
            #expect(try await place.approve(request, "new").status == 303, "an administrator always may")
        }
    }

    @Test(arguments: Engine.allCases) func aRefusalIsToldWithItsReason(_ engine: Engine) async throws {
        try await SignUpWorld.with(engine) { place in
            try await place.open()
            let request = try await place.waiting()
            let path = try await place.page()
            let answer = try await place.office.post(
                "/admin/signups/\(request.id.text)/refuse", ["reason": "Nous ne vous connaissons pas."])
            #expect(answer.status == 303)
            let mail = try #require(try await place.mails("SIGN_UP_REFUSED").first)
            #expect(mail.body.contains("Nous ne vous connaissons pas."))
            #expect(try await Client(place.app).get(path).body.contains("Nous ne vous connaissons pas."))
            #expect(try await place.approve(request, "new").status == 409)
            // Whoever was refused may ask again.
            _ = try await place.waiting()
            #expect(try await place.newest()?.state == .waiting)
        }
    }

    @Test(arguments: Engine.allCases) func turnsRemindersAndTheLastDay(_ engine: Engine) async throws {
        try await SignUpWorld.with(engine) { place in
            let world = place.world
            try await place.open(["turns": "1"], approvers: [world.claire, world.bruno])
            let first = try await place.waiting()
            let second = try await place.waiting("eve@diallo.example", ["username": "eve.d"])
            #expect([first.assignee, second.assignee] == [world.claire, world.bruno])
            let tidy = SignUpTidy(app: place.app)
            world.clock.advance(by: .days(1))
            try await tidy.run()
            #expect(try await place.mails("SIGN_UP_REMINDER").isEmpty)
            world.clock.advance(by: .days(1))
            for _ in 1...2 { try await tidy.run() }
            let reminders = try await place.mails("SIGN_UP_REMINDER").flatMap(\.recipients).sorted()
            #expect(reminders == ["bruno@parvis.example", "claire@parvis.example"], "the next one is asked, once")
            let path = try await place.page()
            world.clock.advance(by: .days(12))
            try await tidy.run()
            let states = try await world.database.read { try SignUps($0).list(nil, limit: 9).map(\.state) }
            #expect(states == [.expired, .expired])
            #expect(try await place.mails("SIGN_UP_REFUSED").count == 2)
            #expect(try await Client(place.app).get(path).body.contains("faute de décision"))
            world.clock.advance(by: .days(31))
            try await tidy.run()
            #expect(try await place.newest() == nil)
            #expect(try await Client(place.app).get(path).status == 410)
        }
    }

    @Test(arguments: Engine.allCases) func anArchivedPortalAndATypeThatIsGoneMakeNothing(_ engine: Engine) async throws
    {
        try await SignUpWorld.with(engine) { place in
            let (world, database) = (place.world, place.world.database)
            try await place.open()
            let request = try await place.waiting()
            let (portal, now) = (world.portal.id, world.now)
            #expect(try await place.approve(request, "new", ["user_type": world.ids.next().text]).status == 422)
            try await database.write {
                _ = try $0.run("UPDATE \"portals\" SET \"archived_at\" = \(now) WHERE \"id\" = \(portal)")
            }
            let answer = try await place.approve(request, "new")
            #expect(answer.status == 409 && answer.body.contains("Ce portail est archivé"))
            world.clock.advance(by: .days(40))
            try await SignUpTidy(app: place.app).run()
            #expect(try await place.newest()?.state == .waiting)
            #expect(try await place.mails("SIGN_UP_REMINDER").isEmpty)
        }
    }

    @Test func anAddressThatNobodyProvesIsForgotten() async throws {
        try await SignUpWorld.with { place in
            try await place.open()
            #expect(try await place.ask("nora@diallo.example").status == 200)
            let path = try await place.page()
            place.world.clock.advance(by: .hours(48))
            #expect(try await Client(place.app).get(path).status == 410)
            #expect(try await place.confirm(path).status == 410)
            try await SignUpTidy(app: place.app).run()
            place.world.clock.advance(by: .hours(1))
            try await SignUpTidy(app: place.app).run()
            let left = try await place.world.database.read { try SignUps($0).list(.unconfirmed, limit: 9) }
            #expect(left.isEmpty)
        }
    }

    /// Two nodes, five free seats, twenty people who confirm at once.
    @Test(arguments: Engine.allCases) func seatsAreNotGivenTwice(_ engine: Engine) async throws {
        try await SignUpWorld.with(engine) { place in
            let (world, portal) = (place.world, place.world.portal.id)
            try await place.open(["approval": "default"])
            let used = try await world.database.read { try Seats($0).used(ofPortal: portal) }
            try await world.database.write {
                _ = try $0.run("UPDATE \"portals\" SET \"quota\" = \(used + 5) WHERE \"id\" = \(portal)")
            }
            let hash = try await place.app.passwords.hash(SignUpWorld.password)
            var paths: [String] = []
            for number in 0..<20 {
                let (token, id, now) = (Token(), world.ids.next(), world.now)
                let new = SignUps.New(
                    portal: portal, audience: .customers, firstName: "N", lastName: "D\(number)",
                    username: "n.d\(number)", email: "n\(number)@diallo.example", company: "", message: "",
                    passwordHash: hash, language: .fr, address: "::1")
                try await world.database.write { try SignUps($0).add(new, token: token.hash, id: id, at: now) }
                paths.append("/p/clients/signup/" + token.text)
            }
            let nodes = [place.app, try world.app()]
            try await withThrowingTaskGroup(of: Int.self) { group in
                for (index, path) in paths.enumerated() {
                    let app = nodes[index % 2]
                    group.addTask { try await Client(app).post(path, ["password": SignUpWorld.password]).status }
                }
                for try await status in group { #expect(status == 303) }
            }
            let states = try await world.database.read { try SignUps($0).list(nil, limit: 99).map(\.state) }
            #expect(states.count { $0 == .approved } == 5 && states.count { $0 == .waiting } == 15)
            #expect(try await world.database.read { try Seats($0).used(ofPortal: portal) } == used + 5)
            let full = try await Client(place.app).get("/p/clients/signup")
            #expect(full.body.contains("Inscriptions suspendues"))
        }
    }

    /// Fifty browsers confirm one request.
    @Test(arguments: Engine.allCases) func oneRequestIsOneAccess(_ engine: Engine) async throws {
        try await SignUpWorld.with(engine) { place in
            try await place.open(["approval": "default"])
            #expect(try await place.ask("nora@diallo.example").status == 200)
            let path = try await place.page()
            let nodes = [place.app, try place.world.app()]
            try await withThrowingTaskGroup(of: Int.self) { group in
                for index in 0..<50 {
                    let app = nodes[index % 2]
                    group.addTask { try await Client(app).post(path, ["password": SignUpWorld.password]).status }
                }
                for try await status in group { #expect([303, 429].contains(status)) }
            }
            let people = try await place.world.database.read {
                try $0.int("SELECT count(*) FROM \"people\" WHERE \"email_key\" = 'nora@diallo.example'")
            }
            #expect(people == 1)
            #expect(try await place.mails("SIGN_UP_APPROVED").count == 1)
        }
    }
}
