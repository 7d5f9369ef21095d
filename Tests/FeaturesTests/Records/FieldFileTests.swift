import Core
import Features
import Store
import TestSupport
import Testing

/// A file that is a field's value: it comes with a form, goes to whoever sees the field, and to nobody else.
@Suite struct FieldFileTests {
    private static let hash = String(repeating: "a", count: 64)

    @Test(arguments: Engine.allCases) func aTextThatNamesAFileIsRefused(_ engine: Engine) async throws {
        try await with(engine) { world, app in
            let atu = try await OfficeDoor.atu(world, app)
            let forged = "\(FieldFileTests.hash)/1/secret.pdf"
            let answer = try await atu.post("/p/clients/interventions/new", ["name": "Panne", "piece": forged])
            #expect(answer.status == 422 && answer.body.contains("Joignez le fichier par le formulaire."))
            let body = Array("{\"name\":\"x\",\"piece\":\"\(forged)\"}".utf8)
            let api = try await atu.send("POST", "/api/v1/interventions", type: "application/json", body)
            #expect(api.status == 422)
            let stored = try await world.database.read { try $0.int("SELECT count(*) FROM \"interventions\"") }
            #expect(stored == 0)
        }
    }

    @Test(arguments: Engine.allCases) func whoSeesTheFieldHasTheFile(_ engine: Engine) async throws {
        try await with(engine) { world, app in
            let content = try app.files.keep(Array("contenu".utf8))
            let (id, hidden) = (world.ids.next(), world.ids.next())
            let file = FileValue(hash: content, size: 7, name: "plan été.pdf").value
            let staff = world.staff
            let (catalog, clients) = (app.catalog, [(id, world.atu.account), (hidden, world.secret.account)])
            try await world.database.write { connection in
                guard let module = catalog["interventions"] else { return }
                let grants = Grants.everything(in: catalog)
                let all = Viewer(staff: staff.person, name: staff.name, grants: grants)
                let seen = Records(connection, catalog).seen(by: all, module)
                for (record, account) in clients {
                    _ = try seen.create(
                        ["name": .text("Plan"), "client_id": .id(account), "piece": file], by: .system("test"),
                        at: TestClock.start, id: record)
                }
            }
            let atu = try await OfficeDoor.atu(world, app)
            let path = "/p/clients/interventions/\(id.text)"
            let page = try await atu.get(path)
            #expect(page.body.contains("plan été.pdf") && page.body.contains("/fields/piece"))
            let answer = try await atu.get(path + "/fields/piece")
            #expect(answer.status == 200 && answer.body == "contenu")
            #expect(answer.headers["content-disposition"]?.hasPrefix("attachment") == true)
            #expect(try await atu.get("/p/clients/interventions/\(hidden.text)/fields/piece").status == 404)
            #expect(try await atu.get(path + "/fields/name").status == 404)
            #expect(try await Client(app).get(path + "/fields/piece").status != 200)
            // A right that is taken takes the file along.
            try await grant(world, catalog, piece: .hidden)
            #expect(try await atu.get(path + "/fields/piece").status == 404)
            #expect(try await !atu.get(path).body.contains("plan été"))
        }
    }

    private func with(_ engine: Engine, _ body: (World, App) async throws -> Void) async throws {
        try await engine.withWorld { world in
            let (ids, now) = (world.ids, world.now)
            let catalog = try await world.database.write { connection in
                let change = ModuleChange(connection, builtIn: .builtIn, ids: ids, by: .system("test"), at: now)
                let key = try change.create(
                    .init(one: Phrase(same: "Intervention"), many: Phrase(same: "Interventions")),
                    naming: Phrase(same: "Objet"), reserved: [])
                func version() throws -> Int64 { try Definitions(connection).find(key)?.version ?? 0 }
                var client = FieldDefinition("", Phrase(same: "Client"), .lookup)
                client.target = "accounts"
                _ = try change.add(client, to: key, .module, version: version())
                let file = FieldDefinition("", Phrase(same: "Pièce"), .file)
                _ = try change.add(file, to: key, .module, version: version())
                return try Definitions(connection).catalog(.builtIn)
            }
            try await grant(world, catalog, piece: .edit)
            let app = try world.app()
            try await app.refresh()
            try await body(world, app)
        }
    }

    private func grant(_ world: World, _ catalog: Catalog, piece: FieldRight) async throws {
        let (ids, now, id) = (world.ids, world.now, world.userType)
        try await world.database.write { connection in
            let change = UserTypeChange(connection, catalog, ids: ids, by: .system("test"), at: now)
            let portals = Portals(connection)
            guard let type = try portals.userType(id) else { throw UserTypeRefusal.notFound }
            var document = try portals.document(of: type)
            var grant = Grant(see: .through(Scope.Path(["client_id"], to: .account)))
            (grant.create, grant.fields) = (true, ["name": .edit, "client_id": .read, "piece": piece])
            document.grants["interventions"] = GrantDocument(grant)
            try change.save(document, of: id, version: type.version)
            try change.open(["interventions"], in: type.portal)
        }
    }
}
