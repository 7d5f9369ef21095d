import Core
import Store

/// The words around a person that somebody who guesses tries first: the own names, the names of sign-in, the mail address and its domain, the
/// company, the portal, the company one works for.
struct PasswordContext: Sendable {
    let words: [String]

    /// Each text as a whole without spaces and signs, and each of its parts from three letters on.
    init(_ texts: [String]) {
        words = Set(
            texts.map(folded).flatMap { text in
                let parts = text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
                return parts + [parts.joined()]
            }
        ).filter { $0.count >= 3 }.sorted()
    }

    /// What is known of a person at a door.
    init(_ person: Person, _ door: Door, _ connection: any Connection) throws {
        let own = [person.firstName, person.lastName, person.username, person.email, person.provedEmail]
        self.init(own.compactMap(\.self) + door.words + (try Accesses(connection).accountNames(of: person.id)))
    }

    static func read(_ app: App, _ person: Person, _ door: Door) async throws -> PasswordContext {
        try await app.database.read { try PasswordContext(person, door, $0) }
    }
}

extension Door {
    /// How it is called.
    var words: [String] { [name, portal?.name, portal?.slug].compactMap(\.self) }
}
