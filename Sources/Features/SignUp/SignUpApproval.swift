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
        /// Somebody signs in with the address and cannot have one more access here.
        case known(Person)
        case archived
        case gone
        /// What stands against every invitation stands against this one.
        case inadmissible(BulkObstacle)
    }

    /// Makes it. Throws `Obstacle`. The event comes first: whoever else adds accesses waits until this transaction has ended.
    func approve(
        _ signUp: SignUp, as type: UserType, on carrier: Carrier, until end: Day? = nil, role: AccessRole = .user
    ) throws -> RecordID {
        let (access, person) = (app.ids.next(), app.ids.next())
        try Journal(connection).hold()
        guard let current = try SignUps(connection).find(signUp.id), let hash = current.passwordHash,
            SignUpLife.step(.approve, from: current.state, isByDefault: false) != nil
        else { throw Obstacle.decided }
        guard let portal = try Portals(connection).find(signUp.portal),
            let type = try Portals(connection).userType(type.id), type.portal == portal.id
        else { throw Obstacle.gone }
        guard !portal.isArchived else { throw Obstacle.archived }
        if let full = try Seats(connection).objection(to: type.id) { throw Obstacle.full(full) }
        if let holder = try SignUpDesk.holder(of: signUp.email, in: portal, connection) { throw Obstacle.known(holder) }
        if let objection = try DomainRules(connection).objection(to: signUp.email, for: type) {
            throw Obstacle.inadmissible(objection.obstacle)
        }
        let record = try record(carrier, signUp)
        let known = try People(connection).named(signUp.email)
        let username = try known?.signInName ?? freeUsername(signUp)
        try NewAccess.journal(record, username, access: access, by: author, connection, at: now)
        let making = NewAccess(app: app, connection: connection, givenBy: author.id, type: type, now: now)
        var wish = NewAccess.Wish(
            username: username, email: signUp.email,
            permissions: try NewAccess.permissions(of: type, Portals(connection)), role: role)
        wish.validUntil = end
        if let known {
            try making.join(known, on: record, wish, access: access)
        } else {
            try making.make(on: record, wish, person: person, access: access)
            // What the applicant said about themselves counts, also where the contact says something else.
            try People(connection).rename(
                person, first: signUp.firstName, last: signUp.lastName, email: signUp.email)
            try People(connection).setLanguage(signUp.language, of: person)
        }
        // Somebody known elsewhere keeps the password there is; the mail of one more access says so.
        if known?.passwordHash == nil { try open(known?.id ?? person, hash) }
        try finish(signUp, record, access)
        guard known?.passwordHash == nil else { return access }
        try SignUpMails(app: app, connection: connection, portal: portal, now: now).approved(signUp, username: username)
        return access
    }

    /// The password was chosen with the request, and the address is proved: this is the acceptance.
    private func open(_ person: RecordID, _ hash: String) throws {
        try People(connection).setPassword(hash, of: person, at: now)
        try Accesses(connection).activate(person: person)
        try Tokens(connection).revokeAll(of: person, at: now)
    }

    private func finish(_ signUp: SignUp, _ record: Record, _ access: RecordID) throws {
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
            guard let record = try contacts.find(id) else { throw Obstacle.gone }
            if let obstacle = try contacts.obstacles(to: id).first { throw Obstacle.inadmissible(obstacle) }
            guard try Accesses(connection).on(module: "contacts", record: id).isEmpty else {
                throw Obstacle.contactHasAccess
            }
            return record
        case .account(let id):
            let accounts = records.seen(by: viewer, try app.module("accounts"))
            guard try accounts.find(id) != nil else { throw Obstacle.gone }
            let company = try Accesses(connection).carrier(Journal.Subject("accounts", id), in: records.catalog)
            if let obstacle = company.obstacle { throw Obstacle.inadmissible(obstacle) }
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
        let new = NewContact(
            firstName: signUp.firstName, lastName: signUp.lastName, email: signUp.email, account: account,
            language: signUp.language)
        guard let record = try new.make(contacts, id: app.ids.next(), by: author, at: now) else { throw Obstacle.gone }
        return record
    }

    private func tell(_ verb: String, _ module: String, _ id: RecordID) throws {
        try Journal(connection).append(.init(verb, on: [Journal.Subject(module, id)]), by: author, at: now)
    }
}

extension SignUpApproval {
    /// The approval that a portal makes by itself.
    static func byDefault(_ app: App, _ connection: any Connection, at now: Instant) -> SignUpApproval {
        let viewer = Viewer(staff: RecordID(0), name: "Parvis", grants: app.grants.forStaff)
        return SignUpApproval(
            app: app, records: Records(connection, app.catalog), now: now, viewer: viewer, author: .system("Parvis"))
    }

    /// What carries the access when nobody chooses: the one contact whose address was proved, if staff would have invited it and never took an
    /// access away from it; a new prospect where nobody has the address. Nil when somebody has to look. A company's name or domain alone proves
    /// nothing.
    func proved(_ signUp: SignUp) throws -> Carrier? {
        let contacts = records.seen(by: viewer, try app.module("contacts"))
        let same = try contacts.having(email: signUp.email, limit: 2)
        guard let id = same.first else {
            return .newAccount(signUp.company.isEmpty ? signUp.name : signUp.company)
        }
        guard same.count == 1, let contact = try contacts.find(id), try isInvitable(contact) else { return nil }
        return .contact(id)
    }

    private func isInvitable(_ contact: Record) throws -> Bool {
        let contacts = records.seen(by: viewer, try app.module("contacts"))
        guard try contacts.obstacles(to: contact.id).isEmpty,
            try Accesses(connection).on(module: "contacts", record: contact.id).isEmpty
        else { return false }
        let subject = Journal.Subject("contacts", contact.id)
        return try !Journal(connection).events(of: subject, limit: 1000, connection: connection).contains {
            $0.verb == "access.removed"
        }
    }
}
