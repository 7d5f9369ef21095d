import Core
import Features
import Store
import TestSupport
import Testing

/// The grid of rights refuses what cannot be, by name, and keeps what was ticked.
@Suite struct RightsGridTests {
    @Test func whatCannotBeIsRefusedByNameAndKept() async throws {
        try await withGrid { office, path, version, _ in
            let fields = [
                "version": version, "m": "contacts", "see.contacts": "1", "by.contacts": "anchor:",
                "create.contacts": "1",
            ]
            let answer = try await office.post(path, fields)
            #expect(answer.status == 422)
            #expect(answer.body.contains(Phrase(fr: "une fiche nouvelle ne serait pas vue par ce filtre", en: "").fr))
            #expect(answer.body.contains("href=\"#create.contacts\"") && answer.body.contains("data-was=\"\""))
        }
    }

    @Test func aModuleWithoutAnyStateIsRefused() async throws {
        try await withGrid { office, path, version, _ in
            let answer = try await office.post(path, invoices(version, [:]))
            #expect(answer.status == 422)
            #expect(answer.body.contains(Phrase(fr: "cochez au moins un état, ou décochez Afficher.", en: "").fr))
        }
    }

    /// The review names the states; its draft leads back to the grid unsaved, and undoing what was saved is reviewed too.
    @Test func statesAreReviewedSavedAndUndone() async throws {
        try await withGrid { office, path, version, world in
            let review = try await office.post(path, invoices(version, ["st.invoices": "paid"]))
            #expect(review.status == 200 && review.body.contains(Phrase(fr: "États masqués", en: "").fr))
            let type = world.userType
            let wanted = try await world.database.read { connection -> UserTypeDocument in
                let portals = Portals(connection)
                guard let found = try portals.userType(type) else { throw StoreError.failed(reason: "no type") }
                var document = try portals.document(of: found)
                document.grants["invoices"]?.states = ["paid"]
                return document
            }
            let draft = ["version": version, "draft": wanted.text]
            let back = try await office.post(path, draft)
            #expect(back.status == 200 && back.body.contains(#"class="set was""#))
            #expect(try await grants(world)["invoices"]?.states == nil)
            let saved = try await office.post(path + "/confirm", draft)
            #expect(saved.status == 303)
            #expect(try await grants(world)["invoices"]?.states == ["paid"])
            let change = try await world.database.read { try Changes($0).list(limit: 1).first?.id }
            let undo = "/admin/changes/\(change?.text ?? "")/undo"
            let asked = try await office.post(undo)
            #expect(asked.status == 200 && asked.body.contains(Phrase(fr: "États montrés", en: "").fr))
            #expect(try await office.post(undo, ["confirmed": "1"]).status == 303)
            #expect(try await grants(world)["invoices"]?.states == nil)
        }
    }

    private func invoices(_ version: String, _ more: [String: String]) -> [String: String] {
        [
            "version": version, "m": "invoices", "see.invoices": "1", "by.invoices": "account:account_id",
            "sts.invoices": "1", "files.invoices": "read", "notes.invoices": "hidden", "view.invoices": "list",
        ].merging(more) { first, _ in first }
    }

    private func grants(_ world: World) async throws -> [String: Grant] {
        let type = world.userType
        return try await world.database.read { try Portals($0).grants(of: type) }
    }

    private func withGrid(_ body: (Client, String, String, World) async throws -> Void) async throws {
        try await Engine.sqlite.withWorld { world in
            let office = try await OfficeDoor.client(world.administrator, world, try world.app())
            let type = world.userType
            let version = try await world.database.read { try Portals($0).userType(type)?.version }
            let path = "/admin/portals/\(world.portal.id.text)/types/\(type.text)"
            try await body(office, path, String(version ?? 0), world)
        }
    }
}
