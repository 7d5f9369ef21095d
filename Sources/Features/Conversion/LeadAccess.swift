import Core
import Store
import Web

/// The portal access of a lead, and the kinds of user that its person can be as a contact.
struct LeadAccess: Sendable {
    let access: Access
    let person: Person
    let type: UserType
    let portal: Portal
    /// What the type shows today.
    let shows: [Module]
    /// Those of the access's own portal first.
    let choices: [Choice]

    /// A type whose people are contacts.
    struct Choice: Sendable {
        let type: UserType
        let portal: Portal
        let shows: [Module]
        /// No seat is free.
        let full: Seats.Full?
        /// Why the person's address gets no access of this type.
        let objection: DomainPolicy.Objection?

        var problem: FieldProblem? { full?.problem ?? objection?.problem }
    }

    /// Whether a link to choose a password may be under way.
    var isInvited: Bool { access.state == .awaiting && person.passwordHash == nil }

    func choice(_ type: RecordID) -> Choice? { choices.first { $0.type.id == type } }
}

extension LeadAccess {
    /// Nil when nobody signs in as the lead.
    static func read(_ lead: Record, _ records: Records) throws -> LeadAccess? {
        let connection = records.connection
        let portals = Portals(connection)
        guard let access = try Accesses(connection).on(module: lead.module.key, record: lead.id).first,
            let person = try People(connection).find(access.person),
            let type = try portals.userType(access.userType), let portal = try portals.find(type.portal)
        else { return nil }
        let address = person.email ?? lead["email"].text ?? ""
        let open = try portals.all().filter { !$0.isArchived }
        let sorted = open.filter { $0.id == portal.id } + open.filter { $0.id != portal.id }
        let choices = try sorted.flatMap { portal in
            try portals.userTypes(of: portal.id).filter { $0.mainModule == "contacts" }.map { new in
                Choice(
                    type: new, portal: portal, shows: try shown(by: new, portal, records),
                    full: access.state == .deactivated
                        ? nil : try Seats(connection).objection(to: new.id, comingFrom: type),
                    objection: try DomainRules(connection).objection(to: address, for: new))
            }
        }
        return LeadAccess(
            access: access, person: person, type: type, portal: portal, shows: try shown(by: type, portal, records),
            choices: choices)
    }

    /// The modules of which a type shows something in its portal, in the order of menus.
    private static func shown(by type: UserType, _ portal: Portal, _ records: Records) throws -> [Module] {
        let grants = try Portals(records.connection).grants(of: type.id)
        return records.catalog.modules.filter { module in
            portal.openModules.contains(module.key) && grants[module.key].map { $0.see != .nobody } ?? false
        }
    }

    /// The nine rights in the new type: all that it gives a meaning to, without those that staff took from the person before.
    func permissions(as type: UserType, _ portals: Portals) throws -> Permissions {
        let taken = try NewAccess.permissions(of: self.type, portals).list.filter { !access.permissions.contains($0) }
        return Permissions(try NewAccess.permissions(of: type, portals).list.filter { !taken.contains($0) })
    }
}
