import Core
import Features
import Store
import TestSupport
import Testing

/// The account of somebody who knows the password is closed: it is said, and only to them.
@Suite struct ClosedAccountTests {
    @Test(arguments: Engine.allCases, [true, false])
    func theDoorSaysThatTheAccountIsClosed(_ engine: Engine, _ isDeleted: Bool) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let password = "quatre chevaux gris"
            try await world.setPassword(password, of: world.atu.person, app)
            let (account, staff, now) = (world.atu.account, world.staff, world.now)
            try await world.write("accounts", as: staff) { accounts in
                if isDeleted { return try accounts.delete(account, at: now) }
                let version = try accounts.find(account)?.version ?? 0
                try accounts.update(account, version: version, ["state": .text("closed")], at: now)
            }
            let client = Client(app)
            func signIn(_ password: String) async throws -> Client.Answer {
                try await client.post("/p/clients/signin", ["login": "atu.lenobli", "password": password])
            }
            let answer = try await signIn(password)
            #expect(answer.status == 403)
            #expect(answer.body.contains("Le compte de votre société est fermé. Contactez Espace clients"))
            let guess = try await signIn("guess")
            #expect(guess.status == 422)
            #expect(!guess.body.contains("fermé"))
        }
    }
}
