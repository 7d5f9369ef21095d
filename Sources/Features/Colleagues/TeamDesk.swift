import Core
import Hummingbird
import Store
import Web

/// The colleagues of an account as its administrator finds them. Without the role there is no such desk: the pages are not found.
struct TeamDesk: Sendable {
    let context: PortalContext
    /// The administrator's own access: the ceiling of what can be given.
    let own: Access
    let type: UserType
    let account: RecordID

    static func path(_ context: PortalContext) -> String { context.portal.path + "/users" }
    var path: String { TeamDesk.path(context) }
    static let title = Phrase(fr: "Utilisateurs", en: "Users")
    static let most = 500

    static func open(_ app: App, _ context: PortalContext) async throws -> TeamDesk {
        let today = app.today
        return try await app.database.read { try read($0, context, today) }
    }

    /// Inside the transaction of a change again: the role may have gone, or the access been shut, while the page was open.
    static func read(_ connection: any Connection, _ context: PortalContext, _ today: Day) throws -> TeamDesk {
        guard context.visitor.managesColleagues, let id = context.viewer.access,
            let own = try Accesses(connection).find(id), let account = own.account, own.role == .administrator,
            own.state == .active, own.isValid(on: today),
            let type = try Portals(connection).userType(own.userType), type.delegates
        else { throw Refusal.notFound }
        return TeamDesk(context: context, own: own, type: type, account: account)
    }

    func team(_ connection: any Connection) -> Team { Team(connection, account: account, portal: type.portal) }

    /// The services that can be assigned, by name; none where the type does not show them.
    func services(_ app: App, _ records: Records) throws -> [Record] {
        guard let module = app.catalog[Module.services.key], context.viewer.grants[module.key].see != .nobody else {
            return []
        }
        var query = Query(sort: module.sort)
        query.limit = TeamDesk.most
        return try records.seen(by: context.viewer, module).list(query, columns: ["name", "state"]).records
    }

    /// The rights that can be given: the administrator's own, as far as the portal lets them count.
    var permissions: [Permission] {
        own.permissions.list.filter { permission in
            permission.module.map { context.viewer.grants[$0].see != .nobody } ?? true
        }
    }

    /// What the colleague will have: of what can be given the chosen ones, of the rest what was there.
    func permissions(_ chosen: [Permission], keeping known: Permissions = .none) -> Permissions {
        let mine = Set(permissions)
        return Permissions(known.list.filter { !mine.contains($0) } + chosen.filter(mine.contains))
    }

    /// The last day that can be given; nil for none.
    var lastDay: Day? { own.validUntil }
}

/// A colleague's access as the administrator of the account sees it.
struct Colleague: Sendable {
    let access: Access
    let person: Person
    /// As the account's contact has it: what the person is called elsewhere is not told here.
    let name: String
    let lastSeen: Instant?
    let services: Set<RecordID>
    /// The administrator looks at themselves, or at somebody with another type of access: the company manages that.
    let isManaged: Bool

    static func path(_ desk: TeamDesk, _ id: RecordID) -> String { desk.path + "/" + id.text }
    func path(_ desk: TeamDesk) -> String { Colleague.path(desk, access.id) }
    /// The address that was given for the sign-in; the username would tell of other companies.
    var address: String { person.email ?? person.username ?? "" }

    static func read(_ access: Access, _ desk: TeamDesk, _ connection: any Connection) throws -> Colleague? {
        guard let person = try People(connection).find(access.person) else { return nil }
        return Colleague(
            access: access, person: person, name: try name(of: access, connection) ?? person.name,
            lastSeen: try Sessions(connection).lastSeen(access: access.id, person: person.id),
            services: try Assignments(connection).of(access.id, Module.services.key),
            isManaged: access.person != desk.own.person && access.userType == desk.own.userType)
    }

    private static func name(of access: Access, _ connection: any Connection) throws -> String? {
        guard access.module == "contacts" else { return nil }
        let row = try connection.row(
            "SELECT \"first_name\", \"last_name\" FROM \"contacts\" WHERE \"id\" = \(access.record)")
        let parts = [row?[0].text, row?[1].text].compactMap(\.self).filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// Somebody of the same account and portal; anybody else is not found.
    static func find(_ app: App, _ desk: TeamDesk, _ context: PortalContext) async throws -> Colleague {
        guard let id = context.coreContext.parameters.get("id").flatMap({ RecordID(text: $0) }) else {
            throw Refusal.notFound
        }
        return try await app.database.read { try find(id, desk, $0) }
    }

    static func find(_ id: RecordID, _ desk: TeamDesk, _ connection: any Connection) throws -> Colleague {
        guard let access = try desk.team(connection).find(id), let found = try read(access, desk, connection) else {
            throw Refusal.notFound
        }
        return found
    }

    /// Who was let in and has not come yet waits, as far as colleagues are told: whether the person has a password from elsewhere is not
    /// theirs to know.
    var state: AccessState {
        access.state == .active && access.addedBy != nil && lastSeen == nil ? .awaiting : access.state
    }

    func standing(_ today: Day) -> AccessStanding {
        AccessStanding(state, from: access.validFrom, until: access.validUntil, today: today)
    }

    /// The company deactivated it: only the company opens it again.
    var isVetoed: Bool { access.state == .deactivated && access.shutBy == .staff }
}
