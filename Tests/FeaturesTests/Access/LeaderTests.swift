import Core
import Store
import TestSupport
import Testing

@testable import Features

/// Who administers a customer is chosen, never an accident of who came first.
@Suite struct LeaderTests {
    @Test(arguments: Engine.allCases) func aBulkInvitationProposesAndAsks(_ engine: Engine) async throws {
        try await delegating(engine) { admission, type in
            let world = admission.world
            let paths = [
                try await admission.contact("a@atu.example", number: 1),
                try await admission.contact("b@atu.example", number: 2),
            ]
            let ids = paths.map { String($0.suffix(13)) }
            let form = "type=\(type.text)" + ids.map { "&record=" + $0 }.joined()
            let control = "leader-" + world.atu.account.text
            let asked = try await admission.office.send("POST", "/admin/users/invite/check", form)
            #expect(
                asked.body.contains("name=\"\(control)\"") && asked.body.contains("la première personne est proposée"))
            #expect(asked.body.contains("<option value=\"\(ids[0])\" selected>"))
            // The second one is chosen instead of the first.
            _ = try await admission.office.send("POST", "/admin/users/invite", form + "&\(control)=\(ids[1])")
            try await work(admission)
            #expect(try await roles(ids, world) == [.user, .administrator])
            let third = try await admission.contact("c@atu.example", number: 3)
            let more = "type=\(type.text)&record=\(third.suffix(13))"
            let again = try await admission.office.send("POST", "/admin/users/invite/check", more)
            #expect(!again.body.contains(control) && again.body.contains("ont déjà un administrateur"))
            _ = try await admission.office.send("POST", "/admin/users/invite", more + "&\(control)=\(third.suffix(13))")
            try await work(admission)
            #expect(try await roles([String(third.suffix(13))], world) == [.user])
        }
    }

    @Test(arguments: Engine.allCases) func rolesAreGivenAndTakenTogether(_ engine: Engine) async throws {
        try await delegating(engine) { admission, type in
            let world = admission.world
            let paths = [
                try await admission.contact("a@atu.example", number: 1),
                try await admission.contact("b@atu.example", number: 2),
            ]
            for (number, path) in paths.enumerated() {
                #expect(try await admission.create(path, type, "lot.\(number)").status == 303)
            }
            let ids = paths.map { String($0.suffix(13)) }
            let accesses = try await world.database.read { connection in
                try ids.compactMap { RecordID(text: $0) }.flatMap {
                    try Accesses(connection).on(module: "contacts", record: $0)
                }
            }
            let filter = "/admin/users?state=leaderless"
            let page = try await admission.office.get(filter).body
            #expect(page.contains("Clients sans administrateur") && page.contains("lot.0") && page.contains("lot.1"))
            func bulk(_ action: String, _ accesses: [Access]) async throws -> String {
                let form = "action=\(action)" + accesses.map { "&access=" + $0.id.text }.joined()
                #expect(try await admission.office.send("POST", "/admin/users/bulk", form).status == 200)
                let job = try #require(
                    try await admission.office.send("POST", "/admin/users/bulk/start", form).location)
                try await work(admission)
                return try await admission.office.get(job).body
            }
            #expect(try await bulk("appoint", accesses).contains("2 administrateurs nommés, aucun échec"))
            #expect(try await !admission.office.get(filter).body.contains("lot.0"))
            let dismissed = try await bulk("dismiss", accesses)
            #expect(dismissed.contains("1 rôle retiré, 1 échec") && dismissed.contains("Dernier administrateur"))
            #expect(try await roles(ids, world) == [.user, .administrator])
            let events = try await admission.office.get("/admin/users/\(accesses[0].id.text)/events").body
            #expect(events.contains("Rôle modifié"))
        }
    }

    @Test(arguments: Engine.allCases) func nobodyWhoSignsUpAdministersByBeingFirst(_ engine: Engine) async throws {
        try await SignUpWorld.with(engine) { place in
            let (world, type) = (place.world, place.world.userType)
            _ = try await world.database.write {
                try $0.run("UPDATE \"user_types\" SET \"delegates\" = 1 WHERE \"id\" = \(type)")
            }
            try await place.open(["approval": "default"])
            _ = try await place.waiting("un@nouveau.example", ["username": "un.nouveau"])
            let first = try await newestRole(world)
            #expect(first == "user")
            try await place.open(["approval": "people"], version: 1)
            let request = try await place.waiting("deux@nouveau.example", ["username": "deux.nouveau"])
            let page = try await place.office.get("/admin/signups/\(request.id.text)").body
            #expect(page.contains("Administrateur de sa société"))
            let chosen = ["account_name": "Nouveau SAS", "admin": "1"]
            #expect(try await place.approve(request, "new", chosen).status == 303)
            let second = try await newestRole(world)
            #expect(second == "admin")
        }
    }

    private func delegating(_ engine: Engine, _ body: (AdmissionWorld, RecordID) async throws -> Void) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let (world, type) = (admission.world, try await admission.type("Équipes"))
            _ = try await world.database.write {
                try $0.run("UPDATE \"user_types\" SET \"delegates\" = 1 WHERE \"id\" = \(type)")
            }
            try await body(admission, type)
        }
    }

    private func newestRole(_ world: World) async throws -> String? {
        try await world.database.read {
            try $0.row("SELECT \"role\" FROM \"accesses\" ORDER BY \"id\" DESC LIMIT 1")?[0].text
        }
    }

    private func work(_ admission: AdmissionWorld) async throws {
        let worker = BulkWorker(app: admission.app, logger: RecordedLog().logger)
        while try await worker.step() {}
    }

    private func roles(_ contacts: [String], _ world: World) async throws -> [AccessRole] {
        try await world.database.read { connection in
            try contacts.compactMap { RecordID(text: $0) }.flatMap {
                try Accesses(connection).on(module: "contacts", record: $0).map(\.role)
            }
        }
    }
}
