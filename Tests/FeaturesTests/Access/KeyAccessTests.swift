import Core
@testable import Features
import Foundation
import Store
import TestSupport
import Testing
import Web

/// What a key opens and what it does not.
@Suite struct KeyAccessTests {
    @Test func whatIsNoKeyIsRefusedAlike() async throws {
        try await KeyWorld.with { keys in
            let key = try await keys.newKey()
            let program = keys.program(key)
            let wrong = APIKey().text
            for header in [
                "Bearer " + wrong, "Bearer", "Bearer ", key, "Basic " + key, "Bearer " + key + "x",
                "Bearer \(key) \(key)",
                "Bearer " + key.dropLast(), "Bearer " + key.dropFirst(4), "Bearer PVK_" + key.dropFirst(4),
                "Bearer \(wrong), Bearer \(key)", "Bearer pvk_" + String(repeating: "é", count: 43), "",
                "Bearer pvk_" + String(repeating: "A", count: 4000),
            ] {
                program.headers = ["Authorization": header]
                let answer = try await program.get("/api/v1/invoices")
                #expect(answer.status == 401 && answer.headers["www-authenticate"] == "Bearer", "\(header)")
                #expect(answer.headers["content-type"] == "application/problem+json")
                #expect(!answer.body.contains("ATU-") && answer.body.contains("Clé refusée"))
            }
            program.headers = [:]
            let without = try await program.get("/api/v1/invoices")
            #expect(without.status == 401 && without.headers["www-authenticate"] == "Bearer")
            program.headers = ["Authorization": "bEARER  " + key]
            #expect(try await program.get("/api/v1/invoices").status == 200, "schemes have no case")
        }
    }

    /// The secret of a session is none of a key, whatever is written before it, and the other way round.
    @Test func sessionsAndKeysAreNotExchanged() async throws {
        try await KeyWorld.with { keys in
            let key = try await keys.newKey()
            let customer = Client(keys.app)
            let signIn = ["login": "atu.lenobli", "password": KeyWorld.password]
            let cookie = try await customer.post("/p/clients/signin", signIn).headers["set-cookie"]
            let token = try #require(cookie?.firstMatch(of: /parvis-portal-clients=([^;]+)/)).1
            #expect(try await keys.status("pvk_" + token) == 401)
            let thief = Client(keys.app)
            thief.headers = ["Cookie": "parvis-portal-clients=" + key.dropFirst(4)]
            #expect(try await thief.get("/api/v1/invoices").status == 401)
        }
    }

    @Test(arguments: Engine.allCases) func aKeyFollowsItsAccess(_ engine: Engine) async throws {
        try await KeyWorld.with(engine) { keys in
            let key = try await keys.newKey()
            let (atu, today, now) = (keys.world.atu, keys.world.clock.today, keys.world.now)
            let shut: [(String, @Sendable (any Connection) throws -> Void, @Sendable (any Connection) throws -> Void)] =
                [
                    (
                        "disabled person", { try People($0).setDisabled(at: now, of: atu.person) },
                        { try People($0).setDisabled(at: nil, of: atu.person) }
                    ),
                    (
                        "deactivated", { try Accesses($0).setState(.deactivated, of: atu.access) },
                        { try Accesses($0).setState(.active, of: atu.access) }
                    ),
                    (
                        "awaiting", { try Accesses($0).setState(.awaiting, of: atu.access) },
                        { try Accesses($0).setState(.active, of: atu.access) }
                    ),
                    (
                        "ended",
                        { try Accesses($0).setValidity(from: nil, until: today.advanced(by: -1), of: atu.access) },
                        { try Accesses($0).setValidity(from: nil, until: today, of: atu.access) }
                    ),
                    (
                        "not yet",
                        { try Accesses($0).setValidity(from: today.advanced(by: 1), until: nil, of: atu.access) },
                        { try Accesses($0).setValidity(from: today, until: nil, of: atu.access) }
                    ),
                    (
                        "temporary password",
                        { try People($0).setPassword("x", of: atu.person, temporaryUntil: now + .hours(1), at: now) },
                        { try People($0).setPassword("x", of: atu.person, at: now) }
                    ),
                ]
            for (name, close, open) in shut {
                try await keys.world.database.write(close)
                let answer = try await keys.program(key).get("/api/v1/invoices")
                #expect(answer.status == 401 && answer.headers["content-type"] == "application/problem+json", "\(name)")
                try await keys.world.database.write(open)
                #expect(try await keys.status(key) == 200, "after \(name)")
            }
            try await keys.world.write("accounts", as: keys.world.staff) {
                try $0.update(atu.account, version: 1, ["state": .text("closed")], at: now)
            }
            #expect(try await keys.status(key) == 401, "closed account")
        }
    }

    @Test(arguments: Engine.allCases) func aTakenRightIsGoneAtOnce(_ engine: Engine) async throws {
        try await KeyWorld.with(engine) { keys in
            let key = try await keys.newKey()
            #expect(try await keys.status(key) == 200)
            let access = keys.world.atu.access
            try await keys.world.database.write { try Accesses($0).setPermissions(.none, of: access) }
            #expect(try await keys.status(key) == 404)
        }
    }

