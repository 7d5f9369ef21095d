import Core
import Store

/// A person says that somebody else used the own sign-in: everything that could be in other hands is worth nothing any more.
struct Disowning {
    let connection: any Connection
    let person: Person
    /// Of the link that was pressed.
    let hash: [UInt8]

    /// Before the link counts as used.
    func run(at now: Instant) throws {
        let accesses = try Accesses(connection).of(person: person.id).filter {
            AccessLife.step(.disown, from: $0.state, hasPassword: true) == .to(.awaiting)
        }
        let author = Author(kind: person.kind == .staff ? .staff : .external, id: person.id, name: person.name)
        let others = accesses.flatMap(\.subjects).filter { $0.module != "accesses" }
        let subjects = accesses.map { Journal.Subject("accesses", $0.id) } + others.prefix(8)
        try Journal(connection).append(.init("signin.disowned", on: subjects), by: author, at: now)
        let tokens = Tokens(connection)
        if let former = try tokens.formerEmail(since: hash, of: person.id, at: now) { try giveBack(former) }
        try People(connection).setPassword(nil, of: person.id, at: now)
        try Accesses(connection).suspend(person: person.id)
        try Sessions(connection).endAll(of: person.id)
        try Attempts(connection).forgetDevices(of: person.id)
        try tokens.revokeNotMe(since: hash, of: person.id, at: now)
        for purpose in [Tokens.Purpose.setPassword, .changeEmail] {
            try tokens.revoke(purpose, of: person.id, at: now)
        }
    }

    /// Unless somebody signs in with it by now: then no address does, because the present one may be a stranger's.
    private func giveBack(_ former: String) throws {
        let people = People(connection)
        let isFree = try people.named(former).map { $0.id == person.id } ?? true
        let email = former.isEmpty || !isFree ? nil : former
        let username =
            try person.username
            ?? (email == nil ? people.proposeUsername(first: person.firstName, last: person.lastName) : nil)
        try people.setSignIn(username: username, email: email, of: person.id)
    }
}
