import Core
import Features
import Store
import TestSupport
import Testing

/// A request is a record like others: what administrators add to it is filled in, shown, changed, copied and deleted in the portal.
@Suite struct RequestRecordTests {
    @Test(arguments: Engine.allCases) func ownFieldsAndFilesAreFilledInAndShown(_ engine: Engine) async throws {
        try await with(engine) { world, app in
            let atu = try await OfficeDoor.atu(world, app)
            let form = try await atu.get("/p/clients/tickets/new")
            #expect(form.body.contains("Numéro de série") && form.body.contains("type=\"file\" id=\"photo\""))
            let path = try await open(atu)
            let page = try await atu.get(path).body
            #expect(page.contains("Numéro de série") && page.contains("SN-42"))
            #expect(page.contains("/fields/photo\">plaque.gif</a>"))
            // Of the two files one is the field's, the other one belongs to the message.
            #expect(page.contains("bon.txt") && page.ranges(of: "plaque.gif").count == 1)
            #expect(try await atu.get(path + "/fields/photo").body == "GIF89aphoto")
        }
    }

    @Test(arguments: Engine.allCases) func itIsChangedCopiedAndDeletedByRight(_ engine: Engine) async throws {
        try await with(engine) { world, app in
            let atu = try await OfficeDoor.atu(world, app)
            let path = try await open(atu)
            let edit = try await atu.get(path + "/edit")
            #expect(edit.status == 200 && edit.body.contains("SN-42"))
            let changes = ["version": "1", "subject": "Panne", "message": "Rien ne va", "numero_de_serie": "SN-43"]
            #expect(try await atu.post(path + "/edit", changes).status == 303)
            #expect(try await atu.get(path).body.contains("SN-43"))
            let copy = try await atu.get("/p/clients/tickets/new?from=" + path.suffix(13))
            #expect(copy.status == 200 && copy.body.contains("SN-43") && copy.body.contains("name=\"from\""))
            let secret = try #require(world.secret["tickets"].first).text
            for other in ["/\(secret)/edit", "/\(secret)/delete", "/new?from=\(secret)", "/\(secret)/fields/photo"] {
                #expect(try await atu.get("/p/clients/tickets" + other).status == 404, "\(other)")
            }
            #expect(try await atu.post("/p/clients/tickets/new", ["from": secret, "subject": "x"]).status == 404)
            #expect(try await atu.post(path + "/delete").status == 303)
            #expect(try await atu.get(path).status == 404)
            // Without the rights there is neither the link nor the page.
            let kept = try await open(atu)
            try await grant(world, app.catalog, may: false)
            let page = try await atu.get(kept)
            #expect(page.status == 200 && !page.body.contains("/edit\"") && !page.body.contains("/delete\""))
            for page in ["/edit", "/delete"] { #expect(try await atu.get(kept + page).status == 404) }
            #expect(try await atu.get("/p/clients/tickets/new?from=" + kept.suffix(13)).status == 404)
        }
    }

    /// A request with a serial number, a photograph as a field and an attachment; returns its path.
    private func open(_ client: Client) async throws -> String {
        let key = try #require(
            try await client.get("/p/clients/tickets/new").body.firstMatch(of: /name="form_key" value="([^"]*)"/)?.1)
        func text(_ name: String, _ value: String) -> String {
            "--x\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        func file(_ name: String, _ filename: String, _ content: String) -> String {
            "--x\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"\(filename)\"\r\nContent-Type: text/plain\r\n\r\n\(content)\r\n"
        }
        let body =
            text("form_key", String(key)) + text("subject", "Panne") + text("message", "Rien ne va")
            + text("numero_de_serie", "SN-42") + file("photo", "plaque.gif", "GIF89aphoto")
            + file("files", "bon.txt", "bon")
            + "--x--\r\n"
        let answer = try await client.send(
            "POST", "/p/clients/tickets/new", type: "multipart/form-data; boundary=x", Array(body.utf8))
        #expect(answer.status == 303, "\(answer.body)")
        return try #require(answer.location?.split(separator: "?").first.map(String.init))
    }

    private func with(_ engine: Engine, _ body: (World, App) async throws -> Void) async throws {
        try await engine.withWorld { world in
            let (ids, now) = (world.ids, world.now)
            let catalog = try await world.database.write { connection in
                let change = ModuleChange(connection, builtIn: .builtIn, ids: ids, by: .system("test"), at: now)
                func version() throws -> Int64 { try Definitions(connection).find("tickets")?.version ?? 0 }
                for field in [
                    FieldDefinition("", Phrase(same: "Numéro de série"), .line),
                    FieldDefinition("", Phrase(same: "Photo"), .file),
                ] {
                    _ = try change.add(field, to: "tickets", .module, version: version())
                }
                return try Definitions(connection).catalog(.builtIn)
            }
            try await grant(world, catalog, may: true)
            let app = try world.app()
            try await app.refresh()
            try await body(world, app)
        }
    }

    private func grant(_ world: World, _ catalog: Catalog, may: Bool) async throws {
        let (ids, now, id) = (world.ids, world.now, world.userType)
        try await world.database.write { connection in
            let change = UserTypeChange(connection, catalog, ids: ids, by: .system("test"), at: now)
            let portals = Portals(connection)
            guard let type = try portals.userType(id), var grant = Preset.customer(catalog)["tickets"] else { return }
            var document = try portals.document(of: type)
            (grant.editOwn, grant.delete, grant.clone) = (may, may, may)
            grant.fields.merge(["numero_de_serie": .edit, "photo": .edit]) { $1 }
            document.grants["tickets"] = GrantDocument(grant)
            try change.save(document, of: id, version: type.version)
        }
    }
}
