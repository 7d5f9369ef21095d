import Core
import Hummingbird
import Store
import Web

/// An access with everything its pages show, for a member of staff who may see the record that carries it.
struct AccessProfile: Sendable {
    let access: Access
    let person: Person
    let userType: UserType
    let portal: Portal
    let anchor: Record
    let account: (id: RecordID, name: String)?
    let lastSeen: Instant?
    /// Its key for the API, if there is one.
    let key: APIKeys.Listed?
    /// Other accesses of the same person: what changes the sign-in changes it for all of them.
    let otherAccesses: Int
    /// The name of the colleague who added it; nil for what staff made.
    let addedBy: String?
    /// The contact's e-mail when it is not the sign-in e-mail, and whether somebody else signs in with it.
    let contactEmail: String?
    let isContactEmailTaken: Bool
    /// Where the person is signed in, for the pages that show it.
    var sessions: [Sessions.Listed] = []

    var path: String { "/admin/users/" + access.id.text }
    var subject: Journal.Subject { access.subject }
    var subjects: [Journal.Subject] { access.subjects }
    /// Where an invitation by staff goes.
    var invitedAt: String? { person.address ?? contactEmail }
    func standing(_ today: Day) -> AccessStanding { AccessStanding(access, today: today) }

    /// The only way to an access: one whose record the viewer may not see is not found. A record in the bin still has its access.
    static func find(_ id: RecordID, _ viewer: Viewer, _ records: Records) throws -> AccessProfile {
        let connection = records.connection
        guard let access = try Accesses(connection).find(id), let module = records.catalog[access.module],
            let person = try People(connection).find(access.person),
            let type = try Portals(connection).userType(access.userType),
            let portal = try Portals(connection).find(type.portal)
        else { throw Refusal.notFound }
        let seen = records.seen(by: viewer, module)
        guard let anchor = try seen.find(access.record) ?? seen.find(access.record, inBin: true) else {
            throw Refusal.notFound
        }
        let email = anchor["email"].text
        let owner = try email.flatMap { try People(connection).named($0) }
        return AccessProfile(
            access: access, person: person, userType: type, portal: portal, anchor: anchor,
            account: try account(access, viewer, records),
            lastSeen: try Sessions(connection).lastSeen(access: access.id, person: person.id),
            key: try APIKeys(connection).of(access: access.id),
            otherAccesses: try Accesses(connection).of(person: person.id).count - 1,
            addedBy: try access.addedBy.flatMap { try People(connection).find($0)?.name },
            contactEmail: email.flatMap { folded($0) == folded(person.email ?? "") ? nil : $0 },
            isContactEmailTaken: owner.map { $0.id != person.id } ?? false)
    }

    private static func account(_ access: Access, _ viewer: Viewer, _ records: Records) throws -> (
        id: RecordID, name: String
    )? {
        guard let id = access.account, let module = records.catalog["accounts"] else { return nil }
        return try records.seen(by: viewer, module).titles([id])[id].map { (id, $0) }
    }
}

extension Access {
    /// What an event that changes the state keeps, so that it can be worked back.
    var was: [String: String] { [AccessThen.key: state.rawValue] }
    var subject: Journal.Subject { Journal.Subject("accesses", id) }
    /// The records that an event about this access is shown on, each once: an account may carry its own access.
    var subjects: [Journal.Subject] {
        let carrier = Journal.Subject(module, record)
        let owner = account.map { Journal.Subject("accounts", $0) }
        return [subject, carrier] + [owner].compactMap(\.self).filter { $0 != carrier }
    }
}

extension OfficeContext {
    /// The id in the address; anything else is not found.
    func id() throws -> RecordID {
        guard let id = coreContext.parameters.get("id").flatMap({ RecordID(text: $0) }) else { throw Refusal.notFound }
        return id
    }
}
