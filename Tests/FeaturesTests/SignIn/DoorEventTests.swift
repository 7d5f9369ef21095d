import Core
import Store
import TestSupport
import Testing

@testable import Features

/// The journal tells who came in, who did not and why, and cannot be filled from outside.
@Suite struct DoorEventTests {
    private func events(_ own: OwnSignIn, _ subject: Journal.Subject? = nil) async throws -> [JournalEntry] {
        let subject = subject ?? Journal.Subject("accesses", own.world.atu.access)
        return try await own.world.database.read { try Journal($0).events(of: subject, limit: 100, connection: $0) }
    }

    private func words(_ entries: [JournalEntry], _ verb: String, _ language: Language = .fr) -> [String] {
        entries.filter { $0.verb == verb }.map { EventWords.title($0, .builtIn, language) }
    }

    private func fail(_ own: OwnSignIn, _ name: String, times: Int, from network: String = "203.0.113.9") async throws {
        for _ in 0..<times {
            let client = Client(own.app)
            client.address = network
            let form = ["login": name, "password": "faux et archi-faux"]
            _ = try await client.post("/p/clients/signin", form)
        }
    }

    @Test(arguments: Engine.allCases) func comingInAndGoingOutAreTold(_ engine: Engine) async throws {
        try await OwnSignIn.with(engine) { own, client in
            try await fail(own, "atu.lenobli", times: 3)
            let browser = Client(own.app)
            browser.headers = ["User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"]
            _ = try await own.signIn(browser)
            _ = try await browser.post("/p/clients/signout")
            let told = try await events(own)
            let title = try #require(words(told, "signin.done").first)
            #expect(title.hasPrefix("Connexion\u{A0}: Firefox · Windows") && title.contains("3 essais erronés"))
            #expect(words(told, "signin.done", .en).first?.contains("3 wrong tries") == true)
            #expect(told.first?.verb == "signin.ended" && told.first?.actor == "Atu Lenobli")
            let contact = try await events(own, Journal.Subject("contacts", own.world.atu.contact))
            #expect(!contact.contains { $0.verb == "signin.done" }, "a contact's history is not full of sign-ins")
            #expect(contact.contains { $0.verb == "account.signed_in_first" })
        }
    }

    @Test(arguments: Engine.allCases) func wrongPasswordsAreCountedIntoOneEvent(_ engine: Engine) async throws {
        try await OwnSignIn.with(engine) { own, _ in
            try await fail(own, "atu.lenobli", times: 5)
            for number in 0..<4 { try await fail(own, "Hunter2 secret \(number)", times: 2) }
            let journal = FailureJournal(app: own.app)
            try await journal.run()
            try await journal.run()
            let failed = try await words(events(own), "signin.failed")
            #expect(
                failed == [
                    "Connexion refusée, mot de passe erroné\u{A0}: 5 essais erronés, nouvelles tentatives ralenties"
                ])
            let doors = try await events(own, SignInEvents.doors)
            #expect(
                words(doors, "signin.unknown") == [
                    "Identifiants inconnus essayés\u{A0}: 8 essais erronés pour 4 identifiants"
                ])
            let all = try await own.world.database.read {
                try $0.rows("SELECT \"detail\" FROM \"audit\"").compactMap { $0[0].text }.joined()
            }
            #expect(!all.contains("unter2"), "what was typed as a name may be a password")
        }
    }

    @Test func aNetworkThatTriesManyNamesIsNamed() async throws {
        try await OwnSignIn.with { own, _ in
            for number in 0..<25 { try await fail(own, "name\(number)", times: 1, from: "2001:db8:1:2::7") }
            try await FailureJournal(app: own.app).run()
            let doors = try await events(own, SignInEvents.doors)
            let title = try #require(words(doors, "signin.many_failed").first)
            #expect(title.contains("2001:db8:1:2::/64"))
            let count = try await own.world.database.read { try $0.int("SELECT count(*) FROM \"audit\"") ?? 0 }
            try await FailureJournal(app: own.app).run()
            #expect(try await own.world.database.read { try $0.int("SELECT count(*) FROM \"audit\"") ?? 0 } == count)
        }
    }

    @Test(arguments: Engine.allCases) func aRightPasswordThatOpensNothingIsToldOnceAnHour(_ engine: Engine) async throws
    {
        try await OwnSignIn.with(engine) { own, _ in
            let access = own.world.atu.access
            try await own.world.database.write { try Accesses($0).setState(.deactivated, of: access) }
            for _ in 0..<3 { #expect(try await own.signIn(Client(own.app)).status == 403) }
            let told = try await events(own)
            #expect(words(told, "signin.refused") == ["Connexion refusée, mot de passe juste\u{A0}: accès désactivé"])
            #expect(words(told, "signin.refused", .en) == ["Sign-in refused, right password: access disabled"])
            own.world.clock.advance(by: .hours(2))
            _ = try await own.signIn(Client(own.app))
            #expect(try await words(events(own), "signin.refused").count == 2)
        }
    }

    @Test func theLogSaysWhyAndNeverWhatWasTyped() async throws {
        try await OwnSignIn.with { own, _ in
            let log = RecordedLog()
            let client = Client(own.app, log: log)
            for name in ["atu.lenobli", "Hunter2 secret"] {
                _ = try await client.post("/p/clients/signin", ["login": name, "password": "faux et archi-faux"])
            }
            let lines = log.lines.filter { $0.contains("sign-in refused") }
            #expect(lines.count == 2 && lines[0].contains("wrong password") && lines[1].contains("unknown name"))
            #expect(lines[0].contains(own.world.atu.person.text))
            #expect(!log.lines.joined().contains("unter2") && !log.lines.joined().contains("archi"))
        }
    }

    @Test func everyVerbAndEveryReasonHasWords() {
        let verbs = [
            "signin.done", "signin.ended", "signin.refused", "signin.failed", "signin.unknown", "signin.many_failed",
            "sessions.ended", "sessions.ended_everywhere", "password.no_address",
        ]
        for verb in verbs { #expect(EventWords.table[verb] != nil, "\(verb)") }
        let refusals: [SignInRefusal] = [
            .disabled, .asleep, .notActivated, .record(.accountClosed), .record(.withoutAccount), .record(.gone),
            .noAccess, .temporaryExpired, .otherDoor(.staff),
            .outsideValidity(from: nil, until: nil),
        ]
        for refusal in refusals { #expect(SignInWords.refusals[refusal.name] != nil, "\(refusal)") }
    }
}