    @Test(arguments: Engine.allCases) func anAccessIsRemovedWithItsKey(_ engine: Engine) async throws {
        try await KeyWorld.with(engine) { keys in
            let key = try await keys.newKey()
            #expect(try await keys.staff.post(keys.profile + "/remove").status == 303)
            #expect(try await keys.status(key) == 401)
            #expect(try await keys.world.database.read { try $0.rows("SELECT 1 FROM \"api_keys\"").count } == 0)
        }
    }

    @Test func portalAndBackOfficeKnowNoKeys() async throws {
        try await KeyWorld.with { keys in
            let program = keys.program(try await keys.newKey())
            for path in ["/p/clients", "/p/clients/invoices", "/p/clients/sessions"] {
                #expect(try await program.get(path).location?.hasPrefix("/p/clients/signin") == true, "\(path)")
            }
            for path in ["/admin", "/admin/invoices", keys.profile] {
                #expect(try await program.get(path).location?.hasPrefix("/admin/signin") == true, "\(path)")
            }
            for path in ["/p/clients/key/revoke", "/p/clients/signin", keys.profile + "/key/revoke"] {
                #expect(try await program.post(path).status == 403, "\(path): the guard stays outside the API")
            }
            // A browser behind a proxy that asks for credentials of its own is still signed in.
            let customer = try await keys.customer()
            customer.headers = ["Authorization": "Basic eDp5"]
            #expect(try await customer.get("/p/clients/sessions").status == 200)
        }
    }

    @Test func besideAKeyTheCookieIsNotLookedAt() async throws {
        try await KeyWorld.with { keys in
            let customer = try await keys.customer()
            #expect(try await customer.get("/api/v1/invoices").status == 200)
            customer.headers = ["Authorization": "Bearer " + APIKey().text]
            #expect(try await customer.get("/api/v1/invoices").status == 401)
            let other = "/admin/users/" + keys.world.secret.access.text
            customer.headers = [
                "Authorization": "Bearer " + (try keys.key(on: try await keys.staff.post(other + "/key")))
            ]
            let list = try await customer.get("/api/v1/invoices").body
            #expect(list.contains("SECRET-0001") && !list.contains("ATU-"))
        }
    }

    /// Only what nobody can be made to send needs no origin.
    @Test func writesByKeyNeedNoOriginAndOthersDo() async throws {
        try await KeyWorld.with { keys in
            let key = try await keys.newKey()
            let request = Array(#"{"subject":"Panne","message":"Le portail ne s’ouvre pas."}"#.utf8)
            func status(_ client: Client, _ headers: [String: String]) async throws -> Int {
                client.headers = headers
                client.sendsOrigin = false
                return try await client.send("POST", "/api/v1/tickets", type: "application/json", request).status
            }
            #expect(try await status(Client(keys.app), ["Authorization": "Bearer " + key]) == 201)
            #expect(try await status(Client(keys.app), ["Authorization": "Bearer " + APIKey().text]) == 401)
            #expect(try await status(Client(keys.app), ["Authorization": "Basic eDp5"]) == 403)
            #expect(try await status(Client(keys.app), [:]) == 403)
            let foreign = ["Origin": "https://evil.test"]
            #expect(try await status(keys.customer(), foreign) == 403)
            #expect(
                try await status(keys.customer(), foreign.merging(["Authorization": "Bearer " + key]) { $1 }) == 403)
            #expect(try await status(keys.customer(), ["Origin": "http://portal.test"]) == 201)
        }
    }

    @Test func withATemporaryPasswordTheAPIRefusesThePerson() async throws {
        try await KeyWorld.with { keys in
            let customer = try await keys.customer()
            let (person, now) = (keys.world.atu.person, keys.world.now)
            try await keys.world.database.write {
                try People($0).setPassword("x", of: person, temporaryUntil: now + .hours(1), at: now)
            }
            #expect(try await customer.get("/api/v1/invoices").status == 401)
            #expect(try await customer.get("/p/clients/invoices").location == "/p/clients/password")
        }
    }

    @Test func theDescriptionNamesBothWaysIn() async throws {
        try await KeyWorld.with { keys in
            let answer = try await keys.program(try await keys.newKey()).get("/api/openapi.json")
            #expect(answer.status == 200)
            try ways(answer.body)
        }
    }

    private func ways(_ text: String) throws {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["security"] as? [[String: [String]]] == [["key": []], ["session": []]])
        let components = try #require(object["components"] as? [String: Any])
        let schemes = try #require(components["securitySchemes"] as? [String: [String: String]])
        #expect(schemes["key"]?["type"] == "http" && schemes["key"]?["scheme"] == "bearer")
        #expect(schemes["session"]?["in"] == "cookie" && schemes["session"]?["name"] == "parvis-portal-clients")
    }
}
