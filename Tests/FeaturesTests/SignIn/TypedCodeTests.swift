import Core
import Features
import Store
import TestSupport
import Testing

/// The code beside a link, and the new link for one that no longer works.
@Suite struct TypedCodeTests {
    private static let password = "onze zèbres mauves"

    @Test(arguments: Engine.allCases) func theCodeDoesWhatTheLinkDoes(_ engine: Engine) async throws {
        try await with(engine) { world, app, mail in
            let code = try code(in: mail)
            let guest = Client(app)
            #expect(try await guest.get("/p/clients/code").body.contains("Saisir le code reçu"))
            let typed = code.lowercased().replacing("-", with: " ")
            let answer = try await guest.post("/p/clients/code", ["login": "Atu.Lenobli", "code": typed])
            let place = try #require(answer.location)
            #expect(answer.status == 303 && place.hasPrefix("/p/clients/welcome/"))
            #expect(try await guest.get(try link(in: mail)).status == 410, "the link in the mail went with it")
            #expect(try await guest.post(place, ["password": Self.password]).status == 303)
            #expect(
                try await guest.post("/p/clients/signin", ["login": "atu.lenobli", "password": Self.password]).status
                    == 303)
            let again = try await Client(app).post("/p/clients/code", ["login": "atu.lenobli", "code": code])
            #expect(again.status == 422)
        }
    }

    @Test func triesAreCountedAndNothingIsTold() async throws {
        try await with(.sqlite) { world, app, mail in
            let code = try code(in: mail)
            let wrong = "2222-2222-2222"
            for name in ["atu.lenobli", "personne"] {
                let answer = try await Client(app).post("/p/clients/code", ["login": name, "code": wrong])
                #expect(answer.status == 422 && answer.body.contains("ne va pas avec cet identifiant"))
            }
            for name in ["ines.secret", "claire.martin"] {
                #expect(try await Client(app).post("/p/clients/code", ["login": name, "code": code]).status == 422)
            }
            #expect(try await Client(app).post("/admin/code", ["login": "atu.lenobli", "code": code]).status == 422)
            for short in ["", "K7QF", code + "X"] {
                #expect(try await Client(app).post("/p/clients/code", ["login": "x", "code": short]).status == 422)
            }
            for _ in 1...5 {
                _ = try await Client(app).post("/p/clients/code", ["login": "atu.lenobli", "code": wrong])
            }
            #expect(
                try await Client(app).post("/p/clients/code", ["login": "atu.lenobli", "code": code]).status == 422)
            #expect(try await Client(app).get(try link(in: mail)).status == 200, "the link still works")
        }
    }

    /// Fifty browsers take one code.
    @Test(arguments: Engine.allCases) func aCodeIsTakenOnce(_ engine: Engine) async throws {
        try await with(engine) { world, app, mail in
            let (code, nodes) = (try code(in: mail), [app, try world.app()])
            let taken = try await withThrowingTaskGroup(of: Int.self) { group in
                for index in 0..<50 {
                    let node = nodes[index % 2]
                    group.addTask {
                        let client = Client(node)
                        client.address = "203.0.113.\(index)"
                        return try await client.post("/p/clients/code", ["login": "atu.lenobli", "code": code]).status
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(taken.count { $0 == 303 } == 1)
        }
    }

    @Test(arguments: Engine.allCases) func anExpiredLinkIsReplacedAtOnce(_ engine: Engine) async throws {
        try await with(engine) { world, app, mail in
            let (old, guest) = (try link(in: mail), Client(app))
            world.clock.advance(by: .days(8))
            let expired = try await guest.get(old)
            #expect(expired.status == 410 && expired.body.contains("Demander une nouvelle invitation"))
            for number in 1...4 {
                let answer = try await guest.post(old + "/again")
                #expect(answer.body.contains("est parti") && answer.body.contains("Aucun message") == (number == 4))
            }
            let sent = try await world.database.read { try Outbox($0).newest(9) }
            #expect(sent.map(\.kind) == Array(repeating: "COMM_ID_MDP", count: 4))
            #expect(Set(sent.flatMap(\.recipients)).count == 1)
            #expect(try await guest.get(try link(in: sent[0])).status == 200)
            #expect(try await guest.get(try link(in: sent[1])).body.contains("plus récent"))
            let unknown = "/p/clients/welcome/" + String(repeating: "A", count: 43)
            #expect(try await guest.post(unknown + "/again").body.contains("Aucun message"))
            #expect(try await guest.post("/p/clients/welcome/short/again").status == 404)
        }
    }

    @Test func nobodyWhoIsShutOutGetsANewLink() async throws {
        try await with(.sqlite) { world, app, mail in
            let access = world.atu.access
            try await world.database.write { try Accesses($0).setState(.deactivated, of: access) }
            let answer = try await Client(app).post(try link(in: mail) + "/again")
            #expect(answer.body.contains("Aucun message"))
            #expect(try await world.database.read { try Outbox($0).newest(9) }.count == 1)
        }
    }

    @Test func thePortalSaysHowLongInvitationsWork() async throws {
        try await AdmissionWorld.with { admission in
            let (world, office) = (admission.world, admission.office)
            let path = "/admin/portals/" + world.portal.id.text
            let form = ["name": "Espace clients", "accent": "#1f6f54", "slug": "clients", "confirmed": "1"]
            for days in ["0", "31", "sept"] {
                let answer = try await office.post(
                    path, form.merging(["invitation_days": days, "version": "0"]) { $1 })
                #expect(answer.status == 422 && answer.body.contains("de 1 à 30"), "\(days): \(answer.status)")
            }
            let saved = try await office.post(path, form.merging(["invitation_days": "2", "version": "0"]) { $1 })
            #expect(saved.status == 303, "\(saved.body)")
            _ = try await office.post("/admin/users/\(world.atu.access.text)/link")
            let mail = try #require(try await world.database.read { try Outbox($0).newest(1) }.first)
            #expect(mail.body.contains("reste valable 2 jours"))
            let link = try link(in: mail)
            world.clock.advance(by: .hours(47))
            #expect(try await Client(admission.app).get(link).status == 200)
            world.clock.advance(by: .hours(2))
            #expect(try await Client(admission.app).get(link).status == 410)
        }
    }

    private func link(in mail: OutboxMail) throws -> String {
        String(try #require(mail.body.firstMatch(of: /\/p\/clients\/welcome\/[A-Za-z0-9_-]{43}/)).0)
    }

    private func code(in mail: OutboxMail) throws -> String {
        String(try #require(mail.body.firstMatch(of: /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/)).0)
    }

    /// Atu Lenobli was sent a new link.
    private func with(_ engine: Engine, _ body: (World, App, OutboxMail) async throws -> Void) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let office = try await OfficeDoor.client(world.administrator, world, app)
            _ = try await office.post("/admin/users/\(world.atu.access.text)/link")
            let mail = try #require(try await world.database.read { try Outbox($0).newest(1) }.first)
            try await body(world, app, mail)
        }
    }
}
