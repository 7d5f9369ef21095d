import Core
import Features
import Store
import TestSupport
import Testing

/// One line a request: which, who, what came of it; and nothing that opens a door.
@Suite struct RequestLogTests {
    private func withAtu(_ body: (World, App, Client, RecordedLog) async throws -> Void) async throws {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app()
            try await world.setPassword("quatre chevaux gris", of: world.atu.person, app)
            let log = RecordedLog()
            let client = Client(app, log: log)
            _ = try await client.post(
                "/p/clients/signin", ["login": "atu.lenobli", "password": "quatre chevaux gris"])
            try await body(world, app, client, log)
        }
    }

    @Test func aLineSaysWhoAskedForWhat() async throws {
        try await withAtu { world, _, client, log in
            client.headers["X-Request-Id"] = "proxy-7.a_B"
            let answer = try await client.get("/p/clients/invoices?q=geheimnis")
            #expect(answer.headers["x-request-id"] == "proxy-7.a_B")
            let line = try #require(log.lines.last { $0.hasPrefix("request ") })
            for word in [
                "proxy-7.a_B", world.atu.person.text, world.atu.access.text, "session", "/p/", "invoices", "200",
            ] {
                #expect(line.contains(word), "\(word) in \(line)")
            }
            let secrets = ["geheimnis", "quatre chevaux", "atu.lenobli"] + client.cookies.values
            for secret in secrets { #expect(!log.lines.contains { $0.contains(secret) }, "\(secret)") }
        }
    }

    @Test(arguments: ["", String(repeating: "a", count: 65), "a b", "a\"b", "é"])
    func aStrangeNameIsReplaced(_ name: String) async throws {
        try await withAtu { _, _, client, log in
            client.headers["X-Request-Id"] = name
            _ = try await client.get("/p/clients/invoices")
            let line = try #require(log.lines.last { $0.hasPrefix("request ") })
            #expect(name.isEmpty || !line.contains("\"request\": \(name)"))
            #expect(line.contains("request\": "))
        }
    }

    @Test func anErrorPageSaysItsReference() async throws {
        try await withAtu { _, _, client, _ in
            client.headers["X-Request-Id"] = "incident-1"
            client.sendsOrigin = false
            let page = try await client.post("/p/clients/tickets/new", ["subject": "x"])
            #expect(page.status == 403 && page.body.contains("<code>incident-1</code>"))
            let problem = try await Client.guest(of: client, path: "/api/v1/invoices")
            #expect(problem.body.contains("\"request_id\":\"incident-1\""))
            let missing = try await client.get("/p/clients/invoices/0000000000001")
            #expect(missing.status == 404 && !missing.body.contains("incident-1"), "it must read like any other")
        }
    }
}

extension Client {
    /// The same browser, signed out.
    fileprivate static func guest(of client: Client, path: String) async throws -> Answer {
        let cookies = client.cookies
        client.forgetCookies()
        defer { client.keep(cookies) }
        return try await client.get(path)
    }
}
