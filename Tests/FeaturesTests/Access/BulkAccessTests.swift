import Core
import Store
import TestSupport
import Testing

@testable import Features

/// What staff do with several accesses at once, and a type that is emptied into another one.
@Suite struct BulkAccessTests {
    @Test(arguments: Engine.allCases) func severalAreDeactivatedActivatedAndRemoved(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            let accesses = [world.atu.access, world.secret.access]
            let atu = try await OfficeDoor.atu(world, admission.app)
            #expect(try await atu.get("/p/clients").status == 200)
            let asked = try await admission.office.send("POST", "/admin/users/bulk", form("deactivate", accesses))
            #expect(asked.status == 200 && asked.body.contains("Désactiver 2 accès"))
            #expect(asked.body.contains(world.atu.personName) && asked.body.contains(world.secret.personName))
            #expect(try await states(accesses, world) == [.active, .active], "asking does nothing")
            try await start("deactivate", accesses, admission, "2 accès désactivés, aucun échec")
            #expect(try await states(accesses, world) == [.deactivated, .deactivated])
            #expect(try await atu.get("/p/clients").status != 200, "its session ended")
            try await start("deactivate", accesses, admission, "0 accès désactivé, 2 échecs")
            try await start("reactivate", accesses, admission, "2 accès activés, aucun échec")
            try await start("remove", [world.secret.access], admission, "1 accès supprimé, aucun échec")
            #expect(try await states(accesses, world) == [.active])
            let person = world.secret.person
            #expect(try await world.database.read { try People($0).find(person) } == nil)
        }
    }

    @Test(arguments: Engine.allCases) func onlyThoseWithoutAPasswordAreInvitedAgain(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            let type = try await admission.type("Abonnés")
            let contact = try await admission.contact("lea@atu.example")
            #expect(try await admission.create(contact, type, "lea.une", ["send": "now"]).status == 303)
            let id = try #require(RecordID(text: contact.suffix(13)))
            let access = try #require(
                try await world.database.read { try Accesses($0).on(module: "contacts", record: id) }.first)
            _ = try await OfficeDoor.atu(world, admission.app)
            try await start("resend", [access.id, world.atu.access], admission, "1 invitation renvoyée, 1 échec")
            let tokens = try await world.database.read {
                try $0.rows(
                    "SELECT \"revoked_at\" FROM \"tokens\" WHERE \"person_id\" = \(access.person) ORDER BY \"created_at\""
                )
            }
            #expect(tokens.count == 2 && tokens.filter { $0[0].isNull }.count == 1, "the older link is dead")
            #expect(try await states([world.atu.access], world) == [.active])
        }
    }

    @Test(arguments: Engine.allCases) func aTransferAsksForATypeAndChecksItsModuleAndSeats(_ engine: Engine)
        async throws
    {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            let one = try await admission.type("Abonnés")
            let small = try await admission.type("Petits", quota: 1)
            let (first, second) = (
                try await admission.contact("a@atu.example"), try await admission.contact("b@atu.example")
            )
            _ = try await admission.create(first, one, "lea.une")
            _ = try await admission.create(second, one, "lea.deux")
            let ids = [first, second].compactMap { RecordID(text: $0.suffix(13)) }
            let accesses = try await world.database.read { connection in
                try ids.flatMap { try Accesses(connection).on(module: "contacts", record: $0).map(\.id) }
            }
            let without = try await admission.office.send(
                "POST", "/admin/users/bulk/start", form("transfer", accesses))
            #expect(without.status == 422 && without.body.contains("Choisissez un type d’utilisateur."))
            let asked = try await admission.office.send(
                "POST", "/admin/users/bulk/start", form("transfer&type=\(small.text)", accesses))
            #expect(asked.status == 200 && asked.body.contains("name=\"agreed\""), "what it means comes first")
            #expect(try await world.database.read { try Seats($0).used(ofType: small) } == 0)
            try await start("transfer&agreed=1&type=\(small.text)", accesses, admission, "1 accès transféré, 1 échec")
            #expect(try await world.database.read { try Seats($0).used(ofType: small) } == 1)
            // What did not happen is not in the journal.
            let told = try await world.database.read {
                try $0.int("SELECT count(*) FROM \"audit\" WHERE \"verb\" = 'access.transferred'")
            }
            #expect(told == 1)
        }
    }

    @Test(arguments: Engine.allCases) func aTypeIsEmptiedIntoAnotherAndDeleted(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            let (old, new) = (try await admission.type("Anciens"), try await admission.type("Nouveaux"))
            let contact = try await admission.contact("a@atu.example")
            _ = try await admission.create(contact, old, "lea.une")
            let path = "/admin/portals/\(world.portal.id.text)/types/\(old.text)/delete"
            let page = try await admission.office.get(path)
            #expect(page.body.contains("Transférer et supprimer") && page.body.contains("Nouveaux"))
            #expect(try await admission.office.post(path, ["to": old.text]).status == 422)
            #expect(try await admission.office.post(path, ["to": world.ids.next().text]).status == 422)
            #expect(try await admission.office.post(path).status == 409)
            let asked = try await admission.office.post(path, ["to": new.text])
            #expect(asked.status == 200 && asked.body.contains("Rien ne change dans ce qui est vu ou fait."))
            #expect(try await admission.office.post(path, ["to": new.text, "agreed": "1"]).status == 303)
            let (left, moved) = try await world.database.read {
                (try Portals($0).userType(old), try Seats($0).used(ofType: new))
            }
            #expect(left == nil && moved == 1)
        }
    }

    @Test func nobodyTickedIsSaidSo() async throws {
        try await AdmissionWorld.with { admission in
            let none = try await admission.office.post("/admin/users/bulk", ["action": "remove"])
            #expect(none.status == 422 && none.body.contains("Personne n’est choisi"))
            #expect(try await admission.office.post("/admin/users/bulk", ["action": "invite"]).status == 400)
            #expect(
                try await admission.office.get("/admin/users/jobs/\(admission.world.ids.next().text)").status == 404)
        }
    }

    /// Starts the job, does it, and looks at how it ended.
    private func start(_ action: String, _ accesses: [RecordID], _ admission: AdmissionWorld, _ end: String)
        async throws
    {
        let started = try await admission.office.send("POST", "/admin/users/bulk/start", form(action, accesses))
        let job = try #require(started.location)
        let worker = BulkWorker(app: admission.app, logger: RecordedLog().logger)
        while try await worker.step() {}
        let page = try await admission.office.get(job)
        #expect(page.body.contains(end), "\(action)")
    }

    private func form(_ action: String, _ accesses: [RecordID]) -> String {
        "action=\(action)" + accesses.map { "&access=" + $0.text }.joined()
    }

    private func states(_ accesses: [RecordID], _ world: World) async throws -> [AccessState] {
        try await world.database.read { connection in
            try accesses.compactMap { try Accesses(connection).find($0)?.state }
        }
    }
}
