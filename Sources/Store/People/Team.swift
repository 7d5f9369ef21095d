package import Core

/// The accesses of one account to one portal.
package struct Team {
    let connection: any Connection
    package let account: RecordID
    package let portal: RecordID

    package init(_ connection: any Connection, account: RecordID, portal: RecordID) {
        self.connection = connection
        self.account = account
        self.portal = portal
    }

    private var whose: SQL {
        """
        "account_id" = \(account) AND "user_type_id" IN (SELECT "id" FROM "user_types" WHERE "portal_id" = \(portal))
        """
    }

    /// At most `limit`, oldest first.
    package func list(limit: Int) throws -> [Access] {
        try connection.rows("SELECT * FROM \"accesses\" WHERE \(whose) ORDER BY \"id\" LIMIT \(limit)").map(Access.init)
    }

    package func find(_ id: RecordID) throws -> Access? {
        try connection.row("SELECT * FROM \"accesses\" WHERE \"id\" = \(id) AND \(whose)").map(Access.init)
    }

    /// How many administrators can come in today and manage colleagues.
    package func administrators(on today: Day) throws -> Int {
        Int(
            try connection.int(
                """
                SELECT count(*) FROM "accesses" WHERE \(whose) AND "role" = \(AccessRole.administrator.rawValue) AND "state" NOT IN ('inactive', 'awaiting', 'deactivated') \
                AND ("valid_from" IS NULL OR "valid_from" <= \(today)) AND ("valid_until" IS NULL OR "valid_until" >= \(today)) \
                AND "user_type_id" IN (SELECT "id" FROM "user_types" WHERE "delegates" = 1) \
                AND "person_id" IN (SELECT "id" FROM "people" WHERE "disabled_at" IS NULL) \
                AND NOT ("module" = 'contacts' AND "record_id" IN (SELECT "id" FROM "contacts" WHERE "account_id" = \(account) AND ("state" = 'disabled' OR "deleted_at" IS NOT NULL)))
                """) ?? 0)
    }

    /// Whether a person has an access here already, whatever its state.
    package func has(_ person: RecordID) throws -> Bool {
        try connection.int("SELECT 1 FROM \"accesses\" WHERE \(whose) AND \"person_id\" = \(person) LIMIT 1") != nil
    }

    /// Whether somebody administers the account, or will once the password is chosen.
    package func hasAdministrator(beside access: RecordID? = nil) throws -> Bool {
        let others: SQL = access.map { " AND \"id\" <> \($0)" } ?? ""
        return try connection.int(
            """
            SELECT 1 FROM "accesses" WHERE \(whose)\(others) AND "role" = \(AccessRole.administrator.rawValue) AND "state" <> \(AccessState.deactivated.rawValue) LIMIT 1
            """) != nil
    }

    /// Those of these accounts that somebody administers in a portal, or will.
    package static func led(_ accounts: [RecordID], in portal: RecordID, _ connection: any Connection) throws -> Set<
        RecordID
    > {
        guard !accounts.isEmpty else { return [] }
        let list = Set(accounts).sorted().map { "\($0)" as SQL }.joined(by: ", ")
        let rows = try connection.rows(
            """
            SELECT DISTINCT "account_id" FROM "accesses" WHERE "account_id" IN (\(list)) AND "role" = \(AccessRole.administrator.rawValue) \
            AND "state" <> \(AccessState.deactivated.rawValue) AND "user_type_id" IN (SELECT "id" FROM "user_types" WHERE "portal_id" = \(portal))
            """)
        return Set(rows.compactMap { $0[0].id })
    }
}
