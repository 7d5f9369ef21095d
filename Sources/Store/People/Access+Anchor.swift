package import Core

extension Accesses {
    /// Where an access stands once it is another record's.
    package struct Place: Sendable {
        package let anchor: Journal.Subject
        package let account: RecordID?
        package let userType: RecordID
        package let role: AccessRole
        package let permissions: Permissions

        package init(
            anchor: Journal.Subject, account: RecordID?, userType: RecordID, role: AccessRole, permissions: Permissions
        ) {
            self.anchor = anchor
            self.account = account
            self.userType = userType
            self.role = role
            self.permissions = permissions
        }
    }

    /// Gives an access to another record, with its sessions ended: what they show belongs to the record there was.
    package func move(_ id: RecordID, to place: Place) throws {
        try connection.run(
            """
            UPDATE "accesses" SET "module" = \(place.anchor.module), "record_id" = \(place.anchor.id), "account_id" = \(place.account), \
            "user_type_id" = \(place.userType), "role" = \(place.role.rawValue), "permissions" = \(place.permissions.bits), "version" = "version" + 1 \
            WHERE "id" = \(id)
            """)
        try Sessions(connection).endAll(ofAccess: id)
    }
}
