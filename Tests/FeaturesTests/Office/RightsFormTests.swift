import Core
import Features
import Store
import TestSupport
import Testing

/// The form of rights takes rights only.
@Suite struct RightsFormTests {
    @Test(arguments: [["right": "nope"], ["check": "every"]])
    func anUnknownWordIsRefusedByName(_ fields: [String: String]) async throws {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app()
            let office = try await OfficeDoor.client(world.claire, world, app)
            let access = world.atu.access
            let before = try await app.database.read { try Accesses($0).find(access) }
            let answer = try await office.post(
                "/admin/users/\(access.text)/permissions",
                fields.merging(["version": String(before?.version ?? 0)]) { old, _ in old })
            #expect(answer.status == 422)
            #expect(
                answer.body.contains(
                    Phrase(fr: "« \(fields.values.first ?? "") » n’est pas un droit", en: "").fr))
            let after = try await app.database.read { try Accesses($0).find(access) }
            #expect(after?.permissions.bits == before?.permissions.bits && after?.version == before?.version)
        }
    }
}
