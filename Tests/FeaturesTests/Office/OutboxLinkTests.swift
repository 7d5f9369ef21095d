import Core
import Features
import Store
import TestSupport
import Testing

/// Mail that stays here: whose links who may follow.
@Suite struct OutboxLinkTests {
    /// The pages of the one mail that the door's *Mot de passe oublié* queued, as each member of staff reads it.
    private func mail(of login: String, at door: String) async throws -> (staff: String, administrator: String) {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app(keepsMailHere: true)
            #expect(try await Client(app).post(door + "/forgot", ["login": login]).status == 200)
            let id = try #require(
                try await app.database.read { try Outbox($0).list(nil, before: nil, limit: 9) }.first?.id)
            let path = "/admin/mails/" + id.text
            let staff = try await OfficeDoor.client(world.claire, world, app).get(path)
            let administrator = try await OfficeDoor.client(world.administrator, world, app).get(path)
            return (staff.body, administrator.body)
        }
    }

    @Test func linksToTheBackOfficeAreTheAdministrators() async throws {
        let (staff, administrator) = try await mail(of: "alice.moreau", at: "/admin")
        #expect(!staff.contains("/admin/welcome/") && staff.contains("lien à usage unique masqué"))
        #expect(administrator.contains("/admin/welcome/"))
    }

    @Test func linksToThePortalAreShownToStaff() async throws {
        let (staff, administrator) = try await mail(of: "atu.lenobli", at: "/p/clients")
        #expect(staff.contains("/p/clients/welcome/") && administrator.contains("/p/clients/welcome/"))
    }
}
