import Core
import Features
import Store
import TestSupport
import Testing

/// Signing in to the back office through the real door.
enum OfficeDoor {
    static let password = "quatre chevaux gris"

    /// A browser in which this member of staff is signed in.
    static func client(_ person: RecordID, _ world: World, _ app: App) async throws -> Client {
        try await world.setPassword(password, of: person, app)
        let client = Client(app)
        let name = try await app.database.read { try People($0).find(person)?.signInName } ?? ""
        #expect(try await client.post("/admin/signin", ["login": name, "password": password]).status == 303)
        return client
    }

    /// A browser in which Atu Lenobli is signed in to the portal.
    static func atu(_ world: World, _ app: App) async throws -> Client {
        try await world.setPassword(password, of: world.atu.person, app)
        let client = Client(app)
        #expect(
            try await client.post("/p/clients/signin", ["login": "atu.lenobli", "password": password]).status == 303)
        return client
    }
}
