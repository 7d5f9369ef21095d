import Core
import Features
import Store
import TestSupport
import Testing

/// Who follows a request is a member of staff, and somebody always knows of a new one.
@Suite struct RequestHandlerTests {
    private static func told(_ kind: String, _ name: String) -> String { "REQUEST_\(kind) \(name)@parvis.example" }

    @Test(arguments: Engine.allCases) func administratorsAreToldUntilSomebodyIsNamed(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let customer = try await RequestDesk.signedIn(world.atu.person, "/p/clients", world, app)
            let staff = try await RequestDesk.signedIn(world.claire, "/admin", world, app)
            let desk = RequestDesk(world: world, app: app, customer: customer, staff: staff)
            let id = try await desk.open()
            try await desk.reply(id)
            #expect(try await desk.told() == [Self.told("OPENED", "alice"), Self.told("REPLIED", "alice")])
            try await desk.give(id, to: world.bruno)
            try await desk.reply(id)
            #expect(try await desk.told().last == Self.told("REPLIED", "bruno"))
            try await desk.give(id, to: nil)
            try await desk.reply(id)
            #expect(try await desk.told().last == Self.told("REPLIED", "alice"))
        }
    }

    @Test(arguments: Engine.allCases) func theNameIsShownAndKeptAgainstTheSource(_ engine: Engine) async throws {
        try await RequestDesk.with(engine) { desk in
            let (world, path) = (desk.world, "/admin/tickets/")
            let id = try #require(world.atu["tickets"].first)
            try await desk.importHandler("Paul Ancien", of: id)
            let before = try await desk.staff.get(path + id.text).body
            #expect(before.contains("Nom d’origine\u{A0}: Paul Ancien") && before.contains("Bruno Petit"))
            try await desk.give(id, to: world.bruno)
            try await desk.give(id, to: world.bruno)
            let page = try await desk.staff.get(path + id.text).body
            #expect(page.contains("value=\"\(world.bruno.text)\" selected") && !page.contains("Nom d’origine"))
            #expect(try await desk.customer.get("/p/clients/tickets/" + id.text).body.contains("Bruno Petit"))
            let events = try await desk.staff.get(path + id.text + "?tab=events").body
            #expect(events.ranges(of: "Suivi de la demande confié à").count == 1)
            // The business software still says somebody else.
            var again = IncomingRecord(module: "tickets", externalID: "ATU-T-0001")
            again.values = [
                "ref": .text("ATU-T-0001"), "subject": .text("Autre objet"), "message": .text("m"),
                "state": .text("new"), "assigned_to": .text("Paul Ancien"),
            ]
            again.references = ["account_id": "ATU-ACCOUNT"]
            let (ids, now, catalog, sent) = (world.ids, world.now, world.catalog, again)
            try await world.database.write {
                _ = try Arrivals($0, catalog, source: "world", ids: ids, at: now).store(sent)
            }
            let kept = try await world.read("tickets", as: world.staff) { try $0.find(id) }
            #expect(kept?["subject"] == .text("Autre objet") && kept?["assigned_to"] == .text("Bruno Petit"))
        }
    }

    @Test func onlyStaffWhoCanSignInAreNamed() async throws {
        try await RequestDesk.with { desk in
            let (id, world, now) = (try await desk.open(), desk.world, desk.world.now)
            for person in [world.atu.person.text, RecordID(42).text] {
                #expect(
                    try await desk.staff.post("/admin/tickets/\(id.text)/handler", ["handler": person]).status == 409)
            }
            #expect(try await desk.staff.post("/admin/tickets/\(id.text)/handler", ["handler": "x"]).status == 400)
            let stranger = try await desk.customer.post("/admin/tickets/\(id.text)/handler", ["handler": ""])
            #expect(stranger.location?.hasPrefix("/admin/signin") == true)
            try await desk.give(id, to: world.bruno)
            try await world.database.write { try People($0).setDisabled(at: now, of: world.bruno) }
            try await desk.reply(id)
            #expect(try await desk.told().last == "REQUEST_REPLIED \(RequestDesk.address)")
        }
    }

    /// The menu, the dashboard and the list count the same requests.
    @Test(arguments: Engine.allCases) func whatWaitsForUsIsCountedOneWay(_ engine: Engine) async throws {
        try await RequestDesk.with(engine) { desk in
            let states = ["new", "read", "assigned", "in_progress", "on_hold", "needs_answer", "solved"]
            for state in states {
                let id = try await desk.open("Message \(state)")
                if state != "new" { try await desk.move(id, to: state) }
            }
            let dashboard = try await desk.staff.get("/admin").body
            #expect(dashboard.contains("4 demandes à traiter."))
            #expect(dashboard.contains("/admin/tickets?view=todo"))
            let (catalog, viewer) = (desk.world.catalog, desk.world.staff)
            let menu = try await desk.app.database.read { try Records($0, catalog).menuCounts(for: viewer) }
            #expect(menu["tickets"] == 4)
            let list = try await desk.staff.get("/admin/tickets?view=todo").body
            #expect(list.contains("4\u{A0}demandes") && list.contains("À traiter"))
            #expect(!(try await desk.customer.get("/p/clients/tickets").body).contains("À traiter"))
        }
    }
}
