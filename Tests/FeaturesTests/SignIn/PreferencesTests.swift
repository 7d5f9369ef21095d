import Core
import Features
import Store
import TestSupport
import Testing

/// How people read: guessed at the first sign-in, confirmed or skipped, and obeyed by pages and mails.
@Suite struct PreferencesTests {
    private static let password = "quatre chevaux gris"
    private static let chosen = [
        "own_language": "en", "clock": "12", "zone": "Indian/Reunion", "country": "RE", "to": "/p/clients/invoices",
    ]

    /// Atu with a password, who never came in before.
    private func withNewcomer(_ engine: Engine = .sqlite, _ body: (World, App, Client) async throws -> Void)
        async throws
    {
        try await engine.withWorld { world in
            let app = try world.app()
            try await world.setPassword(PreferencesTests.password, of: world.atu.person, app)
            try await body(world, app, Client(app))
        }
    }

    private func signIn(_ client: Client, to path: String = "") async throws -> String? {
        let form = ["login": "atu.lenobli", "password": PreferencesTests.password, "to": path]
        return try await client.post("/p/clients/signin", form).location
    }

    @Test(arguments: Engine.allCases) func theFirstSignInAsksAndTheNextDoesNot(_ engine: Engine) async throws {
        try await withNewcomer(engine) { world, app, client in
            let first = try await signIn(client, to: "/p/clients/invoices")
            #expect(first == "/p/clients/preferences?to=%2Fp%2Fclients%2Finvoices")
            let page = try await client.get(try #require(first))
            #expect(page.status == 200 && page.body.contains("<a href=\"/p/clients/invoices\">Plus tard</a>"))
            let saved = try await client.post("/p/clients/preferences", PreferencesTests.chosen)
            #expect(saved.location == "/p/clients/invoices")
            let person = try #require(try await world.database.read { try People($0).find(world.atu.person) })
            #expect(
                person.preferences
                    == Preferences(language: .en, clock: .hours12, zone: "Indian/Reunion", country: "RE"))
            #expect(try await signIn(Client(app), to: "/p/clients/invoices") == "/p/clients/invoices")
        }
    }

    @Test func whoeverSkipsItIsNotAskedAgain() async throws {
        try await withNewcomer { _, app, client in
            let (first, second) = (try await signIn(client), try await signIn(Client(app)))
            #expect(first == "/p/clients/preferences" && second == "/p/clients")
        }
    }

    @Test func theGuessTakesTheRecordsCountryThenTheBrowsers() async throws {
        try await withNewcomer { world, app, client in
            try await world.database.write { try People($0).setPreferences(Preferences(), of: world.atu.person) }
            _ = try await signIn(client)
            client.headers = ["Accept-Language": "en-US,en;q=0.9"]
            let english = try await client.get("/p/clients/preferences").body
            #expect(english.contains("value=\"12\" selected") && english.contains("value=\"en\" selected"))
            try await world.write("contacts", as: world.staff) {
                let version = try $0.find(world.atu.contact)?.version ?? 0
                try $0.update(world.atu.contact, version: version, ["country": .text("RE")], at: world.now)
            }
            let reunion = try await client.get("/p/clients/preferences").body
            let place = try #require(TimeZones.place("Indian/Reunion"))
            #expect(reunion.contains("value=\"RE\" selected"))
            #expect(Language.allCases.contains { reunion.contains("value=\"\(place.label($0))\"") })
            #expect(reunion.contains("data-guess"))
        }
    }

    @Test(arguments: [("own_language", "de"), ("clock", "13"), ("zone", "Mars/Phobos"), ("country", "XX")])
    func whatIsNotOnOfferIsRefusedBesideItsField(_ field: String, _ value: String) async throws {
        try await withNewcomer { world, _, client in
            _ = try await signIn(client)
            let form = PreferencesTests.chosen.merging([field: value]) { $1 }
            let answer = try await client.post("/p/clients/preferences", form)
            #expect(answer.status == 422 && answer.body.contains("id=\"\(field)-err\""))
            let kept = try await world.database.read { try People($0).find(world.atu.person) }
            #expect(kept?.preferences.zone == nil)
        }
    }

    @Test func pagesShowTimesInTheChosenZoneAndClock() async throws {
        try await withNewcomer { world, _, client in
            _ = try await signIn(client)
            _ = try await client.post("/p/clients/preferences", PreferencesTests.chosen)
            let formats = Formats(.en, PreferencesTests.reunion)
            let sessions = try await client.get("/p/clients/sessions").body
            #expect(sessions.contains(formats.moment(world.now)))
            #expect(formats.moment(world.now) != Formats(.en).moment(world.now))
        }
    }

    private static let reunion = Preferences(language: .en, clock: .hours12, zone: "Indian/Reunion", country: "RE")

    @Test func aPageElsewhereIsNeverTheNext() async throws {
        try await withNewcomer { _, _, client in
            _ = try await signIn(client)
            for path in ["//evil.example", "https://evil.example", "/admin", "/p/other"] {
                let form = PreferencesTests.chosen.merging(["to": path]) { $1 }
                #expect(try await client.post("/p/clients/preferences", form).location == "/p/clients")
            }
        }
    }

    @Test func withOneModuleOneStartsThere() async throws {
        try await withNewcomer { world, _, client in
            let only: Set = ["invoices"]
            try await world.database.write { connection in
                let portals = Portals(connection)
                for (index, module) in try portals.grants(of: world.userType).keys.sorted().enumerated()
                where !only.contains(module) {
                    try portals.setGrant(
                        Grant(see: .nobody), module: module, of: world.userType, id: RecordID(Int64(900 + index)))
                }
            }
            _ = try await signIn(client)
            let form = PreferencesTests.chosen.merging(["to": "/p/clients"]) { $1 }
            #expect(try await client.post("/p/clients/preferences", form).location == "/p/clients/invoices")
        }
    }

    @Test func aBrowserInAThirdLanguageGetsThePortals() async throws {
        try await withNewcomer { world, app, _ in
            _ = try await world.database.write { try $0.run("UPDATE \"portals\" SET \"language\" = 'en'") }
            for (wanted, words) in [("de-DE,de", "Sign in"), ("de-DE,fr;q=0.5", "Connexion"), ("fr", "Connexion")] {
                let client = Client(app)
                client.headers = ["Accept-Language": wanted]
                let body = try await client.get("/p/clients/signin").body
                #expect(body.contains("<h1>\(words)</h1>"), "\(wanted)")
            }
        }
    }

    @Test(arguments: Engine.allCases) func mailsFollowThePersonThenTheRecordTheAccountAndThePortal(_ engine: Engine)
        async throws
    {
        try await engine.withWorld { world in
            func say(_ language: Language?, in table: String) async throws {
                _ = try await world.database.write { connection in
                    try connection.run("UPDATE \(Identifier(table)) SET \"language\" = \(language?.rawValue)")
                }
            }
            func read() async throws -> Language? {
                try await world.database.read { try People($0).correspondence(of: world.atu.person).language }
            }
            for table in ["people", "contacts", "accounts"] { try await say(nil, in: table) }
            for (table, language) in [("portals", Language.en), ("accounts", .fr), ("contacts", .en), ("people", .fr)] {
                try await say(language, in: table)
                let found = try await read()
                #expect(found == language)
            }
        }
    }
}
