import Core
import Features
import Store
import TestSupport
import Testing

/// The right is asked before a byte is read, and what was refused leaves nothing.
@Suite struct UploadRightTests {
    /// A body that cannot be read answers 400 as soon as somebody tries.
    private func status(_ client: Client, _ path: String) async throws -> Int {
        try await client.send("POST", path, type: FormWithFiles.type, Array("--nothing like that".utf8)).status
    }

    @Test(arguments: Engine.allCases) func theRightComesBeforeTheBody(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let atu = try await OfficeDoor.atu(world, app)
            let ticket = try #require(world.secret["tickets"].first).text
            let own = try #require(world.atu["invoices"].first).text
            for path in [
                "invoices/new", "invoices/\(own)/edit", "invoices/\(own)/files", "tickets/\(ticket)/comments",
                "tickets/\(ticket)/files", "tickets/\(ticket)/edit",
            ] {
                #expect(try await status(atu, "/p/clients/" + path) == 404, "\(path)")
            }
            let claire = try await OfficeDoor.client(world.claire, world, app)
            let nobody = world.ids.next().text
            for path in [
                "contacts/\(nobody)/edit", "contacts/\(nobody)/files", "contacts/\(nobody)/mail",
                "tickets/\(nobody)/comments",
            ] {
                #expect(try await status(claire, "/admin/" + path) == 404, "\(path)")
            }
            #expect(try await status(Client(app), "/admin/contacts/new") == 303)
            #expect(try await status(Client(app), "/p/clients/tickets/new") == 303)
            claire.headers = ["sec-fetch-site": "cross-site"]
            #expect(try await status(claire, "/admin/contacts/new") == 403)
            #expect(try app.storedFiles().isEmpty)
        }
    }

    @Test(arguments: Engine.allCases) func whatIsRefusedForAnotherFieldLeavesNothing(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let atu = try await OfficeDoor.atu(world, app)
            let form = FormWithFiles().text("message", "Rien ne va").file("files", "plan.txt", Array("plan".utf8))
            let refused = try await form.text("subject", "").post(atu, "/p/clients/tickets/new")
            #expect(refused.status == 422 && refused.body.contains("Joignez de nouveau vos fichiers"))
            #expect(try app.storedFiles().isEmpty)
            #expect(try await form.text("subject", "Panne").post(atu, "/p/clients/tickets/new").status == 303)
            #expect(try app.storedFiles().count == 1)
        }
    }

    @Test(arguments: Engine.allCases) func aProgramIsNotTakenAndWhatWasTypedStays(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let atu = try await OfficeDoor.atu(world, app)
            let ticket = try #require(world.atu["tickets"].first).text
            let program = Array("MZ".utf8) + [UInt8](repeating: 0, count: 200)
            for (name, words) in [
                ("outil.com", "«\u{A0}outil.com\u{A0}» n’est pas d’un type accepté"),
                ("facture.pdf", "«\u{A0}facture.pdf\u{A0}» ne contient pas ce que son nom annonce"),
            ] {
                let reply = FormWithFiles().text("body", "Voici la pièce").file("files", name, program)
                let answer = try await reply.post(atu, "/p/clients/tickets/\(ticket)/comments")
                #expect(answer.status == 422 && answer.body.contains(words) && answer.body.contains("Voici la pièce"))
                #expect(answer.body.contains("Sont acceptés\u{A0}: PDF"))
                let new = FormWithFiles().text("subject", "Objet gardé").text("message", "x").file(
                    "files", name, program)
                let form = try await new.post(atu, "/p/clients/tickets/new")
                #expect(form.status == 422 && form.body.contains(words) && form.body.contains("Objet gardé"))
                let alone = try await FormWithFiles().file("files", name, program).post(
                    atu, "/p/clients/tickets/\(ticket)/files")
                #expect(alone.status == 422 && alone.body.contains(words))
            }
            #expect(try app.storedFiles().isEmpty)
        }
    }
}
