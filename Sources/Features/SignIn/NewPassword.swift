import Core
import Store

/// What changes with a password, in one transaction: the hash, the sessions, older links, the journal, a notice by mail.
struct NewPassword {
    let app: App
    let connection: any Connection
    let person: Person
    let portal: Portal?

    /// Every session ends and every older link: whoever changes it in a session begins a new one. The mailbox that signed in before the
    /// address was changed has a new link in place of its own, or else whoever changed both would keep the sign-in.
    func set(_ hash: String, isFirst: Bool, at now: Instant) throws {
        try Journal(connection).hold()
        let tokens = Tokens(connection)
        try People(connection).setPassword(hash, of: person.id, at: now)
        try Accesses(connection).activate(person: person.id)
        try Sessions(connection).endAll(of: person.id)
        let former = try tokens.oldestFormer(of: person.id, at: now)
        try tokens.revokeAll(of: person.id, at: now)
        for name in [person.username, person.email].compactMap(\.self) {
            try Attempts(connection).forget("name:" + folded(name).prefix(100))
        }
        let author = Author(kind: person.kind == .staff ? .staff : .external, id: person.id, name: person.name)
        let accesses = try Accesses(connection).of(person: person.id)
        let subjects = accesses.flatMap { [Journal.Subject("accesses", $0.id), Journal.Subject($0.module, $0.record)] }
        try Journal(connection).append(
            .init(isFirst ? "password.chosen" : "password.changed", on: Array(subjects.prefix(8))), by: author, at: now)
        let notice = SecurityNotice(app: app, connection: connection, person: person, portal: portal)
        if !isFirst { try notice.passwordChanged(at: now) }
        if let former { try notice.passwordChanged(replacing: former, at: now) }
    }
}
