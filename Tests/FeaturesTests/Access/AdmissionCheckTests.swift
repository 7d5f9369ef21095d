import Core
import Store
import TestSupport
import Testing

@testable import Features

/// One check for every door: what the list of invitations refuses no other door lets through.
@Suite struct AdmissionCheckTests {
    @Test(arguments: Engine.allCases) func theFormOfOnePersonKnowsWhatTheListKnows(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            let type = try await admission.type("Abonnés")
            let path = try await admission.contact("nora@atu.example")
            let id = try #require(RecordID(text: path.suffix(13)))
            let (contact, account): (SQL, SQL) = ("\"contacts\"", "\"accounts\"")
            let never: [(SQL, RecordID, SQL, SQL, BulkObstacle)] = [
                (contact, id, "\"state\" = 'disabled'", "\"state\" = 'open'", .disabled),
                (account, world.atu.account, "\"state\" = 'closed'", "\"state\" = 'open'", .accountClosed),
                (contact, id, "\"account_id\" = NULL", "\"account_id\" = \(world.atu.account)", .withoutAccount),
            ]
            for (table, record, wrong, right, obstacle) in never {
                func set(_ value: SQL) async throws {
                    _ = try await world.database.write {
                        try $0.run("UPDATE \(table) SET \(value) WHERE \"id\" = \(record)")
                    }
                }
                try await set(wrong)
                let refused = try await admission.create(path, type, "nora.une", ["waiver": "urgent"])
                #expect(refused.status == 409, "\(obstacle)")
                if obstacle != .withoutAccount { #expect(refused.body.contains(obstacle.remedy.fr), "\(obstacle)") }
                let list = try await admission.office.post(
                    "/admin/users/invite/check", ["type": type.text, "record": id.text])
                #expect(list.body.contains(obstacle.reason.fr) && list.body.contains(obstacle.remedy.fr))
                try await set(right)
            }
            #expect(try await admission.create(path, type, "nora.une").status == 303)
        }
    }

    @Test(arguments: Engine.allCases) func staffSetAsideWhatTheCompanyHasToDecideAndSayWhy(_ engine: Engine)
        async throws
    {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            let type = try await admission.type("Abonnés")
            let path = try await admission.contact("nora@atu.example")
            let id = try #require(RecordID(text: path.suffix(13)))
            _ = try await world.database.write {
                try $0.run(
                    "UPDATE \"contacts\" SET \"review\" = 'awaiting_review', \"consent\" = 'asked' WHERE \"id\" = \(id)"
                )
            }
            let form = try await admission.office.get(path + "/account/new").body
            #expect(form.contains(BulkObstacle.awaitingReview.reason.fr) && form.contains("name=\"waiver\""))
            let silent = try await admission.create(path, type, "nora.une")
            #expect(silent.status == 422 && silent.body.contains("href=\"#waiver\""))
            #expect(try await admission.create(path, type, "nora.une", ["waiver": "accord oral"]).status == 303)
            let access = try #require(
                try await world.database.read { try Accesses($0).on(module: "contacts", record: id).first })
            let events = try await admission.office.get("/admin/users/\(access.id.text)/events").body
            #expect(events.contains(BulkObstacle.withoutConsent.reason.fr) && events.contains("accord oral"))
        }
    }

    @Test(arguments: Engine.allCases) func colleaguesAndSignUpsPassTheSameCheck(_ engine: Engine) async throws {
        try await TeamWorld.with(engine) { team in
            let world = team.world
            let contact = world.ids.next()
            try await world.write("contacts", as: world.staff) {
                _ = try $0.create(
                    [
                        "last_name": .text("Roux"), "first_name": .text("Léa"), "email": .text("lea@atu.example"),
                        "account_id": .id(world.atu.account), "state": .text("disabled"),
                    ], by: .system("test"), at: world.now, id: contact)
            }
            let refused = try await team.add()
            #expect(refused.status == 409 && refused.body.contains("ne peut pas être ajoutée d’ici"))
            let plain = try await team.add("o'neil@atu.example")
            #expect(plain.status == 422 && plain.body.contains("href=\"#email\""))
        }
        try await SignUpWorld.with(engine) { place in
            let world = place.world
            try await place.open()
            let request = try await place.waiting()
            let contact = world.ids.next()
            try await world.write("contacts", as: world.staff) {
                _ = try $0.create(
                    [
                        "last_name": .text("Diallo"), "email": .text("nora@diallo.example"), "state": .text("open"),
                        "account_id": .id(world.atu.account), "review": .text("awaiting_approval"),
                    ], by: .system("test"), at: world.now, id: contact)
            }
            let waits = try await place.approve(request, "contact:" + contact.text)
            #expect(waits.status == 409 && waits.body.contains(BulkObstacle.awaitingApproval.reason.fr))
            let account = world.atu.account
            _ = try await world.database.write {
                try $0.run("UPDATE \"accounts\" SET \"state\" = 'closed' WHERE \"id\" = \(account)")
            }
            let closed = try await place.approve(request, "account:" + account.text)
            #expect(closed.status == 409 && closed.body.contains(BulkObstacle.accountClosed.reason.fr))
        }
    }

    /// Who reads without a power is told whom to ask, by name, and gets no link to a closed door.
    @Test func theRemedyFitsWhoReads() async throws {
        try await AdmissionWorld.with { admission in
            let world = admission.world
            let type = try await admission.type("Abonnés", quota: 0)
            let path = try await admission.contact("nora@atu.example")
            let fields = ["type": type.text, "record": String(path.suffix(13))]
            let alice = try await admission.office.post("/admin/users/invite/check", fields)
            #expect(alice.body.contains(BulkObstacle.full.remedy.fr) && alice.body.contains("Réglages du portail"))
            let claire = try await OfficeDoor.client(world.claire, world, admission.app)
            let read = try await claire.post("/admin/users/invite/check", fields)
            #expect(read.body.contains("demandez à Alice Moreau de relever la limite"))
            #expect(!read.body.contains("Réglages du portail"))
        }
    }

    /// What vanished between the list and the sending is told by the name that it had.
    @Test(arguments: Engine.allCases) func whatVanishedIsToldByItsName(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            let type = try await admission.type("Abonnés")
            let path = try await admission.contact("nora@atu.example", number: 7)
            let id = String(path.suffix(13))
            let record = try #require(RecordID(text: id))
            let list = try await admission.office.get("/admin/users/invite?type=\(type.text)&q=Nouveau7").body
            #expect(list.contains("name=\"called\" value=\"\(id):Léa Nouveau7\""))
            let fields = ["type": type.text, "record": id, "called": id + ":Léa Nouveau7"]
            let job = try #require(try await admission.office.post("/admin/users/invite", fields).location)
            try await world.write("contacts", as: world.staff) { try $0.delete(record, at: world.now) }
            let binned = try await admission.office.post("/admin/users/invite/check", fields)
            #expect(binned.body.contains("Léa Nouveau7") && !binned.body.contains("fiche " + id))
            _ = try await world.database.write { try $0.run("DELETE FROM \"contacts\" WHERE \"id\" = \(record)") }
            let gone = try await admission.office.post("/admin/users/invite/check", fields)
            #expect(gone.body.contains(BulkObstacle.gone.reason.fr) && gone.body.contains("Léa Nouveau7"))
            let worker = BulkWorker(app: admission.app, logger: RecordedLog().logger)
            while try await worker.step() {}
            let page = try await admission.office.get(job).body
            #expect(page.contains(BulkObstacle.gone.reason.fr) && page.contains("Léa Nouveau7"))
        }
    }
}
