import Core
import Store
import TestSupport
import Testing

@testable import Features

/// An access follows the record that carries it: at every request, whoever wrote the record.
@Suite struct CarriedAccessTests {
    /// Written past every door, as another program or a restored table might: what counts is what the record says.
    @Test(arguments: Engine.allCases) func theRecordIsAskedAtEveryRequest(_ engine: Engine) async throws {
        try await KeyWorld.with(engine) { keys in
            let (world, key, atu) = (keys.world, try await keys.newKey(), try await keys.customer())
            let (contact, own, other) = (world.atu.contact, world.atu.account, world.secret.account)
            let shut: [SQL] = [
                "\"state\" = 'disabled'", "\"deleted_at\" = 1", "\"account_id\" = NULL",
            ]
            for wrong in shut {
                _ = try await world.database.write {
                    try $0.run("UPDATE \"contacts\" SET \(wrong) WHERE \"id\" = \(contact)")
                }
                #expect(try await atu.get("/p/clients/invoices").status == 303)
                #expect(try await keys.status(key) == 401)
                _ = try await world.database.write {
                    try $0.run(
                        "UPDATE \"contacts\" SET \"state\" = 'open', \"deleted_at\" = NULL, \"account_id\" = \(own) WHERE \"id\" = \(contact)"
                    )
                }
                #expect(try await keys.status(key) == 200)
            }
            _ = try await world.database.write {
                try $0.run("UPDATE \"contacts\" SET \"account_id\" = \(other) WHERE \"id\" = \(contact)")
            }
            let list = try await atu.get("/p/clients/invoices").body
            #expect(list.contains("SECRET-0001") && !list.contains("ATU-0001"))
            #expect(try await keys.program(key).get("/api/v1/invoices").body.contains("SECRET-0001"))
        }
    }

