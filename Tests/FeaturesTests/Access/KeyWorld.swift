import Core
import Features
import Foundation
import Store
import TestSupport
import Testing

/// The world with staff at the back office, and programs that come with keys.
struct KeyWorld {
    let world: World
    let app: App
    /// Claire Martin, signed in.
    let staff: Client

    static let password = "quatre chevaux gris"

    static func with(_ engine: Engine = .sqlite, _ body: (KeyWorld) async throws -> Void) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            try await world.setPassword(password, of: world.claire, app)
            try await world.setPassword(password, of: world.atu.person, app)
            let staff = Client(app)
            _ = try await staff.post("/admin/signin", ["login": "claire.martin", "password": password])
            try await body(KeyWorld(world: world, app: app, staff: staff))
        }
    }

    var profile: String { "/admin/users/" + world.atu.access.text }

    /// The key on the page that answers; fails the test when there is none.
    func key(on answer: Client.Answer) throws -> String {
        #expect(answer.status == 200)
        return String(try #require(answer.body.firstMatch(of: /pvk_[A-Za-z0-9_-]{43}/)).0)
    }

    /// Atu Lenobli's first key.
    func newKey() async throws -> String { try key(on: try await staff.post(profile + "/key")) }

    /// A program, which is no browser: no cookies, no origin.
    func program(_ key: String, log: RecordedLog? = nil) -> Client {
        let program = Client(app, log: log)
        program.sendsOrigin = false
        program.headers = ["Authorization": "Bearer " + key]
        return program
    }

    func status(_ key: String) async throws -> Int { try await program(key).get("/api/v1/invoices").status }

    /// Atu Lenobli's own browser.
    func customer() async throws -> Client {
        let customer = Client(app)
        let signIn = ["login": "atu.lenobli", "password": KeyWorld.password]
        #expect(try await customer.post("/p/clients/signin", signIn).status == 303)
        return customer
    }
}
