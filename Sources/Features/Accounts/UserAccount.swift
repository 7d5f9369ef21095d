import Core
import Store
import Web

/// What a contact's pages know about its user account: the accesses there are, or what is needed to create one.
struct UserAccount: Sendable {
    let contact: RecordID
    let name: String
    let language: Language?
    let account: (id: RecordID, name: String, isOpen: Bool)?
    let existing: [Existing]
    /// `prenom.nom`, free at the time of asking.
    let proposal: String
    let email: Email
    /// Somebody outside who signs in with the contact's address already: the same person, most likely.
    let owner: Person?
    let types: [TypeChoice]
    /// What the contact says against an access, as for every invitation.
    let obstacles: [BulkObstacle]

    /// An access that the contact carries already.
    struct Existing: Sendable {
        let id: RecordID
        let username: String
        let standing: AccessStanding
        let signedInAt: Instant?
        let isOnline: Bool
        var path: String { "/admin/users/" + id.text }
    }

    /// What can be done with the contact's e-mail.
    enum Email: Sendable, Hashable {
        case none
        /// Not an address that a mail can be sent to.
        case unusable(String)
        case free(String)
        /// Somebody else signs in with it: a mail can be sent there, but it cannot sign this person in.
        case taken(String)

        /// Where the mail with the link goes.
        var address: String? {
            switch self {
            case .free(let address), .taken(let address): address
            case .none, .unusable: nil
            }
        }
        /// What the person may sign in with beside the username.
        var signIn: String? { if case .free(let address) = self { address } else { nil } }
    }

    /// A kind of user that the contact can become.
    struct TypeChoice: Sendable {
        let type: UserType
        let portal: Portal
        let permissions: Permissions
        /// Why the contact's address gets no access of this type without an exception.
        let objection: DomainPolicy.Objection?
        /// No seat is free.
        let full: Seats.Full?
        /// Nobody administers the contact's account in the portal yet, and with this type somebody can.
        let isLeaderless: Bool
    }

    static let dialog = "create-user"
    var path: String { "/admin/contacts/\(contact.text)" }
    var newPath: String { path + "/account/new" }
    /// Those that are not deactivated, whether or not today lies within their validity.
    var openAccesses: [Existing] { existing.filter { $0.standing != .deactivated } }
    var canCreate: Bool { existing.isEmpty && account != nil && !types.isEmpty && obstacles.allSatisfy(\.isWaivable) }
    /// What nobody sets aside.
    var obstacle: BulkObstacle? { obstacles.first { !$0.isWaivable } }
}

extension UserAccount {
    /// Reads everything for a contact that the viewer was shown.
    static func load(_ contact: Record, _ viewer: Viewer, _ records: Records, at now: Instant, today: Day) throws
        -> UserAccount
    {
        let connection = records.connection
        let account = try contact["account_id"].id.flatMap { try find($0, viewer, records) }
        let (first, last) = (contact["first_name"].text ?? "", contact["last_name"].text ?? "")
        let accesses = try Accesses(connection).on(module: "contacts", record: contact.id)
        return UserAccount(
            contact: contact.id, name: contact.title,
            language: contact["language"].text.flatMap(Language.init(rawValue:)), account: account,
            existing: try accesses.compactMap { try existing($0, connection, now, today) },
            proposal: try People(connection).proposeUsername(first: first, last: last),
            email: try email(contact["email"].text, connection), owner: try owner(contact["email"].text, connection),
            types: try typeChoices(contact, connection),
            obstacles: try records.seen(by: viewer, contact.module).obstacles(to: contact.id))
    }

    private static func find(_ id: RecordID, _ viewer: Viewer, _ records: Records) throws -> (
        id: RecordID, name: String, isOpen: Bool
    )? {
        guard let module = records.catalog["accounts"], let record = try records.seen(by: viewer, module).find(id)
        else { return nil }
        return (id, record.title, record["state"].text == "open")
    }

    private static func existing(_ access: Access, _ connection: any Connection, _ now: Instant, _ today: Day) throws
        -> Existing?
    {
        guard let person = try People(connection).find(access.person) else { return nil }
        let seen = try Sessions(connection).lastSeen(access: access.id, person: person.id)
        return Existing(
            id: access.id, username: person.signInName, standing: AccessStanding(access, today: today),
            signedInAt: person.signedInAt,
            isOnline: seen.map { now - $0 < .minutes(5) } ?? false)
    }

    private static func email(_ text: String?, _ connection: any Connection) throws -> Email {
        guard let text, !text.isEmpty else { return .none }
        guard isDeliverable(text), BulkObstacle.isPlain(text) else { return .unusable(text) }
        return try People(connection).named(text) == nil ? .free(text) : .taken(text)
    }

    private static func owner(_ address: String?, _ connection: any Connection) throws -> Person? {
        guard let address, !address.isEmpty, let person = try People(connection).named(address),
            person.kind == .external, person.disabledAt == nil
        else { return nil }
        return person
    }

    private static func typeChoices(_ contact: Record, _ connection: any Connection) throws -> [TypeChoice] {
        let portals = Portals(connection)
        let (address, account) = (contact["email"].text ?? "", contact["account_id"].id)
        return try portals.all().filter { !$0.isArchived }.flatMap { portal in
            try portals.userTypes(of: portal.id).filter { $0.mainModule == "contacts" }.map { type in
                TypeChoice(
                    type: type, portal: portal, permissions: try NewAccess.permissions(of: type, portals),
                    objection: try DomainRules(connection).objection(to: address, for: type),
                    full: try Seats(connection).objection(to: type.id),
                    isLeaderless: try type.delegates
                        && account.map { try !Team(connection, account: $0, portal: portal.id).hasAdministrator() }
                            ?? false
                )
            }
        }
    }
}
