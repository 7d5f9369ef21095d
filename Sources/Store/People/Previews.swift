package import Core

/// Portals as members of staff look at them in somebody's place.
package struct Previews {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// What a preview shows, and who looks.
    package struct Found: Sendable {
        package let staff: Person
        package let access: RecordID
        /// Rights that are not saved; nil for those that count.
        package let draft: String?
        /// The past day that is looked at; nil for today.
        package let day: Day?
    }

    /// The preview of a token's hash, while the office session it belongs to lasts.
    package func find(_ hash: [UInt8], at now: Instant) throws -> Found? {
        let row = try connection.row(
            """
            SELECT "v"."access_id" AS "preview_access", "v"."draft", "v"."as_of", "p".* FROM "previews" AS "v" JOIN "people" AS "p" ON "p"."id" = "v"."staff_id" \
            JOIN "sessions" AS "s" ON "s"."public_id" = "v"."session_id" AND "s"."expires_at" > \(now) \
            WHERE "v"."id" = \(hash) AND "v"."expires_at" > \(now) AND "p"."kind" = 'staff' AND "p"."disabled_at" IS NULL
            """)
        return row.map {
            Found(
                staff: Person($0), access: RecordID($0["preview_access"].int ?? 0), draft: $0["draft"].text,
                day: $0["as_of"].day)
        }
    }

    package func start(
        _ hash: [UInt8], session: RecordID, staff: RecordID, access: Access, draft: String?, day: Day?,
        at now: Instant, until end: Instant
    ) throws {
        try connection.run("DELETE FROM \"previews\" WHERE \"expires_at\" <= \(now) OR \"staff_id\" = \(staff)")
        try connection.run(
            """
            INSERT INTO "previews" ("id", "session_id", "staff_id", "access_id", "draft", "as_of", "created_at", "expires_at") VALUES \
            (\(hash), \(session), \(staff), \(access.id), \(draft), \(day), \(now), \(end))
            """)
    }

    package func endExpired(at now: Instant) throws {
        try connection.run("DELETE FROM \"previews\" WHERE \"expires_at\" <= \(now)")
    }

    /// Ends what a member of staff looks at.
    package func end(of staff: RecordID) throws {
        try connection.run("DELETE FROM \"previews\" WHERE \"staff_id\" = \(staff)")
    }
}

extension Accesses {
    /// Whether the account of an access supplies the firm, or did.
    package func supplies(_ access: Access) throws -> Bool {
        guard let account = access.account else { return false }
        return try connection.int(
            """
            SELECT 1 FROM "accounts" AS "c" WHERE "c"."id" = \(account) AND ("c"."is_supplier" = 1 OR EXISTS (SELECT 1 FROM "supplier_invoices" AS "i" \
            WHERE "i"."account_id" = "c"."id" AND "i"."deleted_at" IS NULL))
            """) != nil
    }

    /// The first access of a type that opens something, to look at a portal with.
    package func sample(of type: RecordID) throws -> Access? {
        try connection.row(
            "SELECT * FROM \"accesses\" WHERE \"user_type_id\" = \(type) AND \"state\" = 'active' ORDER BY \"id\" LIMIT 1"
        ).map(Access.init)
    }
}
