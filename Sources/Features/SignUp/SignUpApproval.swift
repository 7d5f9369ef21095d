import Core
import Store

/// What an approval makes of a request, in the caller's transaction: the contact, the person, the access, the mail.
struct SignUpApproval {
    let app: App
    let records: Records
    let now: Instant
    /// Who approves, with what the records of the company are to that person.
    let viewer: Viewer
    let author: Author

    private var connection: any Connection { records.connection }

    /// On what record the access is made.
    enum Carrier: Sendable, Hashable {
        case contact(RecordID)
        /// A new contact of an account there is.
        case account(RecordID)
        /// A new contact of a new account, a prospect.
        case newAccount(String)
    }

    /// Why nothing was made.
    enum Obstacle: Error {
        /// Somebody was faster.
        case decided
        case full(Seats.Full)
        case contactHasAccess
        /// Somebody signs in with the address meanwhile.
        case known(Person)
        case gone
    }

    /// Makes it. Throws `Obstacle`. The event comes first: whoever else adds accesses waits until this transaction has ended.
    func approve(_ signUp: SignUp, as type: UserType, on carrier: Carrier, until end: Day? = nil) throws -> RecordID {
        let (access, person) = (app.ids.next(), app.ids.next())
        try Journal(connection).hold()
        guard let current = try SignUps(connection).find(signUp.id), current.state == .waiting,
            let hash = current.passwordHash
        else { throw Obstacle.decided }
        if let full = try Seats(connection).objection(to: type.id) { throw Obstacle.full(full) }
        if let known = try People(connection).named(signUp.email) { throw Obstacle.known(known) }
        let record = try record(carrier, signUp)
        let username = try freeUsername(signUp)
        try NewAccess.journal(record, username, access: access, by: author, connection, at: now)
        let making = NewAccess(app: app, connection: connection, givenBy: author.id, type: type, now: now)
        var wish = NewAccess.Wish(
            username: username, email: signUp.email,
            permissions: try NewAccess.permissions(of: type, Portals(connection)))
        wish.validUntil = end
        try making.make(on: record, wish, person: person, access: access)
        try finish(signUp, record, person, access, hash: hash)
        guard let portal = try Portals(connection).find(signUp.portal) else { throw Obstacle.gone }
        try SignUpMails(app: app, connection: connection, portal: portal, now: now).approved(signUp, username: username)
        return access
    }

    private func finish(_ signUp: SignUp, _ record: Record, _ person: RecordID, _ access: RecordID, hash: String)
        throws
    {
        // What the applicant said about themselves counts, also where the contact says something else.
        try People(connection).rename(
            person, first: signUp.firstName, last: signUp.lastName, email: signUp.email)
        try People(connection).setLanguage(signUp.language, of: person)
        try People(connection).setPassword(hash, of: person, at: now)
        guard case .to(let state) = AccessLife.step(.accept, from: .awaiting, hasPassword: true) else {
            throw Obstacle.gone
        }
        try Accesses(connection).setState(state, of: access)
        guard
            try SignUps(connection).decide(
                signUp.id, .approved, by: author.name, reason: "", access: access, at: now)
        else { throw Obstacle.decided }
        let subjects = [
            Journal.Subject("sign_ups", signUp.id), Journal.Subject("accesses", access),
            Journal.Subject(record.module.key, record.id),
        ]
        try Journal(connection).append(
            .init("sign_up.approved", on: subjects, detail: ["name": signUp.name, "email": signUp.email]), by: author,
            at: now)
    }

    private func freeUsername(_ signUp: SignUp) throws -> String {
        let people = People(connection)
        guard try people.named(signUp.username) != nil else { return signUp.username }
        return try people.proposeUsername(first: signUp.firstName, last: signUp.lastName)
    }

    private func record(_ carrier: Carrier, _ signUp: SignUp) throws -> Record {
        let contacts = records.seen(by: viewer, try app.module("contacts"))
        switch carrier {
        case .contact(let id):
            guard let record = try contacts.find(id), record["account_id"].id != nil else { throw Obstacle.gone }
            guard try Accesses(connection).on(module: "contacts", record: id).isEmpty else {
                throw Obstacle.contactHasAccess
            }
            return record
        case .account(let id):
            let accounts = records.seen(by: viewer, try app.module("accounts"))
            guard try accounts.find(id) != nil else { throw Obstacle.gone }
            return try newContact(signUp, of: id, contacts)
        case .newAccount(let name):
            let accounts = records.seen(by: viewer, try app.module("accounts"))
            let values: [String: Value] = [
                "name": .text(name), "kind": .text("prospect"), "state": .text("open"),
                "language": .text(signUp.language.rawValue),
            ]
            let account = try accounts.create(values, by: author, at: now, id: app.ids.next())
            try tell("record.created", "accounts", account)
            return try newContact(signUp, of: account, contacts)
        }
    }

    private func newContact(_ signUp: SignUp, of account: RecordID, _ contacts: SeenRecords) throws -> Record {
        let values: [String: Value] = [
            "first_name": .text(signUp.firstName), "last_name": .text(signUp.lastName), "email": .text(signUp.email),
            "account_id": .id(account), "state": .text("open"), "language": .text(signUp.language.rawValue),
        ]
        let id = try contacts.create(values, by: author, at: now, id: app.ids.next())
        try tell("record.created", "contacts", id)
        guard let record = try contacts.find(id) else { throw Obstacle.gone }
        return record
    }

    private func tell(_ verb: String, _ module: String, _ id: RecordID) throws {
        try Journal(connection).append(.init(verb, on: [Journal.Subject(module, id)]), by: author, at: now)
    }
}

extension SignUpApproval {
    /// The approval that a portal makes by itself. The contact whose address was proved carries the access, when there is exactly one without
    /// an access; otherwise a new contact of a new prospect does. A company's name or domain alone proves nothing.
    static func byDefault(_ app: App, _ connection: any Connection, at now: Instant) -> SignUpApproval {
        let viewer = Viewer(staff: RecordID(0), name: "Parvis", grants: app.grants.forStaff)
        return SignUpApproval(
            app: app, records: Records(connection, app.catalog), now: now, viewer: viewer, author: .system("Parvis"))
    }

    func proved(_ signUp: SignUp) throws -> Carrier {
        let matches = try SignUpEvidence.contacts(records.seen(by: viewer, try app.module("contacts")), signUp)
        let same = matches.filter { $0.isSameAddress && !$0.hasAccess && $0.account != nil }
        if same.count == 1 { return .contact(same[0].id) }
        return .newAccount(signUp.company.isEmpty ? signUp.name : signUp.company)
    }
}
