package import Core

/// The accesses that count against a quota: those that are not deactivated, by user type and by portal.
package struct Seats {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// Why one more access is refused.
    package struct Full: Error, Sendable, Hashable {
        /// The name of the type or the portal whose quota is used up.
        package let name: Phrase
        package let isPortal: Bool
        package let quota: Int
    }

    package func used(ofType type: RecordID) throws -> Int {
        Int(
            try connection.int(
                "SELECT count(*) FROM \"accesses\" WHERE \"user_type_id\" = \(type) AND \"state\" <> 'deactivated'")
                ?? 0
        )
    }

    package func used(ofPortal portal: RecordID) throws -> Int {
        try Portals(connection).userTypes(of: portal).reduce(0) { try $0 + used(ofType: $1.id) }
    }

    /// How many more accesses a type may have; nil for as many as wanted. What comes from another type of the same portal brings its seats in
    /// the portal along.
    package func free(for type: UserType, comingFrom former: UserType? = nil) throws -> Int? {
        let ofType = try type.quota.map { max(0, $0 - (try used(ofType: type.id))) }
        let quota = former?.portal == type.portal ? nil : try Portals(connection).find(type.portal)?.quota
        let ofPortal = try quota.map { max(0, $0 - (try used(ofPortal: type.portal))) }
        return [ofType, ofPortal].compactMap(\.self).min()
    }

    /// What stands against one more access of a type; nil when there is room. To be asked after the event of the change is written, or while
    /// the journal is held: it makes whoever else adds accesses wait until this transaction has ended. What comes from another type of the same portal
    /// brings its seat in the portal along.
    package func objection(to type: RecordID, comingFrom former: UserType? = nil) throws -> Full? {
        let portals = Portals(connection)
        guard let type = try portals.userType(type), let portal = try portals.find(type.portal) else { return nil }
        if let quota = type.quota, try used(ofType: type.id) >= quota {
            return Full(name: type.name, isPortal: false, quota: quota)
        }
        if former?.portal != portal.id, let quota = portal.quota, try used(ofPortal: portal.id) >= quota {
            return Full(name: Phrase(same: portal.name), isPortal: true, quota: quota)
        }
        return nil
    }
}
