import HTML
import Core
import Features
import Store
import TestSupport
import Testing

/// Records in the back office, through the real doors: created, changed, deleted, brought back.
@Suite struct OfficeCardTests {
    private func inOffice(_ engine: Engine = .sqlite, _ body: (World, Client) async throws -> Void) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let client = Client(app)
            try await world.setPassword("quatre chevaux gris", of: world.claire, app)
            let name = try await app.database.read { try People($0).find(world.claire)?.signInName }
            #expect(
                try await client.post("/admin/signin", ["login": name ?? "", "password": "quatre chevaux gris"]).status
                    == 303)
            try await body(world, client)
        }
    }

    @Test(arguments: Engine.allCases) func aContactNeedsOnlyItsNames(_ engine: Engine) async throws {
        try await inOffice(engine) { world, client in
            let half = try await client.post("/admin/contacts/new", ["last_name": "Martin", "state": "open"])
            #expect(half.status == 422)
            #expect(half.body.contains("value=\"Martin\""))
            let whole = try await client.post(
                "/admin/contacts/new",
                ["last_name": "Martin", "first_name": "Léa", "state": "open", "account_id": world.atu.account.text])
            #expect(whole.status == 303)
            let card = try await client.get(try #require(whole.location))
            #expect(card.body.contains("Léa Martin") && card.body.contains("Contact créé"))
            #expect(
                try await client.get("/admin/accounts/\(world.atu.account.text)?tab=contacts").body.contains(
                    "Léa Martin"))
            #expect(
                try await client.get("/admin/accounts/\(world.atu.account.text)?tab=events").body.contains(
                    "Contact créé"))
        }
    }

    @Test func theAccountsAddressFillsTheFormWithoutScripts() async throws {
        try await inOffice { world, client in
            let answer = try await client.post(
                "/admin/contacts/new", ["last_name": "Martin", "account_id": world.atu.account.text, "fill": "1"])
            #expect(answer.status == 200)
            #expect(answer.body.contains("value=\"ATU Ville\"") && answer.body.contains("value=\"Martin\""))
        }
    }

    @Test(arguments: Engine.allCases) func aStaleFormKeepsWhatWasTypedAndSaysWhoSaved(_ engine: Engine) async throws {
        try await inOffice(engine) { world, client in
            let path = "/admin/contacts/\(world.atu.contact.text)"
            let first = [
                "version": "1", "last_name": "Lenobli", "first_name": "Atu", "position": "Directrice", "state": "open",
            ]
            #expect(try await client.post(path + "/edit", first).location == path + "?done=saved")
            let late = try await client.post(path + "/edit", first.merging(["position": "Comptable"]) { _, new in new })
            #expect(late.status == 409)
            for text in [
                "Claire Martin", "Directrice", "value=\"Comptable\"", "name=\"version\" value=\"2\"",
                "Reprendre la fiche actuelle",
            ] {
                #expect(late.body.contains(text), "\(text)")
            }
            #expect(
                try await client.post(
                    path + "/edit", first.merging(["version": "2", "position": "Comptable"]) { _, new in new }
                ).status == 303)
            #expect(try await client.get(path).body.contains("Comptable"))
        }
    }

    @Test func whatOthersHangOnIsKept() async throws {
        try await inOffice { world, client in
            let contact = "/admin/contacts/\(world.atu.contact.text)"
            let kept = try await client.post(contact + "/delete")
            #expect(kept.location == contact + "?kept=access")
            #expect(try await client.get(contact + "?kept=access").body.contains("Supprimez d’abord son accès"))
            let account = "/admin/accounts/\(world.atu.account.text)"
            #expect(try await client.post(account + "/delete").location == account + "?kept=contacts")
        }
    }

    @Test(arguments: Engine.allCases) func aDeletedRecordComesBackFromTheBin(_ engine: Engine) async throws {
        try await inOffice(engine) { world, client in
            let path = "/admin/invoices/\(try #require(world.atu["invoices"].first).text)"
            #expect(try await client.post(path + "/delete").location == "/admin/invoices?done=deleted")
            #expect(try await client.get(path).status == 404)
            #expect(try await client.get("/admin/bin").body.contains(path + "/restore"))
            #expect(try await client.post(path + "/restore").location == path + "?done=restored")
            #expect(try await client.get(path).status == 200)
        }
    }

    @Test func everyTabOfEveryModuleOpensInBothLanguages() async throws {
        try await inOffice { world, client in
            let records = ["accounts": [world.atu.account], "contacts": [world.atu.contact]].merging(world.atu.records)
            { own, _ in own }
            for code in ["fr", "en"] {
                _ = try await client.get("/language/\(code)")
                for (module, ids) in records {
                    guard let id = ids.first else { continue }
                    for tab in [
                        "main", "contacts", "customer", "personal", "projects", "linked", "notes", "files", "events",
                    ] {
                        let page = try await client.get("/admin/\(module)/\(id.text)?tab=\(tab)")
                        #expect(page.status == 200 && page.body.contains("lang=\"\(code)\""), "\(module) \(tab)")
                    }
                    #expect(try await client.get("/admin/\(module)/\(id.text)/edit").status == 200)
                    #expect(try await client.get("/admin/\(module)/new").status == 200)
                }
            }
        }
    }
}
