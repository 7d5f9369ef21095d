import Core
import Store
import TestSupport
import Testing

@testable import Features

/// Deactivating: with a reason that is kept, and by the switch in the list of users.
@Suite struct ShutTests {
    private func access(_ admission: AdmissionWorld) async throws -> Access? {
        let id = admission.world.atu.access
        return try await admission.world.database.read { try Accesses($0).find(id) }
    }

    @Test(arguments: Engine.allCases) func theReasonIsKeptWithTheAccessUntilItOpensAgain(_ engine: Engine) async throws
    {
        try await AdmissionWorld.with(engine) { admission in
            let path = "/admin/users/" + admission.world.atu.access.text
            #expect(try await admission.office.get(path + "/disable").body.contains("Départ de la personne"))
            let form = ["reason": "left", "note": "remplacée par Léa"]
            #expect(try await admission.office.post(path + "/disable", form).status == 303)
            #expect(try await access(admission)?.shutReason == ShutReason(.left, note: "remplacée par Léa"))
            let page = try await admission.office.get(path).body
            #expect(page.contains("Départ de la personne\u{A0}: remplacée par Léa"))
            #expect(try await admission.office.get(path + "/events").body.contains("remplacée par Léa"))
            #expect(try await admission.office.post(path + "/enable").status == 303)
            #expect(try await access(admission)?.shutReason == nil)
        }
    }

    @Test func aReasonThatIsTooLongIsRefusedAndNothingIsDone() async throws {
        try await AdmissionWorld.with { admission in
            let path = "/admin/users/" + admission.world.atu.access.text + "/disable"
            let answer = try await admission.office.post(path, ["note": String(repeating: "x", count: 201)])
            #expect(answer.status == 422 && answer.body.contains("id=\"note-err\""))
            #expect(try await access(admission)?.state == .active)
            // What Parvis gives by itself is nobody's to choose.
            _ = try await admission.office.post(path, ["reason": "idle"])
            #expect(try await access(admission)?.shutReason == nil)
        }
    }

    @Test(arguments: Engine.allCases) func theSwitchOfTheListTurnsAnAccessOffAndOn(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let id = admission.world.atu.access
            let atu = try await OfficeDoor.atu(admission.world, admission.app)
            let list = try await admission.office.get("/admin/users").body
            #expect(list.contains("role=\"switch\" aria-checked=\"true\"") && list.contains("value=\"\(id.text):off\""))
            let form = ["switch": id.text + ":off", "q": "atu", "state": "", "action": "remove", "access": id.text]
            let off = try await admission.office.post("/admin/users/switch", form)
            #expect(off.location == "/admin/users?q=atu&done=accessDisabled")
            #expect(try await access(admission)?.state == .deactivated)
            #expect(try await atu.get("/p/clients").status == 303)
            // An older list says the same again: what is off stays off.
            #expect(try await admission.office.post("/admin/users/switch", form).location == "/admin/users?q=atu")
            #expect(try await access(admission)?.state == .deactivated)
            let on = try await admission.office.post("/admin/users/switch", ["switch": id.text + ":on"])
            #expect(on.location == "/admin/users?done=accessEnabled")
            #expect(try await access(admission)?.state == .active)
            #expect(try await admission.office.post("/admin/users/switch", ["switch": "x"]).status == 404)
        }
    }

    @Test func manyAreDeactivatedForOneReason() async throws {
        try await AdmissionWorld.with { admission in
            let ids = [admission.world.atu.access, admission.world.secret.access]
            let form =
                "action=deactivate&reason=contract&note=&" + ids.map { "access=" + $0.text }.joined(separator: "&")
            let started = try await admission.office.send("POST", "/admin/users/bulk/start", form)
            #expect(started.status == 303)
            let worker = BulkWorker(app: admission.app, logger: RecordedLog().logger)
            while try await worker.step() {}
            for id in ids {
                let found = try await admission.world.database.read { try Accesses($0).find(id) }
                #expect(found?.shutReason?.kind == .contract)
            }
        }
    }
}
