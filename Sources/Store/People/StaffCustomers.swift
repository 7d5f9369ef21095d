package import Core

/// The customers that members of staff were given: where somebody begins, and who follows a customer. No right hangs on it.
package struct StaffCustomers {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// False when the person had the customer already, even if somebody else gives it in the same moment.
    package func give(
        _ account: RecordID, to person: RecordID, id: RecordID, by staff: RecordID, at now: Instant
    ) throws -> Bool {
        try connection.run(
            """
            INSERT INTO "staff_customers" ("id", "person_id", "account_id", "added_at", "added_by") VALUES (\(id), \(person), \(account), \(now), \(staff)) \
            ON CONFLICT ("person_id", "account_id") DO NOTHING
            """) == 1
    }

    /// False when the person did not have the customer.
    package func take(_ account: RecordID, from person: RecordID) throws -> Bool {
        try connection.run(
            "DELETE FROM \"staff_customers\" WHERE \"person_id\" = \(person) AND \"account_id\" = \(account)") == 1
    }

    package func has(_ person: RecordID, _ account: RecordID) throws -> Bool {
        try connection.int(
            "SELECT 1 FROM \"staff_customers\" WHERE \"person_id\" = \(person) AND \"account_id\" = \(account)") != nil
    }

    /// Remembers which of them the person chose to look at.
    package func show(_ account: RecordID, to person: RecordID, at now: Instant) throws {
        try connection.run(
            "UPDATE \"staff_customers\" SET \"shown_at\" = \(now) WHERE \"person_id\" = \(person) AND \"account_id\" = \(account)"
        )
    }

    package func lastShown(to person: RecordID) throws -> RecordID? {
        try connection.row(
            """
            SELECT "account_id" FROM "staff_customers" WHERE "person_id" = \(person) AND "shown_at" IS NOT NULL \
            ORDER BY "shown_at" DESC, "id" DESC LIMIT 1
            """)?[0].id
    }

    /// Who follows the customer; whoever can no longer sign in does not.
    package func followers(of account: RecordID) throws -> [Person] {
        try connection.rows(
            """
            SELECT \(Person.columns) FROM "people" WHERE "disabled_at" IS NULL AND "kind" = 'staff' AND "id" IN \
            (SELECT "person_id" FROM "staff_customers" WHERE "account_id" = \(account)) ORDER BY "last_name", "id"
            """
        ).map(Person.init)
    }

    /// How many customers each member of staff was given.
    package func counts() throws -> [RecordID: Int] {
        try connection.rows("SELECT \"person_id\", count(*) FROM \"staff_customers\" GROUP BY \"person_id\"").reduce(
            into: [:]
        ) { counts, row in
            if let person = row[0].id { counts[person] = Int(row[1].int ?? 0) }
        }
    }
}

extension SeenRecords {
    /// Only what was given to a member of staff; people outside learn nothing of it.
    func given(to person: RecordID) -> SQL {
        guard viewer.isStaff, module.key == "accounts" else { return " AND 1 = 0" }
        return " AND \"id\" IN (SELECT \"account_id\" FROM \"staff_customers\" WHERE \"person_id\" = \(person))"
    }

    /// Of the accounts in the bin, those that were given to a member of staff.
    package func bin(givenTo person: RecordID, limit: Int) throws -> [Record] {
        let names = [module.title, "code", "town"].filter(viewer.visibleKeys(of: module).contains)
        return try connection.rows(
            "SELECT \(columns(names)) FROM \(table) WHERE \(condition(inBin: true))\(given(to: person)) ORDER BY \"id\" LIMIT \(limit)"
        ).map { Record(module: module, row: $0) }
    }
}
