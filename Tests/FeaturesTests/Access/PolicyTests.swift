import Core
import Store
import TestSupport
import Testing

@testable import Features

/// The privacy policy of a portal: accepted once a version, before anything else opens.
@Suite struct PolicyTests {
    @Test(arguments: Engine.allCases) func nothingOpensBeforeItIsAccepted(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            let atu = try await OfficeDoor.atu(world, admission.app)
            #expect(try await atu.get("/p/clients/invoices").status == 200)
            #expect(try await atu.get("/p/clients/policy").status == 404)
            try await publish("# Vos données\n\nVersion **une**.", was: 0, admission)
            let closed = try await atu.get("/p/clients/invoices")
            #expect(closed.status == 303 && closed.location == "/p/clients/policy?to=%2Fp%2Fclients%2Finvoices")
            #expect(try await atu.get("/api/v1/invoices").status == 401)
            #expect(
                try await atu.post("/p/clients/tickets/new", ["subject": "x", "message": "y"]).location
                    == "/p/clients/policy")
            let page = try await atu.get("/p/clients/policy?to=/p/clients/invoices")
            #expect(page.status == 200 && page.body.contains("<strong>une</strong>"))
            let policy = try #require(try await current(world))
            let without = try await atu.post("/p/clients/policy", ["policy": policy.id.text])
            #expect(without.status == 422 && without.body.contains("Cochez la case"))
            #expect(try await atu.get("/p/clients").status == 303)
            let fields = ["policy": policy.id.text, "accept": "1", "to": "/p/clients/invoices"]
            let accepted = try await atu.post("/p/clients/policy", fields)
            #expect(accepted.location == "/p/clients/invoices")
            #expect(try await atu.post("/p/clients/policy", fields).status == 303, "a second time changes nothing")
            #expect(try await atu.get("/p/clients/invoices").status == 200)
            #expect(try await atu.get("/p/clients/policy").body.contains("Version 1, acceptée le"))
            #expect(try await world.database.read { try Policies($0).count(accepting: policy.id) } == 1)
            let row = try await world.database.read {
                try $0.row("SELECT \"address\", \"accepted_at\" FROM \"policy_acceptances\"")
            }
            #expect(row?[0].text?.isEmpty == false && row?[1].instant == world.now)
        }
    }

    @Test(arguments: Engine.allCases) func aNewVersionAsksAgain(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            let atu = try await OfficeDoor.atu(world, admission.app)
            try await publish("Une", was: 0, admission)
            let first = try #require(try await current(world))
            _ = try await atu.post("/p/clients/policy", ["policy": first.id.text, "accept": "1"])
            #expect(try await atu.get("/p/clients").status == 200)
            try await publish("Deux", was: 1, admission)
            #expect(try await atu.get("/p/clients").status == 303)
            // The form of the older version accepts nothing of the newer one.
            let stale = try await atu.post("/p/clients/policy", ["policy": first.id.text, "accept": "1"])
            #expect(stale.status == 422 && stale.body.contains("vient de changer") && stale.body.contains("Deux"))
            let second = try #require(try await current(world))
            #expect(second.version == 2)
            _ = try await atu.post(
                "/p/clients/policy", ["policy": second.id.text, "accept": "1", "to": "//evil.example"])
            #expect(try await atu.get("/p/clients").status == 200)
            #expect(try await admission.office.post(path(world) + "/withdraw").status == 303)
            #expect(try await current(world) == nil)
            #expect(try await world.database.read { try Policies($0).count(accepting: first.id) } == 1)
        }
    }

    @Test func twoAdministratorsDoNotPublishOverEachOther() async throws {
        try await AdmissionWorld.with { admission in
            try await publish("Une", was: 0, admission)
            let late = try await admission.office.post(
                path(admission.world), ["body_fr": "Autre", "body_en": "", "version": "0"])
            #expect(late.status == 409 && late.body.contains("Autre</textarea>"))
            let empty = try await admission.office.post(path(admission.world), ["body_fr": "", "version": "1"])
            #expect(empty.status == 422 && empty.body.contains("Écrivez le texte"))
            #expect(try await current(admission.world)?.text.fr == "Une")
        }
    }

    @Test func aProgramIsNotAskedAndAPreviewNeither() async throws {
        try await KeyWorld.with { keys in
            let key = try await keys.newKey()
            let portal = keys.world.portal.id
            let (id, now) = (keys.world.ids.next(), keys.world.now)
            try await keys.world.database.write {
                try Policies($0).publish(Phrase(same: "Texte"), of: portal, id: id, by: .system("test"), at: now)
            }
            #expect(try await keys.status(key) == 200)
            let see = try await keys.staff.post(keys.profile + "/see-as", ["reason": "Question au téléphone"])
            #expect(see.status == 303)
            #expect(try await keys.staff.get("/p/clients").status == 200)
        }
    }

    private func path(_ world: World) -> String { "/admin/portals/\(world.portal.id.text)/policy" }

    private func publish(_ text: String, was version: Int, _ admission: AdmissionWorld) async throws {
        let answer = try await admission.office.post(
            path(admission.world), ["body_fr": text, "body_en": "", "version": String(version)])
        #expect(answer.status == 303, "\(answer.body)")
    }

    private func current(_ world: World) async throws -> Policy? {
        let portal = world.portal.id
        return try await world.database.read { try Policies($0).current(of: portal) }
    }
}
