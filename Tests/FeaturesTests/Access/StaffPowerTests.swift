import Core
import Features
import Store
import TestSupport
import Testing

/// What staff may do beside records: taken at once, told apart, and nobody's menu leads to a closed door.
@Suite struct StaffPowerTests {
    @Test(arguments: Engine.allCases) func powersAreToldApart(_ engine: Engine) async throws {
        try await KeyWorld.with(engine) { keys in
            let (world, staff) = (keys.world, keys.staff)
            let (users, portals) = ("/admin/users", "/admin/portals")
            #expect(try await staff.get(users).status == 200)
            #expect(try await staff.get(portals).status == 404)
            try await set([.portals], world)
            #expect(try await staff.get(users).status == 404)
            #expect(try await staff.get(portals).status == 200)
            #expect(try await staff.get(keys.profile).status == 404)
            let card = try await staff.get("/admin/contacts/" + world.atu.contact.text)
            let access = world.atu.access.text
            #expect(
                card.status == 200 && !card.body.contains("href=\"/admin/users\"")
                    && !card.body.contains("/admin/users/\(access)") && card.body.contains("href=\"/admin/portals"))
            // Either power gives accesses (S5-08).
            #expect(card.body.contains("href=\"/admin/users/invite\""))
            #expect(try await staff.get("/admin/contacts/\(world.atu.contact.text)/account/new").status == 200)
            #expect(try await staff.get("/admin/users/invite").status == 200)
            try await set([], world)
            #expect(try await staff.get(users).status == 404)
            #expect(try await staff.get(portals).status == 404)
            #expect(try await staff.get("/admin/modules").status == 404)
            #expect(try await staff.get("/admin/contacts/\(world.atu.contact.text)/account/new").status == 404)
            #expect(try await staff.get("/admin/users/invite").status == 404)
        }
    }

    @Test func onlyAdministratorsGivePowers() async throws {
        try await KeyWorld.with { keys in
            let path = "/admin/staff/\(keys.world.bruno.text)/powers"
            #expect(try await keys.staff.post(path, ["power": "portals"]).status == 404)
            try await keys.world.setPassword(KeyWorld.password, of: keys.world.administrator, keys.app)
            let admin = Client(keys.app)
            _ = try await admin.post("/admin/signin", ["login": "alice.moreau", "password": KeyWorld.password])
            #expect(try await admin.get(path).status == 200)
            #expect(try await admin.post(path, ["power": "everything"]).status == 400)
            #expect(try await admin.post(path, ["power": "portals"]).status == 303)
            let bruno = keys.world.bruno
            #expect(try await keys.world.database.read { try People($0).find(bruno)?.powers } == [.portals])
            let own = "/admin/staff/\(keys.world.administrator.text)/powers"
            #expect(try await admin.post(own, ["power": ""]).status == 404, "an administrator has them all")
        }
    }

    private func set(_ powers: Set<StaffPower>, _ world: World) async throws {
        let claire = world.claire
        try await world.database.write { try People($0).setPowers(powers, of: claire) }
    }
}
