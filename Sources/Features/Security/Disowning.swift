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
        if let former = try former(at: now) { try giveBack(former) }
        try People(connection).setPassword(nil, of: person.id, at: now)
        try Accesses(connection).suspend(person: person.id)
        try Sessions(connection).endAll(of: person.id)
        try Attempts(connection).forgetDevices(of: person.id)
        try tokens.revokeNotMe(since: hash, of: person.id, at: now)
        for purpose in [Tokens.Purpose.setPassword, .changeEmail] {
            try tokens.revoke(purpose, of: person.id, at: now)
        }
    }

    /// The address that signs in again: empty for none, nil where it was not changed. Where somebody else signs in with it by now it is none,
    /// because the present one may be a stranger's.
    func former(at now: Instant) throws -> String? {
        guard let former = try Tokens(connection).formerEmail(since: hash, of: person.id, at: now) else { return nil }
        let owner = try People(connection).named(former)
        return owner == nil || owner?.id == person.id ? former : ""
    }

    private func giveBack(_ former: String) throws {
        let people = People(connection)
        let proposal =
            former.isEmpty ? try people.proposeUsername(first: person.firstName, last: person.lastName) : nil
        try people.setSignIn(
            username: person.username ?? proposal, email: former.isEmpty ? nil : former, of: person.id)
    }
}
