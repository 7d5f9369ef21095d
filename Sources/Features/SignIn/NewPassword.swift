import Core
import Store

/// What changes with a password, in one transaction: the hash, the sessions, older links, the journal, a notice by mail.
struct NewPassword {
    let app: App
    let connection: any Connection
    let person: Person
    let portal: Portal?

    /// `keeping` is the session that the person changes it from.
    func set(_ hash: String, keeping session: [UInt8]?, isFirst: Bool, at now: Instant) throws {
        try People(connection).setPassword(hash, of: person.id, at: now)
        try Accesses(connection).activate(person: person.id)
        try Sessions(connection).endAll(of: person.id, except: session)
        for purpose in [Tokens.Purpose.setPassword, .changeEmail] {
            try Tokens(connection).revoke(purpose, of: person.id, at: now)
        }
        for name in [person.username, person.email].compactMap(\.self) {
            try Attempts(connection).forget("name:" + folded(name).prefix(100))
        }
        let author = Author(kind: person.kind == .staff ? .staff : .external, id: person.id, name: person.name)
        let accesses = try Accesses(connection).of(person: person.id)
        let subjects = accesses.flatMap { [Journal.Subject("accesses", $0.id), Journal.Subject($0.module, $0.record)] }
        try Journal(connection).append(
            .init(isFirst ? "password.chosen" : "password.changed", on: Array(subjects.prefix(8))), by: author, at: now)
        if !isFirst {
            try SecurityNotice(app: app, connection: connection, person: person, portal: portal).passwordChanged(
                at: now)
        }
    }
}
