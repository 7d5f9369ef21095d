import Core
import Features
import Store
import TestSupport
import Testing

/// The world in which Alice Moreau gives customers to Claire Martin, who has a password.
struct StaffCustomerWorld {
    let world: World
    let app: App
    /// Alice Moreau, signed in.
    let alice: Client

    static func with(_ engine: Engine = .sqlite, _ body: (StaffCustomerWorld) async throws -> Void) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let alice = try await OfficeDoor.client(world.administrator, world, app)
            try await world.setPassword(OfficeDoor.password, of: world.claire, app)
            try await body(StaffCustomerWorld(world: world, app: app, alice: alice))
        }
    }

    func path(_ person: RecordID? = nil) -> String { "/admin/staff/\((person ?? world.claire).text)/customers" }
    func card(_ company: World.Company) -> String { "/admin/accounts/" + company.account.text }

    /// Alice gives these to Claire.
    func give(_ companies: World.Company...) async throws {
        for company in companies {
            let answer = try await alice.post(path(), ["account": company.account.text])
            #expect(answer.status == 303)
        }
    }

    /// Where Claire lands after signing in, and her browser.
    func landing(to asked: String = "", in door: App? = nil) async throws -> (path: String?, claire: Client) {
        let claire = Client(door ?? app)
        let fields = ["login": "claire.martin", "password": OfficeDoor.password, "to": asked]
        let answer = try await claire.post("/admin/signin", fields)
        #expect(answer.status == 303)
        return (answer.location, claire)
    }

    func close(_ company: World.Company) async throws {
        let account = company.account
        _ = try await world.database.write {
            try $0.run("UPDATE \"accounts\" SET \"state\" = 'closed' WHERE \"id\" = \(account)")
        }
    }

    /// A company with records cannot be deleted by hand.
    func bin(_ company: World.Company) async throws {
        let (account, now) = (company.account, world.now)
        _ = try await world.database.write {
            try $0.run("UPDATE \"accounts\" SET \"deleted_at\" = \(now) WHERE \"id\" = \(account)")
        }
    }

    /// Who follows whom, as it is stored.
    func rows() async throws -> [[RecordID?]] {
        try await world.database.read { connection in
            try connection.rows(
                "SELECT \"person_id\", \"account_id\" FROM \"staff_customers\" ORDER BY \"person_id\", \"account_id\""
            ).map { [$0[0].id, $0[1].id] }
        }
    }

    func verbs(on company: World.Company) async throws -> [String] {
        let account = company.account
        return try await world.database.read { connection in
            try Journal(connection).events(of: .init("accounts", account), limit: 20, connection: connection).map(
                \.verb)
        }.filter { $0.hasPrefix("staff.") }
    }
}
