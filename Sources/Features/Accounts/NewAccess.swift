import Core
import Store

/// A person and its access in the making, in the caller's transaction; whoever calls has tested that it may be made.
struct NewAccess {
    let app: App
    let connection: any Connection
    /// The member of staff who gives it; nil when nobody in person does.
    let givenBy: RecordID?
    let type: UserType
    let now: Instant

    /// What makes one access differ from another.
    struct Wish: Sendable {
        let username: String
        /// What the person signs in with beside the username.
        let email: String?
        let permissions: Permissions
        /// What the person becomes among those of the account, where the type lets customers manage their users.
        var role = AccessRole.user
        var validFrom: Day?
        var validUntil: Day?
    }

    /// The colleague who adds the person, and what was chosen then; nil when staff give the access.
    var added: Added?

    /// What a colleague decides about an access.
    struct Added: Sendable {
        let by: RecordID
        let role: AccessRole
        let notifyEmail: String?
    }

    /// Makes both on a record.
    func make(on record: Record, _ wish: Wish, person: RecordID, access: RecordID) throws {
        try People(connection).add(newPerson(record, wish), id: person, at: now)
        try add(person, on: record, wish, access)
    }

    /// One more access for a person there is; it opens at once for who has a password, and a mail says so if `tells`.
    func join(_ person: Person, on record: Record, _ wish: Wish, access: RecordID, tells: Bool = true) throws {
        try add(person.id, on: record, wish, access)
        guard person.passwordHash != nil, added == nil else { return }
        try Accesses(connection).setState(.active, of: access)
        guard tells, let recipient = try MailRecipient(person, connection),
            let portal = try Portals(connection).find(type.portal)
        else { return }
        try PostOffice(app: app, connection: connection).queue(
            .accessAdded, to: recipient, portal: portal, about: Journal.Subject(record.module.key, record.id),
            by: givenBy, at: now)
    }

    private func add(_ person: RecordID, on record: Record, _ wish: Wish, _ access: RecordID) throws {
        let account = NewAccess.account(of: record)
        var new = Accesses.New(
            person: person, userType: type.id, anchor: Journal.Subject(record.module.key, record.id),
            account: account, permissions: wish.permissions, validFrom: wish.validFrom,
            validUntil: wish.validUntil, createdBy: givenBy)
        if let added {
            (new.role, new.addedBy, new.notifyEmail) = (added.role, added.by, added.notifyEmail)
            new.state = .inactive
        } else if account != nil, type.delegates {
            new.role = wish.role
        }
        try Accesses(connection).add(new, id: access, at: now)
    }

    /// The event of the creation; it comes first, so that a second creation on the record waits.
    static func journal(
        _ record: Record, _ username: String, access: RecordID, by author: Author, _ connection: any Connection,
        at now: Instant, _ more: [String: String] = [:]
    ) throws {
        let account = NewAccess.account(of: record).map { [Journal.Subject("accounts", $0)] } ?? []
        let carrier = Journal.Subject(record.module.key, record.id)
        let subjects = [carrier, Journal.Subject("accesses", access)] + account.filter { $0 != carrier }
        try Journal(connection).append(
            .init("access.created", on: subjects, detail: more.merging(["username": username]) { $1 }), by: author,
            at: now)
    }

    private func newPerson(_ record: Record, _ wish: Wish) -> People.New {
        let (first, last) = NewAccess.names(of: record)
        return People.New(
            kind: .external, username: wish.username, email: wish.email, firstName: first, lastName: last,
            language: record["language"].text.flatMap(Language.init(rawValue:)))
    }

    /// A person has two names, any other record its title.
    static func names(of record: Record) -> (first: String, last: String) {
        guard record.module.isPeople else { return ("", record.title) }
        return (record["first_name"].text ?? "", record["last_name"].text ?? "")
    }

    /// The account that the access is for: the record itself, or the one it points to.
    static func account(of record: Record) -> RecordID? {
        guard record.module.key != Module.accounts.key else { return record.id }
        return record.module.accountField.flatMap { record[$0.key].id }
    }

    /// All the permissions that the type's grants give a meaning to; for *Client*, all nine.
    static func permissions(of type: UserType, _ portals: Portals) throws -> Permissions {
        let grants = try portals.grants(of: type.id)
        return Permissions(
            Permission.allCases.filter { grants[$0.module ?? "contacts"].map { $0.see != .nobody } ?? false })
    }
}
