package import Core

/// Sessions, found by the hash of the token in the cookie.
package struct Sessions {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// What one request needs to know about who asks, from one statement.
    package struct Found: Sendable {
        package let publicID: RecordID
        package let createdAt: Instant
        package let seenAt: Instant
        package let person: Person
        package let access: Access?
        package let portalID: RecordID?
        package let portalSlug: String?
        package let portalName: String?
        /// The company's name, from the settings.
        package let company: String?
        package let accountName: String?
        /// The account of the access is open, or there is none.
        package let isAccountOpen: Bool
        /// Rises with every change of rights.
        package let version: Int64
    }

    /// The session with this hash, unless it has expired. Whether the access is valid today is the caller's question.
    package func find(_ hash: [UInt8], at now: Instant) throws -> Found? {
        let sql: SQL = """
            SELECT "s"."public_id" AS "session_public", "s"."created_at" AS "session_created", "s"."seen_at" AS "session_seen", \
            "p"."id", "p"."kind", "p"."role", "p"."username", "p"."email", "p"."first_name", "p"."last_name", "p"."language", "p"."must_change", "p"."disabled_at", \
            "a"."id" AS "access_id", "a"."user_type_id", "a"."module", "a"."record_id", "a"."account_id", "a"."permissions", "a"."valid_from", "a"."valid_until", \
            "a"."state", "a"."version", "t"."portal_id", "o"."slug", "o"."name" AS "portal_name", \
            (SELECT "value" FROM "settings" WHERE "name" = 'company') AS "company", "c"."name" AS "account_name", "c"."state" AS "account_state", "c"."deleted_at" AS "account_deleted", "v"."version" AS "rights_version" \
            FROM "sessions" AS "s" JOIN "people" AS "p" ON "p"."id" = "s"."person_id" LEFT JOIN "accesses" AS "a" ON "a"."id" = "s"."access_id" \
            LEFT JOIN "user_types" AS "t" ON "t"."id" = "a"."user_type_id" LEFT JOIN "portals" AS "o" ON "o"."id" = "t"."portal_id" \
            LEFT JOIN "accounts" AS "c" ON "c"."id" = "a"."account_id" \
            LEFT JOIN "state" AS "v" ON "v"."id" = 1 WHERE "s"."id" = \(hash) AND "s"."expires_at" > \(now)
            """
        return try connection.row(sql).map(Sessions.found)
    }

    private static func found(_ row: Row) -> Found {
        Found(
            publicID: RecordID(row["session_public"].int ?? 0),
            createdAt: row["session_created"].instant ?? Instant(milliseconds: 0),
            seenAt: row["session_seen"].instant ?? Instant(milliseconds: 0), person: Person(row),
            access: row["access_id"].id.map { id in Access(row, id: id, person: RecordID(row["id"].int ?? 0)) },
            portalID: row["portal_id"].id,
            portalSlug: row["slug"].text, portalName: row["portal_name"].text, company: row["company"].text,
            accountName: row["account_name"].text,
            isAccountOpen: row["account_id"].isNull
                || (row["account_deleted"].isNull && row["account_state"].text == "open"),
            version: row["rights_version"].int ?? 0)
    }

    /// A new session; `hash` is the SHA-256 of the token given to the browser.
    package func start(
        _ hash: [UInt8], publicID: RecordID, person: RecordID, access: RecordID?, address: String, agent: String,
        at now: Instant, until end: Instant
    ) throws {
        try connection.run(
            """
            INSERT INTO "sessions" ("id", "person_id", "access_id", "public_id", "created_at", "seen_at", "expires_at", "address", "agent") VALUES \
            (\(hash), \(person), \(access), \(publicID), \(now), \(now), \(end), \(address), \(String(agent.prefix(300))))
            """)
    }

    package func touch(_ hash: [UInt8], at now: Instant, until end: Instant) throws {
        try connection.run(
            "UPDATE \"sessions\" SET \"seen_at\" = \(now), \"expires_at\" = \(end) WHERE \"id\" = \(hash)")
    }

    package func end(_ hash: [UInt8]) throws { try connection.run("DELETE FROM \"sessions\" WHERE \"id\" = \(hash)") }

    /// Ends one of a person's own sessions, by the name that pages use for it.
    package func end(publicID: RecordID, of person: RecordID) throws -> Bool {
        try connection.run("DELETE FROM \"sessions\" WHERE \"public_id\" = \(publicID) AND \"person_id\" = \(person)")
            == 1
    }

    package func endAll(of person: RecordID, except hash: [UInt8]? = nil) throws {
        let kept: SQL = hash.map { " AND \"id\" <> \($0)" } ?? ""
        try connection.run("DELETE FROM \"sessions\" WHERE \"person_id\" = \(person)\(kept)")
    }

    package func endAll(ofAccess access: RecordID) throws {
        try connection.run("DELETE FROM \"sessions\" WHERE \"access_id\" = \(access)")
    }

    package func endExpired(at now: Instant) throws {
        try connection.run("DELETE FROM \"sessions\" WHERE \"expires_at\" <= \(now)")
    }

    /// A person's sessions as the person sees them.
    package struct Listed: Sendable {
        package let publicID: RecordID
        package let createdAt: Instant
        package let seenAt: Instant
        package let address: String
        package let agent: String
    }

    package func list(of person: RecordID, at now: Instant) throws -> [Listed] {
        try connection.rows(
            "SELECT \"public_id\", \"created_at\", \"seen_at\", \"address\", \"agent\" FROM \"sessions\" WHERE \"person_id\" = \(person) AND \"expires_at\" > \(now) ORDER BY \"seen_at\" DESC"
        ).map { row in
            Listed(
                publicID: RecordID(row[0].int ?? 0), createdAt: row[1].instant ?? now, seenAt: row[2].instant ?? now,
                address: row[3].text ?? "", agent: row[4].text ?? "")
        }
    }
}

extension Access {
    fileprivate init(_ row: Row, id: RecordID, person: RecordID) {
        self.id = id
        self.person = person
        userType = RecordID(row["user_type_id"].int ?? 0)
        module = row["module"].text ?? ""
        record = RecordID(row["record_id"].int ?? 0)
        account = row["account_id"].id
        permissions = Permissions(bits: row["permissions"].int ?? 0)
        validFrom = row["valid_from"].day
        validUntil = row["valid_until"].day
        state = State(rawValue: row["state"].text ?? "") ?? .deactivated
        createdAt = Instant(milliseconds: 0)
        version = row["version"].int ?? 0
    }
}
