import Core
import Hummingbird
import Store
import Web

/// The password that a signed-in person types again before something that matters; tries count as at the door.
struct CurrentPassword {
    let app: App
    let person: Person
    /// The network address of whoever types.
    let address: String
    /// SHA-256 of the device cookie's token: a browser that signed in before is not stopped by what others do to the name.
    let device: [UInt8]?

    init(_ app: App, _ person: Person, _ request: Request, address: String) {
        (self.app, self.person, self.address) = (app, person, address)
        device = app.cookies.value(.device, in: request).flatMap(Token.hash(of:))
    }

    /// Nil for the right one. Throws `Refusal.tooMany` after too many wrong ones.
    func problem(_ typed: String) async throws -> Phrase? {
        let now = app.clock.now
        let protection = SignInProtection(name: person.signInName, address: address, device: device)
        if let wait = try await app.database.write({ try protection.begin($0, at: now) }) {
            throw Refusal.tooMany(wait)
        }
        guard try await app.passwords.verify(typed, person.passwordHash) else {
            try await app.database.write { try protection.fail($0) }
            return Phrase(fr: "Ce n’est pas votre mot de passe actuel.", en: "This is not your current password.")
        }
        _ = try await app.database.write { try protection.succeed($0) }
        return nil
    }
}
