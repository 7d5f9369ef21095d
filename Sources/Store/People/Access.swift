package import Core

/// A person's way into a portal: user type x anchor record x account.
package struct Access: Sendable {
    package let id: RecordID
    package let person: RecordID
    package let userType: RecordID
    package let module: String
    package let record: RecordID
    package let account: RecordID?
    package let role: AccessRole
    package let permissions: Permissions
    package let validFrom: Day?
    package let validUntil: Day?
    package let state: State
    package let createdBy: RecordID?
    /// The colleague who added it; nil for what staff made.
    package let addedBy: RecordID?
    /// Where notices about what this access shows go instead of the sign-in address; links to sign in never go there.
    package let notifyEmail: String?
    /// Who deactivated it; nil while it is not.
    package let shutBy: Shutter?
    /// Why it was deactivated, if anybody said so.
    package let shutReason: ShutReason?
    /// When somebody last said that it is still needed.
    package let reviewedAt: Instant?
    /// When somebody last came in through it; nil for never.
    package let usedAt: Instant?
    package let createdAt: Instant
    package let version: Int64

    /// Who deactivated an access, which decides who may open it again.
    package enum Shutter: String, Sendable {
        case staff, colleague
        /// Nobody in person: the portal's rule.
        case rule
    }

    package typealias State = AccessState

    /// True when `today` lies within the validity.
    package func isValid(on today: Day) -> Bool {
        Validity.covers(today, from: validFrom, until: validUntil)
    }

    init(_ row: Row) {
        self.init(
            row, id: RecordID(row["id"].int ?? 0), person: RecordID(row["person_id"].int ?? 0), role: row["role"].text)
    }

    /// From a statement that gives these other names.
    init(_ row: Row, id: RecordID, person: RecordID, role: String?) {
        self.id = id
        self.person = person
        userType = RecordID(row["user_type_id"].int ?? 0)
        module = row["module"].text ?? ""
        record = RecordID(row["record_id"].int ?? 0)
        account = row["account_id"].id
        self.role = AccessRole(rawValue: role ?? "") ?? .user
        permissions = Permissions(bits: row["permissions"].int ?? 0)
        validFrom = row["valid_from"].day
        validUntil = row["valid_until"].day
        state = State(rawValue: row["state"].text ?? "") ?? .deactivated
        createdBy = row["created_by"].id
        addedBy = row["added_by"].id
        notifyEmail = row["notify_email"].text
        shutBy = state == .deactivated ? row["shut_by"].text.flatMap(Shutter.init(rawValue:)) ?? .staff : nil
        shutReason = state == .deactivated ? row["shut_reason"].text.flatMap(ShutReason.init(text:)) : nil
        reviewedAt = row["reviewed_at"].instant
        usedAt = row["used_at"].instant
        createdAt = row["created_at"].instant ?? Instant(milliseconds: 0)
        version = row["version"].int ?? 0
    }
}

