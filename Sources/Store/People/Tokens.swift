package import Core

/// One-time links. The link holds the token, the store its hash; opening the link changes nothing, posting the form uses it.
package struct Tokens {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// What a token is for; a token works for nothing else.
    package enum Purpose: String, Sendable {
        case setPassword = "set_password"
        case firstAdministrator = "first_administrator"
        /// Proves a new address to sign in with.
        case changeEmail = "change_email"
        /// *Ce n’était pas moi*.
        case notMe = "not_me"
    }

    /// A token as it stands; the page tells each case truthfully.
    package enum Standing: Sendable {
        case good(person: RecordID?, portal: RecordID?)
        case used, expired, revoked, unknown
    }

    /// A new token makes the person's older ones for the same purpose worthless. `code` is the hash of what can be typed instead of the link.
    package func issue(
        _ hash: [UInt8], _ purpose: Purpose, person: RecordID?, portal: RecordID?, at now: Instant, until end: Instant,
        code: [UInt8]? = nil, email: String? = nil
    ) throws {
        try revoke(purpose, of: person, at: now)
        try add(hash, purpose, person: person, portal: portal, at: now, until: end, code: code, email: email)
    }

    /// A new token beside those there are. `email` is the address that it is about: the new one to sign in with, the former one, or for a
    /// password the one that the link was mailed to, which using it proves.
    package func add(
        _ hash: [UInt8], _ purpose: Purpose, person: RecordID?, portal: RecordID?, at now: Instant, until end: Instant,
        code: [UInt8]? = nil, email: String? = nil
    ) throws {
        try connection.run(
            """
            INSERT INTO "tokens" ("id", "purpose", "person_id", "portal_id", "created_at", "expires_at", "code", "email") VALUES \
            (\(hash), \(purpose.rawValue), \(person), \(portal), \(now), \(end), \(code.map(Value.bytes) ?? .null), \(email))
            """)
    }

    /// The address that signed in before what the tokens of *Ce n’était pas moi* tell about, from this one on: that of the oldest which has
    /// one. Empty for none at all, nil where it was not changed.
    package func formerEmail(since hash: [UInt8], of person: RecordID, at now: Instant) throws -> String? {
        try connection.row(
            """
            SELECT "email" FROM "tokens" WHERE \(later(than: hash, person)) AND "email" IS NOT NULL AND "used_at" IS NULL AND "revoked_at" IS NULL \
            AND "expires_at" > \(now) ORDER BY "created_at", "id" LIMIT 1
            """)?[0].text
    }

    /// A link of *Ce n’était pas moi* that can give a former address back.
    package struct Former: Sendable {
        /// Empty for none.
        package let email: String
        package let createdAt: Instant
        package let expiresAt: Instant
    }

    /// The oldest of a person's that still works.
    package func oldestFormer(of person: RecordID, at now: Instant) throws -> Former? {
        try connection.row(
            """
            SELECT "email", "created_at", "expires_at" FROM "tokens" WHERE "person_id" = \(person) AND "purpose" = \(Purpose.notMe.rawValue) \
            AND "email" IS NOT NULL AND "used_at" IS NULL AND "revoked_at" IS NULL AND "expires_at" > \(now) ORDER BY "created_at", "id" LIMIT 1
            """
        ).map { Former(email: $0[0].text ?? "", createdAt: $0[1].instant ?? now, expiresAt: $0[2].instant ?? now) }
    }

    /// Makes the later ones worthless; earlier ones stay, because somebody else may have made the later ones.
    package func revokeNotMe(since hash: [UInt8], of person: RecordID, at now: Instant) throws {
        try connection.run(
            "UPDATE \"tokens\" SET \"revoked_at\" = \(now) WHERE \(later(than: hash, person)) AND \"used_at\" IS NULL AND \"revoked_at\" IS NULL"
        )
    }

    private func later(than hash: [UInt8], _ person: RecordID) -> SQL {
        """
        "person_id" = \(person) AND "purpose" = \(Purpose.notMe.rawValue) AND "created_at" >= (SELECT "created_at" FROM "tokens" WHERE "id" = \(hash))
        """
    }

    /// Whatever link somebody has that changes how a person signs in is worth nothing any more.
    package func revokeAll(of person: RecordID, at now: Instant) throws {
        for purpose in [Purpose.setPassword, .changeEmail, .notMe] { try revoke(purpose, of: person, at: now) }
    }

    /// The address that a token is about.
    package func email(_ hash: [UInt8]) throws -> String? {
        try connection.row("SELECT \"email\" FROM \"tokens\" WHERE \"id\" = \(hash)")?[0].text
    }

    /// The new address of a person, while it waits to be confirmed.
    package func pendingEmail(of person: RecordID, at now: Instant) throws -> String? {
        try connection.row(
            """
            SELECT "email" FROM "tokens" WHERE "person_id" = \(person) AND "purpose" = 'change_email' AND "used_at" IS NULL \
            AND "revoked_at" IS NULL AND "expires_at" > \(now)
            """)?[0].text
    }

    package func revoke(_ purpose: Purpose, of person: RecordID?, at now: Instant) throws {
        let whose: SQL = person.map { "\"person_id\" = \($0)" } ?? "\"person_id\" IS NULL"
        try connection.run(
            "UPDATE \"tokens\" SET \"revoked_at\" = \(now) WHERE \(whose) AND \"purpose\" = \(purpose.rawValue) AND \"used_at\" IS NULL AND \"revoked_at\" IS NULL"
        )
    }

    package func standing(_ hash: [UInt8], _ purpose: Purpose, at now: Instant) throws -> Standing {
        guard
            let row = try connection.row(
                "SELECT * FROM \"tokens\" WHERE \"id\" = \(hash) AND \"purpose\" = \(purpose.rawValue)")
        else { return .unknown }
        if !row["used_at"].isNull { return .used }
        if !row["revoked_at"].isNull { return .revoked }
        if (row["expires_at"].int ?? 0) <= now.milliseconds { return .expired }
        return .good(person: row["person_id"].id, portal: row["portal_id"].id)
    }

    /// Uses the token; false when somebody was faster or it is no longer good. The one UPDATE decides.
    package func use(_ hash: [UInt8], _ purpose: Purpose, at now: Instant) throws -> Bool {
        try connection.run(
            """
            UPDATE "tokens" SET "used_at" = \(now) WHERE "id" = \(hash) AND "purpose" = \(purpose.rawValue) AND "used_at" IS NULL AND "revoked_at" IS NULL \
            AND "expires_at" > \(now)
            """) == 1
    }

    /// For whoever has made sure, in this transaction, that it is good.
    package func markUsed(_ hash: [UInt8], at now: Instant) throws {
        try connection.run(
            "UPDATE \"tokens\" SET \"used_at\" = \(now), \"revoked_at\" = NULL WHERE \"id\" = \(hash)")
    }

    /// A token that was taken by its code.
    package struct Taken: Sendable {
        /// Where it was mailed to.
        package let email: String?
    }

    /// Takes a person's token by its code: it is worth nothing afterwards. Nil when there is none, or somebody was faster.
    package func take(code: [UInt8], _ purpose: Purpose, of person: RecordID, at now: Instant) throws -> Taken? {
        try connection.row(
            """
            UPDATE "tokens" SET "revoked_at" = \(now) WHERE "person_id" = \(person) AND "purpose" = \(purpose.rawValue) AND "code" = \(code) \
            AND "used_at" IS NULL AND "revoked_at" IS NULL AND "expires_at" > \(now) RETURNING "email"
            """
        ).map { Taken(email: $0[0].text) }
    }

    /// Whose token it was, whatever became of it; for sending another one to the same address.
    package func owner(_ hash: [UInt8], _ purpose: Purpose) throws -> RecordID? {
        try connection.row(
            "SELECT \"person_id\" FROM \"tokens\" WHERE \"id\" = \(hash) AND \"purpose\" = \(purpose.rawValue)")?[0].id
    }
}
