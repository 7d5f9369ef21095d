import Core
import Features
import Store
import TestSupport
import Testing

/// Many people behind one address: only wrong passwords stop it.
@Suite struct AddressLimitTests {
    private static let password = "quatre chevaux gris"
    private let proxy = "10.0.0.1"

    private func withDoor(_ engine: Engine = .sqlite, _ body: (World, App) async throws -> Void) async throws {
        try await engine.withWorld { world in
            let app = try world.app(trustedProxies: [NetworkRange("10.0.0.0/8")].compactMap(\.self))
            try await world.setPassword(AddressLimitTests.password, of: world.atu.person, app)
            try await body(world, app)
        }
    }

    private func signIn(
        _ app: App, from address: String, forwarded: String? = nil, name: String = "atu.lenobli",
        password: String = AddressLimitTests.password
    ) async throws -> Int {
        let client = Client(app)
        client.address = address
        if let forwarded { client.headers["X-Forwarded-For"] = forwarded }
        return try await client.post("/p/clients/signin", ["login": name, "password": password]).status
    }

    @Test(arguments: Engine.allCases) func rightPasswordsNeverStopAnOffice(_ engine: Engine) async throws {
        try await withDoor(engine) { _, app in
            for _ in 0..<25 {
                let status = try await signIn(app, from: "203.0.113.7")
                #expect(status == 303)
            }
        }
    }

    @Test func aRightPasswordDoesNotWashFailuresAway() async throws {
        try await withDoor { _, app in
            var last = 0
            for number in 0..<22 {
                last = try await signIn(app, from: "203.0.113.7", name: "name\(number)", password: "guess")
                if number % 5 == 0, last != 429 { _ = try await signIn(app, from: "203.0.113.7") }
            }
            #expect(last == 429)
            #expect(try await signIn(app, from: "203.0.113.8") == 303, "another address is free")
        }
    }

    @Test func behindAProxyEachClientCountsAlone() async throws {
        try await withDoor { _, app in
            for number in 0..<21 {
                _ = try await signIn(
                    app, from: proxy, forwarded: "203.0.113.7", name: "name\(number)", password: "guess")
            }
            #expect(try await signIn(app, from: proxy, forwarded: "203.0.113.7") == 429)
            #expect(try await signIn(app, from: proxy, forwarded: "203.0.113.8") == 303)
        }
    }

    @Test func aMadeUpHeaderDoesNotHelpAGuesser() async throws {
        try await withDoor { _, app in
            var last = 0
            for number in 0..<22 {
                last = try await signIn(
                    app, from: "203.0.113.7", forwarded: "198.51.100.\(number)", name: "name\(number)",
                    password: "guess")
            }
            #expect(last == 429, "the peer is no proxy of the settings")
            for number in 0..<22 {
                last = try await signIn(
                    app, from: proxy, forwarded: "198.51.100.\(number), 203.0.113.9", name: "name\(number)",
                    password: "guess")
            }
            #expect(last == 429, "what stands left of the client's address is the client's own word")
        }
    }
}
