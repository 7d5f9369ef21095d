import Core
import Store
import TestSupport
import Testing

@testable import Features

/// What somebody typed is never lost: not with the session, not in another tab, not with a right that went.
@Suite struct FormKeeperTests {
    private static let text = "Il manque 12 rouleaux, et la palette est abîmée."

    @Test(arguments: Engine.allCases) func aFormThatComesAfterItsSessionWaitsForThePersonBehindTheDoor(_ engine: Engine)
        async throws
    {
        try await RequestDesk.with(engine) { desk in
            let world = desk.world
            let ticket = try await desk.open()
            world.clock.advance(by: .hours(3))
            let path = "/p/clients/tickets/\(ticket.text)/comments"
            let sent = try await desk.customer.post(path, ["body": Self.text, "password": "caché"])
            let place = try #require(sent.location)
            #expect(sent.status == 303 && place.hasPrefix("/p/clients/signin?to=%2Fp%2Fclients%2Funfinished%2F"))
            let kept = place.replacing("/p/clients/signin?to=", with: "").replacing("%2F", with: "/")
            // Nobody else reads it, signed in or not.
            let stranger = try await RequestDesk.signedIn(world.secret.person, "/p/clients", world, desk.app)
            #expect(try await stranger.get(kept).status == 404)
            #expect(try await Client(desk.app).get(kept).status == 303)
            let back = try await signIn(desk, to: kept)
            #expect(back.location == kept)
            let page = try await desk.customer.get(kept)
            #expect(page.status == 200 && page.body.contains("la palette est abîmée") && page.body.contains("Message"))
            #expect(page.body.contains("action=\"\(path)?") && !page.body.contains("caché"))
            #expect(try await desk.customer.post(path, ["body": Self.text]).status == 303)
            #expect(try await desk.customer.post(kept + "/discard").status == 303)
            #expect(try await desk.customer.get(kept).status == 404)
        }
    }

    private func signIn(_ desk: RequestDesk, to path: String) async throws -> Client.Answer {
        let person = desk.world.atu.person
        let name = try await desk.app.database.read { try People($0).find(person)?.signInName } ?? ""
        return try await desk.customer.post(
            "/p/clients/signin", ["login": name, "password": RequestDesk.password, "to": path])
    }

    @Test func afterADayNothingIsKeptAndNothingIsKeptForUnknownSessions() async throws {
        try await RequestDesk.with { desk in
            let ticket = try await desk.open()
            let path = "/p/clients/tickets/\(ticket.text)/comments"
            desk.world.clock.advance(by: .days(2))
            #expect(try await desk.customer.post(path, ["body": Self.text]).location == "/p/clients/signin")
            let unknown = Client(desk.app)
            unknown.keep(cookie: "portal-clients", String(repeating: "A", count: 43))
            #expect(try await unknown.post(path, ["body": Self.text]).location == "/p/clients/signin")
            let rows = try await desk.app.database.read { try $0.int("SELECT count(*) FROM \"unfinished_forms\"") }
            #expect(rows == 0)
        }
    }

    @Test(arguments: Engine.allCases) func aPersonKeepsTwentyFormsAndForADay(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let person = world.atu.person
            let (ids, now) = (world.ids, world.now)
            let all = (0..<25).map { _ in ids.next() }
            try await world.database.write { connection in
                for id in all {
                    try UnfinishedForms(connection).keep(
                        .init(person: person, access: nil, path: "/admin/x", fields: "a=b", lostFiles: false), id: id,
                        at: now)
                }
            }
            let found = try await world.database.read { connection in
                try all.filter { try UnfinishedForms(connection).find($0, of: person, access: nil, at: now) != nil }
            }
            #expect(found == Array(all.suffix(20)))
            try await world.database.write { try UnfinishedForms($0).forgetOld(at: now + .days(1)) }
            #expect(try await world.database.read { try $0.int("SELECT count(*) FROM \"unfinished_forms\"") } == 0)
        }
    }

    @Test func aRightThatWentShowsTheTextThatWasRefused() async throws {
        try await RequestDesk.with { desk in
            let unknown = desk.world.ids.next().text
            for (client, path) in [
                (desk.customer, "/p/clients/tickets/\(unknown)/comments"),
                (desk.staff, "/admin/contacts/\(unknown)/notes"),
            ] {
                let answer = try await client.post(path, ["body": Self.text, "note": Self.text])
                #expect(answer.status == 404 && answer.body.contains("la palette est abîmée"))
                #expect(answer.body.contains("Ce que vous aviez saisi"))
            }
        }
    }

    @Test func aFormOfSomebodyElseIsNotTakenAndItsTextIsThere() async throws {
        try await RequestDesk.with { desk in
            let ticket = try await desk.open()
            let other = desk.world.secret.access.text
            let answer = try await desk.customer.post(
                "/p/clients/tickets/\(ticket.text)/comments?as=\(other)&form=\(desk.world.ids.next().text)",
                ["body": Self.text])
            #expect(answer.status == 409 && answer.body.contains("la palette est abîmée"))
            #expect(try await !desk.customer.get("/p/clients/tickets/\(ticket.text)").body.contains("la palette"))
        }
    }
}
