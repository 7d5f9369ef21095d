import Core
@testable import Features
import Store
import TestSupport
import Testing

/// The key of an access, from the user's profile to its end.
@Suite struct UserKeyTests {
    @Test(arguments: Engine.allCases) func aKeyIsShownOnceAndOpensItsAccess(_ engine: Engine) async throws {
        try await KeyWorld.with(engine) { keys in
            #expect(try await keys.staff.get(keys.profile).body.contains("Créer une clé"))
            let key = try await keys.newKey()
            let profile = try await keys.staff.get(keys.profile).body
            #expect(!profile.contains("pvk_") && profile.contains("Jamais utilisée"))
            let program = keys.program(key)
            let list = try await program.get("/api/v1/invoices")
            #expect(list.status == 200 && list.body.contains("ATU-0001") && !list.body.contains("SECRET"))
            let (own, foreign) = (keys.world.atu["invoices"][0], keys.world.secret["invoices"][0])
            #expect(try await program.get("/api/v1/invoices/" + own.text).status == 200)
            let hidden = try await program.get("/api/v1/invoices/" + foreign.text)
            let unknown = try await program.get("/api/v1/invoices/0000000000001")
            #expect(hidden.status == 404 && hidden.body == unknown.body)
            #expect(try await program.get("/api/v1/contacts").status == 200)
        }
    }

    @Test(arguments: Engine.allCases) func aNewKeyEndsTheOldOneAndRevokingEndsBoth(_ engine: Engine) async throws {
        try await KeyWorld.with(engine) { keys in
            let old = try await keys.newKey()
            let new = try keys.key(on: try await keys.staff.post(keys.profile + "/key/replace"))
            #expect(try await [keys.status(old), keys.status(new)] == [401, 200])
            let revoked = try await keys.staff.post(keys.profile + "/key/revoke")
            #expect(revoked.location == keys.profile + "?done=keyRevoked")
            #expect(try await [keys.status(old), keys.status(new)] == [401, 401])
            #expect(try await keys.staff.get(keys.profile).body.contains("Créer une clé"))
        }
    }

    /// A page that was opened before somebody else made or revoked the key does not end one unasked.
    @Test(arguments: Engine.allCases) func anOldPageChangesNothing(_ engine: Engine) async throws {
        try await KeyWorld.with(engine) { keys in
            for verb in ["/key/replace", "/key/revoke"] {
                #expect(try await keys.staff.post(keys.profile + verb).status == 409)
            }
            let key = try await keys.newKey()
            let again = try await keys.staff.post(keys.profile + "/key")
            #expect(again.status == 409 && !again.body.contains("pvk_"))
            #expect(try await keys.status(key) == 200)
            let (access, database) = (keys.world.atu.access, keys.world.database)
            let events = try await database.read {
                try Journal($0).events(of: Journal.Subject("accesses", access), limit: 9, connection: $0).map(\.verb)
            }
            #expect(events == ["access.key_created"])
        }
    }

    @Test func anUnknownAccessHasNoKey() async throws {
        try await KeyWorld.with { keys in
            for verb in ["/key", "/key/replace", "/key/revoke"] {
                #expect(try await keys.staff.post("/admin/users/0000000000001" + verb).status == 404)
            }
            let guest = try await Client(keys.app).post(keys.profile + "/key")
            #expect(guest.location?.hasPrefix("/admin/signin") == true)
        }
    }

    @Test(arguments: Engine.allCases) func everyStepIsInTheJournal(_ engine: Engine) async throws {
        try await KeyWorld.with(engine) { keys in
            _ = try await keys.newKey()
            _ = try await keys.staff.post(keys.profile + "/key/replace")
            _ = try await keys.staff.post(keys.profile + "/key/revoke")
            let atu = keys.world.atu
            for subject in [("accesses", atu.access), ("contacts", atu.contact), ("accounts", atu.account)] {
                let events = try await keys.world.database.read {
                    try Journal($0).events(of: Journal.Subject(subject.0, subject.1), limit: 3, connection: $0)
                }
                #expect(
                    events.map(\.verb) == ["access.key_revoked", "access.key_replaced", "access.key_created"],
                    "\(subject.0)")
                #expect(events.allSatisfy { $0.actor == "Claire Martin" })
            }
            let told = try await keys.staff.get(keys.profile + "/events").body
            #expect(told.contains("Clé pour l’API créée") && told.contains("Clé pour l’API révoquée"))
        }
    }

    /// A person sees whether there is a key to its data and ends it; the journal says who did.
    @Test(arguments: Engine.allCases) func thePersonSeesAndEndsTheKey(_ engine: Engine) async throws {
        try await KeyWorld.with(engine) { keys in
            let customer = try await keys.customer()
            #expect(try await customer.get("/p/clients/sessions").body.contains("Aucune clé"))
            #expect(try await customer.post("/p/clients/key/revoke").status == 409)
            let key = try await keys.newKey()
            _ = try await keys.status(key)
            let page = try await customer.get("/p/clients/sessions").body
            #expect(page.contains("Révoquer la clé") && page.contains("22/11/2026 10:00") && !page.contains("pvk_"))
            let revoked = try await customer.post("/p/clients/key/revoke")
            #expect(revoked.location == "/p/clients/sessions?done=keyRevoked")
            #expect(try await keys.status(key) == 401)
            let contact = keys.world.atu.contact
            let last = try await keys.world.database.read {
                try Journal($0).events(of: Journal.Subject("contacts", contact), limit: 1, connection: $0).first
            }
            #expect(last?.verb == "access.key_revoked" && last?.actor == "Atu Lenobli")
        }
    }

    @Test(arguments: Engine.allCases) func theLastUseIsWrittenOnceAMinute(_ engine: Engine) async throws {
        try await KeyWorld.with(engine) { keys in
            let key = try await keys.newKey()
            var uses: [Instant?] = [try await lastUse(keys)]
            for pause in [0, 60, 1] as [Int64] {
                keys.world.clock.advance(by: .seconds(pause))
                #expect(try await keys.status(key) == 200)
                uses.append(try await lastUse(keys))
            }
            #expect(uses == [nil, TestClock.start, TestClock.start, TestClock.start + .seconds(61)])
        }
    }

    private func lastUse(_ keys: KeyWorld) async throws -> Instant? {
        let access = keys.world.atu.access
        return try await keys.world.database.read { try APIKeys($0).of(access: access)?.lastUsedAt }
    }

    /// The key is in nobody's hands but its holder's: not in the database, not in the journal, not in the log.
    @Test(arguments: Engine.allCases) func theKeyIsKeptOnlyAsItsHash(_ engine: Engine) async throws {
        try await KeyWorld.with(engine) { keys in
            let key = try await keys.newKey()
            let log = RecordedLog()
            let program = keys.program(key, log: log)
            for path in ["/api/v1/invoices", "/api/v1/nope", "/p/clients/invoices"] { _ = try await program.get(path) }
            #expect(log.lines.count >= 3 && !log.lines.contains { $0.contains(key.dropFirst(4)) })
            let hash = try #require(APIKey.hash(in: "Bearer " + key))
            let (ids, journal) = try await keys.world.database.read { connection in
                (
                    try connection.rows("SELECT \"id\" FROM \"api_keys\"").map { $0[0].bytes },
                    try connection.rows("SELECT \"detail\" FROM \"audit\"").compactMap { $0[0].text }
                )
            }
            #expect(ids == [hash])
            #expect(!journal.isEmpty && !journal.contains { $0.contains(key.dropFirst(4)) })
        }
    }
}
