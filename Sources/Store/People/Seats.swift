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

    /// What stands against one more access of a type; nil when there is room. To be asked after the event of the change is written: the
    /// journal makes whoever else adds accesses wait until this transaction has ended.
    package func objection(to type: RecordID) throws -> Full? {
        let portals = Portals(connection)
        guard let type = try portals.userType(type), let portal = try portals.find(type.portal) else { return nil }
        if let quota = type.quota, try used(ofType: type.id) >= quota {
            return Full(name: type.name, isPortal: false, quota: quota)
        }
        if let quota = portal.quota, try used(ofPortal: portal.id) >= quota {
            return Full(name: Phrase(same: portal.name), isPortal: true, quota: quota)
        }
        return nil
    }
}
