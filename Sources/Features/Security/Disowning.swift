import Core
import Store

/// A person says that somebody else used the own sign-in: everything that could be in other hands is worth nothing any more.
struct Disowning {
    let connection: any Connection
    let person: Person
    /// The address that signed in before it was changed; nil where it was not.
    let formerEmail: String?

    func run(at now: Instant) throws {
        let accesses = try Accesses(connection).of(person: person.id).filter {
            AccessLife.step(.disown, from: $0.state, hasPassword: true) == .to(.awaiting)
        }
        let author = Author(kind: person.kind == .staff ? .staff : .external, id: person.id, name: person.name)
        try Journal(connection).append(
            .init("signin.disowned", on: Array(accesses.flatMap(\.subjects).prefix(8))), by: author, at: now)
        try giveAddressBack()
        try People(connection).setPassword(nil, of: person.id, at: now)
        try Accesses(connection).suspend(person: person.id)
        try Sessions(connection).endAll(of: person.id)
        try Attempts(connection).forgetDevices(of: person.id)
        for purpose in [Tokens.Purpose.setPassword, .changeEmail, .notMe] {
            try Tokens(connection).revoke(purpose, of: person.id, at: now)
        }
    }

    /// Unless somebody signs in with it by now.
    private func giveAddressBack() throws {
        guard let formerEmail, try People(connection).named(formerEmail) == nil else { return }
        try People(connection).setSignIn(username: person.username, email: formerEmail, of: person.id)
    }
}
