import Core
import Store
import TestSupport
import Testing

@testable import Features

/// The texts of mails: both languages as one, for all portals or for one, tried before they are saved.
@Suite struct TemplateEditTests {
    private static let page = "/admin/templates/PASSWORD_CHANGED"

    private func words(_ mark: String, portal: RecordID? = nil, version: Int = 0, action: String = "save") -> [String:
        String]
    {
        [
            "subject_fr": "Objet \(mark)", "body_fr": "Bonjour {prenom}, \(mark)", "subject_en": "Subject \(mark)",
            "body_en": "Hello {prenom}, \(mark)", "version": String(version), "portal": portal?.text ?? "",
            "action": action,
        ]
    }

    /// The subject that the mail would have in French.
    private func subject(_ admission: AdmissionWorld, portal: RecordID?) async throws -> String {
        let app = admission.app
        return try await app.database.read {
            try PostOffice(app: app, connection: $0).words(.passwordChanged, .fr, portal: portal).subject
        }
    }

    @Test(arguments: Engine.allCases) func aPortalsOwnTextGoesBeforeTheCommonOne(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let (office, portal) = (admission.office, admission.world.portal.id)
            let page = TemplateEditTests.page
            #expect(try await office.post(page, words("commun")).status == 303)
            #expect(try await subject(admission, portal: portal) == "Objet commun")
            let own = try await office.post(page, words("propre", portal: portal))
            #expect(own.location == "\(page)?portal=\(portal.text)&done=templateSaved")
            #expect(try await subject(admission, portal: portal) == "Objet propre")
            #expect(try await subject(admission, portal: nil) == "Objet commun")
            let list = try await office.get("/admin/templates?portal=\(portal.text)").body
            #expect(list.contains("Propre à ce portail"))
            #expect(try await office.post(page + "/reset", ["portal": portal.text]).status == 303)
            #expect(try await subject(admission, portal: portal) == "Objet commun")
            #expect(try await office.post(page + "/reset").status == 303)
            #expect(try await subject(admission, portal: portal).contains("{societe}"))
        }
    }

    @Test(arguments: Engine.allCases) func whoeverIsLaterIsToldAndWritesNothing(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let (office, portal) = (admission.office, admission.world.portal.id)
            for scope in [nil, portal] {
                _ = try await office.post(TemplateEditTests.page, words("un", portal: scope))
                let late = try await office.post(TemplateEditTests.page, words("deux", portal: scope))
                #expect(late.status == 409 && late.body.contains("Bonjour {prenom}, deux"))
                #expect(try await subject(admission, portal: scope) == "Objet un")
                let again = words("deux", portal: scope, version: 2)
                #expect(try await office.post(TemplateEditTests.page, again).status == 303)
            }
        }
    }

    @Test(arguments: ["subject_fr", "body_fr", "subject_en", "body_en"])
    func noLanguageIsLeftBehind(_ field: String) async throws {
        try await AdmissionWorld.with { admission in
            let form = words("x").merging([field: "  "]) { $1 }
            let answer = try await admission.office.post(TemplateEditTests.page, form)
            #expect(answer.status == 422 && answer.body.contains("id=\"\(field)-err\""))
            #expect(try await subject(admission, portal: nil).contains("{societe}"))
        }
    }

    @Test func aTextWithoutItsLinkIsRefusedInEitherLanguage() async throws {
        try await AdmissionWorld.with { admission in
            for language in ["fr", "en"] {
                let whole = "{url} {identifiant} {mot_de_passe}"
                var form = ["subject_fr": "a", "subject_en": "a", "body_fr": whole, "body_en": whole, "action": "save"]
                form["body_" + language] = "{url} {identifiant}"
                let answer = try await admission.office.post("/admin/templates/COMM_ID_MDP", form)
                #expect(answer.status == 422 && answer.body.contains("id=\"body_\(language)-err\""))
            }
        }
    }

    @Test func aTestGoesToOneselfInBothLanguagesAndSavesNothing() async throws {
        try await AdmissionWorld.with { admission in
            let person = admission.world.administrator
            try await admission.world.database.write {
                try People($0).rename(person, first: "Alice", last: "Moreau", email: "alice@brevelec.example")
            }
            let answer = try await admission.office.post(TemplateEditTests.page, words("essai", action: "test"))
            #expect(answer.status == 200 && answer.body.contains("alice@brevelec.example"))
            let mails = try await admission.world.database.read { try Outbox($0).list(nil, before: nil, limit: 10) }
            let tests = mails.filter { $0.kind == "TEMPLATE_TEST" }
            #expect(Set(tests.map(\.title)) == ["[Essai] Objet essai", "[Test] Subject essai"])
            #expect(tests.allSatisfy { $0.recipients == ["alice@brevelec.example"] })
            #expect(try await subject(admission, portal: nil).contains("{societe}"))
        }
    }

    @Test func staffWithoutThePowerOverPortalsWriteNone() async throws {
        try await AdmissionWorld.with { admission in
            let claire = try await OfficeDoor.client(admission.world.claire, admission.world, admission.app)
            #expect(try await claire.get("/admin/templates").status == 404)
            #expect(try await claire.post(TemplateEditTests.page, words("x")).status == 404)
            #expect(try await !claire.get("/admin").body.contains("/admin/templates"))
        }
    }

    @Test func aPortalThatIsNoneIsNotFoundAndStaffTextsHaveNoPortal() async throws {
        try await AdmissionWorld.with { admission in
            let (office, portal) = (admission.office, admission.world.portal.id.text)
            let paths = [
                TemplateEditTests.page + "?portal=0000000000000", "/admin/templates/STAFF_ID_MDP?portal=\(portal)",
                "/admin/templates/NOTHING",
            ]
            for path in paths {
                let answer = try await office.get(path)
                #expect(answer.status == 404, "\(path)")
            }
        }
    }
}