    @Test(arguments: Engine.allCases) func theStatementAndTheOtherWaySayTheSame(_ engine: Engine) async throws {
        try await KeyWorld.with(engine) { keys in
            let (world, access) = (keys.world, keys.world.atu.access)
            _ = try await keys.customer()
            let (contact, account) = (world.atu.contact, world.atu.account)
            let worlds: [(SQL, SQL)] = [
                ("\"state\" = 'open'", "\"state\" = 'open'"), ("\"state\" = 'disabled'", "\"state\" = 'open'"),
                ("\"deleted_at\" = 1", "\"state\" = 'open'"), ("\"account_id\" = NULL", "\"state\" = 'open'"),
                ("\"state\" = 'open'", "\"state\" = 'closed'"), ("\"state\" = 'open'", "\"deleted_at\" = 1"),
            ]
            for (person, company) in worlds {
                let said = try await world.database.write { connection -> (Carrier?, Carrier) in
                    try connection.run(
                        "UPDATE \"contacts\" SET \"state\" = 'open', \"deleted_at\" = NULL, \"account_id\" = \(account) WHERE \"id\" = \(contact)"
                    )
                    try connection.run(
                        "UPDATE \"accounts\" SET \"state\" = 'open', \"deleted_at\" = NULL WHERE \"id\" = \(account)")
                    try connection.run("UPDATE \"contacts\" SET \(person) WHERE \"id\" = \(contact)")
                    try connection.run("UPDATE \"accounts\" SET \(company) WHERE \"id\" = \(account)")
                    let found = try #require(try Accesses(connection).find(access))
                    let row = try #require(
                        try connection.row("SELECT \"id\" FROM \"sessions\" WHERE \"access_id\" = \(access) LIMIT 1"))
                    guard case .bytes(let hash) = row[0] else { throw StoreError.failed(reason: "no hash") }
                    return (
                        try Sessions(connection).find(hash, at: world.now)?.entrant.carrier,
                        try Accesses(connection).carrier(of: found, in: .builtIn)
                    )
                }
                #expect(said.0 == said.1)
            }
        }
    }

    /// The three folders of a Dolibarr one after another: the person is at Alpha, moves to Bêta, comes back disabled.
    @Test(arguments: Engine.allCases) func anImportTakesTheAccessAlongAndSaysSo(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            let first = try await arrive(admission, account: "1")
            #expect(first.followed.isEmpty)
            let contact = try #require(
                try await world.database.read {
                    try $0.row("SELECT \"id\" FROM \"contacts\" WHERE \"last_name\" = 'Lambda'")?[0].id
                } ?? nil)
            let type = world.userType
            #expect(
                try await admission.create("/admin/contacts/" + contact.text, type, "zoe.lambda", ["admin": "1"])
                    .status == 303)
            let access = try #require(
                try await world.database.read { try Accesses($0).on(module: "contacts", record: contact).first })
            try await world.setPassword(OfficeDoor.password, of: access.person, admission.app)
            let zoe = Client(admission.app)
            let names = ["login": "zoe.lambda", "password": OfficeDoor.password]
            #expect(try await zoe.post("/p/clients/signin", names).status == 303)
            #expect(try await zoe.get("/p/clients").body.contains("Alpha SARL"))
            let moved = try await arrive(admission, account: "2")
            #expect(
                moved.followed.map(\.words.fr) == [fr("l’accès de Zoé Lambda passe de « Alpha SARL » à « Bêta SAS »")])
            #expect(try await zoe.get("/p/clients").status == 303, "sessions of the old company end at once")
            let now = try #require(try await world.database.read { try Accesses($0).find(access.id) })
            #expect(now.account != access.account && now.role == .user)
            let events = try await world.database.read {
                try Journal($0).events(of: Journal.Subject("accesses", access.id), limit: 9, connection: $0)
            }
            #expect(events.contains { $0.verb == "access.moved" && $0.detail["before"] == "Alpha SARL" })
            #expect(try await zoe.post("/p/clients/signin", names).status == 303)
            #expect(try await zoe.get("/p/clients").body.contains("Bêta SAS"))
            let request = ["subject": "Question", "message": "Bonjour"]
            #expect(try await zoe.post("/p/clients/tickets/new", request).status == 303)
            let filed = try await world.database.read {
                try $0.row("SELECT \"account_id\" FROM \"tickets\" WHERE \"subject\" = 'Question'")?[0].id
            }
            #expect(filed == now.account, "new requests go to the new company")
            let closed = try await arrive(admission, account: "2", state: "disabled")
            #expect(closed.followed.map(\.words.fr) == [fr("l’accès de Zoé Lambda est fermé : Contact désactivé")])
            #expect(try await zoe.get("/p/clients").status == 303)
            #expect(try await zoe.post("/p/clients/signin", names).status == 403)
            let report = ImportReport(language: .fr, show: 0).lines("contacts", closed)
            #expect(report.contains { $0.contains(fr("est fermé : Contact désactivé")) })
        }
    }

    @Test(arguments: Engine.allCases) func aFormAsksBeforeItMovesAnAccess(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            let atu = try await OfficeDoor.atu(world, admission.app)
            let path = "/admin/contacts/\(world.atu.contact.text)/edit"
            let version = try #require(
                try await admission.office.get(path).body.firstMatch(of: /name="version" value="([0-9]+)"/)
            ).1
            let fields = ["version": String(version), "account_id": world.secret.account.text, "position": "Associé"]
            let asked = try await admission.office.post(path, fields)
            #expect(asked.status == 200 && asked.body.contains(fr("passe de « Atu SARL » à « Secret SA »")))
            #expect(asked.body.contains("Ne verra plus") && asked.body.contains("Factures (3)"))
            #expect(asked.body.contains("value=\"Associé\"") && asked.body.contains("Enregistrer et déplacer l’accès"))
            #expect(try await atu.get("/p/clients/invoices").body.contains("ATU-0001"), "asking does nothing")
            let agreed = try #require(asked.body.firstMatch(of: /name="agreed" value="([^"]+)"/)).1
            // Another company is another question.
            let other = try await admission.office.post(
                path, fields.merging(["account_id": world.supplier.account.text, "agreed": String(agreed)]) { $1 })
            #expect(other.status == 200 && other.body.contains(fr("à « Fournitures Roux »")))
            let saved = try await admission.office.post(path, fields.merging(["agreed": String(agreed)]) { $1 })
            #expect(saved.status == 303)
            #expect(try await atu.get("/p/clients/invoices").status == 303)
            let access = try await world.database.read { try Accesses($0).find(world.atu.access) }
            #expect(access?.account == world.secret.account)
            // Nothing is asked about what changes no access.
            let next = ["version": String((Int(version) ?? 0) + 1), "position": "Gérant"]
            #expect(try await admission.office.post(path, next).status == 303)
        }
    }

    @Test(arguments: Engine.allCases) func aFormAsksBeforeItShutsAnAccess(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            let atu = try await OfficeDoor.atu(world, admission.app)
            let path = "/admin/contacts/\(world.atu.contact.text)/edit"
            let asked = try await admission.office.post(path, ["version": "1", "state": "disabled"])
            #expect(asked.status == 200 && asked.body.contains(fr("ne pourra plus se connecter : contact désactivé")))
            let agreed = try #require(asked.body.firstMatch(of: /name="agreed" value="([^"]+)"/)).1
            let saved = try await admission.office.post(
                path, ["version": "1", "state": "disabled", "agreed": String(agreed)])
            #expect(saved.status == 303)
            #expect(try await atu.get("/p/clients").status == 303)
            let user = "/admin/users/\(world.atu.access.text)"
            #expect(try await admission.office.post(user + "/disable", ["reason": "left"]).status == 303)
            // What the record does not carry nobody opens.
            let enabled = try await admission.office.post(user + "/enable")
            #expect(enabled.status == 409 && enabled.body.contains("Rouvrez le contact."))
            #expect(try await admission.office.post(user + "/key").status == 409)
        }
    }

    /// As pages write it, with the spaces that do not break.
    private func fr(_ words: String) -> String { Phrase(fr: words, en: "").fr }

    private func arrive(_ admission: AdmissionWorld, account: String, state: String = "open") async throws
        -> Importer.Count
    {
        let companies = [("1", "Alpha SARL"), ("2", "Bêta SAS")].map { id, name in
            var record = IncomingRecord(module: "accounts", externalID: id)
            record.values = ["name": .text(name), "kind": .text("customer"), "state": .text("open")]
            return record
        }
        var person = IncomingRecord(module: "contacts", externalID: "1")
        person.values = [
            "last_name": .text("Lambda"), "first_name": .text("Zoé"), "email": .text("zoe.lambda@example.test"),
            "state": .text(state),
        ]
        person.references = ["account_id": account]
        let contact = person
        let parts = [
            Importer.Part("accounts") { body in for company in companies { try body(.success(company)) } },
            Importer.Part("contacts") { body in try body(.success(contact)) },
        ]
        let importer = Importer(app: admission.app, source: "dolibarr", dryRun: false)
        return try #require(try await importer.run(parts) { _, _ in }.last)
    }
}
