import Core
import Features
import Store
import TestSupport
import Testing

/// Bytes that are not UTF-8, at every door: refused in words where something would be saved, left out where a page is read.
@Suite struct BrokenTextTests {
    private func asBuyer(_ body: (World, Client) async throws -> Void) async throws {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app()
            let client = Client(app)
            try await world.setPassword("quatre chevaux gris", of: world.atu.person, app)
            let name = try await app.database.read { try People($0).find(world.atu.person)?.signInName ?? "" }
            let answer = try await client.post(
                "/p/clients/signin", ["login": name, "password": "quatre chevaux gris"])
            #expect(answer.status == 303)
            try await body(world, client)
        }
    }

    private let form = "application/x-www-form-urlencoded"

    @Test func aFormIsRefusedAndNothingIsSaved() async throws {
        try await asBuyer { world, client in
            let before = try await tickets(world)
            for body in [Array("subject=Panne&message=caf".utf8) + [0xE9], Array("subject=Panne&message=caf%E9".utf8)] {
                let answer = try await client.send("POST", "/p/clients/tickets/new", type: form, body)
                #expect(answer.status == 400 && answer.body.contains("Envoi illisible"))
            }
            #expect(try await tickets(world) == before)
        }
    }

    @Test func aFormWithFilesIsRefusedToo() async throws {
        try await asBuyer { world, client in
            let before = try await tickets(world)
            let head = "--b\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\nPanne\r\n--b\r\n"
            let field = "Content-Disposition: form-data; name=\"message\"\r\n\r\ncaf"
            let body = Array((head + field).utf8) + [0xE9] + Array("\r\n--b--\r\n".utf8)
            let type = "multipart/form-data; boundary=b"
            let answer = try await client.send("POST", "/p/clients/tickets/new", type: type, body)
            #expect(answer.status == 400 && answer.body.contains("Envoi illisible"))
            #expect(try await tickets(world) == before)
        }
    }

    @Test func aListAnswersWithoutTheBadParameterAndTheAPINamesIt() async throws {
        try await asBuyer { _, client in
            for bad in ["%FF", "%", "caf%E9", "%00"] {
                let answer = try await client.get("/p/clients/invoices?q=\(bad)&view=late")
                #expect(answer.status == 200 && answer.body.contains("ATU-0001") && !answer.body.contains("ATU-0002"))
                let told = try await client.get("/api/v1/invoices?q=\(bad)")
                #expect(told.status == 400 && told.body.contains("q"))
            }
            #expect(try await client.get("/p/clients/signin?to=%FF").status < 400)
        }
    }

    @Test func theAPIRefusesWithAProblem() async throws {
        try await asBuyer { world, client in
            let before = try await tickets(world)
            let body = Array(#"{"subject":"Panne","message":"caf"#.utf8) + [0xE9] + Array(#""}"#.utf8)
            let answer = try await client.send("POST", "/api/v1/tickets", type: "application/json", body)
            #expect(answer.status == 400 && answer.headers["content-type"] == "application/problem+json")
            #expect(answer.body.contains("\"status\":400"))
            #expect(try await tickets(world) == before)
        }
    }

    private func tickets(_ world: World) async throws -> Int64? {
        try await world.database.read { try $0.int("SELECT count(*) FROM \"tickets\"") }
    }
}