/// The accesses there are.
package struct Accesses {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func find(_ id: RecordID) throws -> Access? {
        try connection.row("SELECT * FROM \"accesses\" WHERE \"id\" = \(id)").map(Access.init)
    }

    package func of(person: RecordID) throws -> [Access] {
        try connection.rows("SELECT * FROM \"accesses\" WHERE \"person_id\" = \(person) ORDER BY \"id\"").map(
            Access.init)
    }

    package func on(module: String, record: RecordID) throws -> [Access] {
        try connection.rows(
            "SELECT * FROM \"accesses\" WHERE \"module\" = \(module) AND \"record_id\" = \(record) ORDER BY \"id\""
        ).map(Access.init)
    }

    /// The sign-in names of many records' accesses at once, by record, for a list's *Identifiant utilisateur* column.
    package func signInNames(module: String, records: [RecordID]) throws -> [RecordID: String] {
        guard !records.isEmpty else { return [:] }
        let list = records.map { "\($0)" as SQL }.joined(by: ", ")
        let rows = try connection.rows(
            """
            SELECT "a"."record_id", coalesce("p"."username", "p"."email") FROM "accesses" AS "a" JOIN "people" AS "p" ON "p"."id" = "a"."person_id" \
            WHERE "a"."module" = \(module) AND "a"."record_id" IN (\(list)) ORDER BY "a"."id"
            """)
        return Dictionary(
            rows.compactMap { row in row[0].id.flatMap { id in row[1].text.map { (id, $0) } } },
            uniquingKeysWith: { first, _ in first })
    }

    /// What a new access is made of.
    package struct New: Sendable {
        package let person: RecordID
        package let userType: RecordID
        package let anchor: Journal.Subject
        package let account: RecordID?
        package let permissions: Permissions
        package let validFrom: Day?
        package let validUntil: Day?
        package let createdBy: RecordID?
        package var role = AccessRole.user
        package var state = Access.State.awaiting
        package var addedBy: RecordID?
        package var notifyEmail: String?

        package init(
            person: RecordID, userType: RecordID, anchor: Journal.Subject, account: RecordID?, permissions: Permissions,
            validFrom: Day?, validUntil: Day?, createdBy: RecordID?
        ) {
            self.person = person
            self.userType = userType
            self.anchor = anchor
            self.account = account
            self.permissions = permissions
            self.validFrom = validFrom
            self.validUntil = validUntil
            self.createdBy = createdBy
        }
    }

    package func add(_ new: New, id: RecordID, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO "accesses" ("id", "person_id", "user_type_id", "module", "record_id", "account_id", "role", "permissions", "valid_from", "valid_until", "state", \
            "created_by", "added_by", "notify_email", "created_at") VALUES (\(id), \(new.person), \(new.userType), \(new.anchor.module), \(new.anchor.id), \(new.account), \(new.role.rawValue), \
            \(new.permissions.bits), \(new.validFrom), \(new.validUntil), \(new.state.rawValue), \(new.createdBy), \(new.addedBy), \(new.notifyEmail), \(now))
            """)
    }

    package func setPermissions(_ permissions: Permissions, of id: RecordID) throws {
        try connection.run(
            "UPDATE \"accesses\" SET \"permissions\" = \(permissions.bits), \"version\" = \"version\" + 1 WHERE \"id\" = \(id)"
        )
    }

    package func setValidity(from: Day?, until: Day?, of id: RecordID) throws {
        try connection.run(
            "UPDATE \"accesses\" SET \"valid_from\" = \(from), \"valid_until\" = \(until), \"version\" = \"version\" + 1 WHERE \"id\" = \(id)"
        )
    }

    /// `shutBy` says who deactivates it; staff, when nothing is said.
    package func setState(
        _ state: Access.State, of id: RecordID, shutBy: Access.Shutter = .staff, because reason: ShutReason? = nil
    ) throws {
        let isShut = state == .deactivated
        try connection.run(
            """
            UPDATE "accesses" SET "state" = \(state.rawValue), "shut_by" = \(isShut ? shutBy.rawValue : nil), \
            "shut_reason" = \(isShut ? reason?.text : nil), "version" = "version" + 1 WHERE "id" = \(id)
            """)
    }

    /// Counts the time without a sign-in anew from now on.
    package func wake(_ id: RecordID, at now: Instant) throws {
        try connection.run("UPDATE \"accesses\" SET \"woken_at\" = \(now) WHERE \"id\" = \(id)")
    }

    package func setNotifyEmail(_ address: String?, of id: RecordID) throws {
        try connection.run(
            "UPDATE \"accesses\" SET \"notify_email\" = \(address), \"version\" = \"version\" + 1 WHERE \"id\" = \(id)")
    }

    package func setRole(_ role: AccessRole, of id: RecordID) throws {
        try connection.run(
            "UPDATE \"accesses\" SET \"role\" = \(role.rawValue), \"version\" = \"version\" + 1 WHERE \"id\" = \(id)")
    }

    /// The role stays: an account that had an administrator keeps one.
    package func setType(_ type: RecordID, of id: RecordID) throws {
        try connection.run(
            "UPDATE \"accesses\" SET \"user_type_id\" = \(type), \"version\" = \"version\" + 1 WHERE \"id\" = \(id)")
    }

    /// The first password makes awaiting accesses active.
    package func activate(person: RecordID) throws {
        try connection.run(
            "UPDATE \"accesses\" SET \"state\" = 'active' WHERE \"person_id\" = \(person) AND \"state\" = 'awaiting'")
    }

    /// With all that opens it.
    package func remove(_ id: RecordID) throws {
        try connection.run("DELETE FROM \"sessions\" WHERE \"access_id\" = \(id)")
        try connection.run("DELETE FROM \"api_keys\" WHERE \"access_id\" = \(id)")
        try connection.run("DELETE FROM \"previews\" WHERE \"access_id\" = \(id)")
        try connection.run("DELETE FROM \"assignments\" WHERE \"access_id\" = \(id)")
        try connection.run("DELETE FROM \"accesses\" WHERE \"id\" = \(id)")
    }
}
