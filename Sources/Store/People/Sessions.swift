package import Core

/// Sessions, found by the hash of the token in the cookie.
package struct Sessions {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// A session and whose it is.
    package struct Found: Sendable {
        package let publicID: RecordID
        package let createdAt: Instant
        package let seenAt: Instant
        package let entrant: Entrant
    }

    /// The session with this hash, in one statement, unless it has expired. Whether its access is valid today is the caller's question.
    package func find(_ hash: [UInt8], at now: Instant) throws -> Found? {
        try connection.row(Sessions.finding(hash, at: now)).map { row in
            Found(
                publicID: RecordID(row["session_public"].int ?? 0),
                createdAt: row["session_created"].instant ?? Instant(milliseconds: 0),
                seenAt: row["session_seen"].instant ?? Instant(milliseconds: 0), entrant: Entrant(row))
        }
    }

    /// The statement that every request of a signed-in person makes.
    package static func finding(_ hash: [UInt8], at now: Instant) -> SQL {
        """
        SELECT "s"."public_id" AS "session_public", "s"."created_at" AS "session_created", "s"."seen_at" AS "session_seen", \(Entrant.columns) \
        FROM "sessions" AS "s" JOIN "people" AS "p" ON "p"."id" = "s"."person_id" LEFT JOIN "accesses" AS "a" ON "a"."id" = "s"."access_id" \
        \(Entrant.joins) WHERE "s"."id" = \(hash) AND "s"."expires_at" > \(now)
        """
    }

    /// How long it is remembered whose a session was, so that what is sent after its end is not lost.
    package static let remembered = Interval.days(1)

    /// Whose session this was, when it ran out less than a day ago. It opens nothing any more.
    package func former(_ hash: [UInt8], at now: Instant) throws -> (person: RecordID, access: RecordID?)? {
        try connection.row(
            "SELECT \"person_id\", \"access_id\" FROM \"sessions\" WHERE \"id\" = \(hash) AND \"expires_at\" <= \(now) AND \"expires_at\" > \(now - Sessions.remembered)"
        ).flatMap { row in row[0].id.map { ($0, row[1].id) } }
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
        guard let access else { return }
        try connection.run("UPDATE \"accesses\" SET \"used_at\" = \(now) WHERE \"id\" = \(access)")
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

    /// Returns how many there were.
    @discardableResult
    package func endAll(of person: RecordID, except hash: [UInt8]? = nil) throws -> Int {
        let kept: SQL = hash.map { " AND \"id\" <> \($0)" } ?? ""
        return try connection.run("DELETE FROM \"sessions\" WHERE \"person_id\" = \(person)\(kept)")
    }

    /// Everybody's but the one of whoever does it. Returns how many there were.
    package func endEverybodys(except hash: [UInt8]) throws -> Int {
        try connection.run("DELETE FROM \"sessions\" WHERE \"id\" <> \(hash)")
    }

    package func endAll(ofAccess access: RecordID) throws {
        try connection.run("DELETE FROM \"sessions\" WHERE \"access_id\" = \(access)")
    }

    /// Forgets the sessions that ran out so long ago that nothing is kept for them any more.
    package func forgetExpired(at now: Instant) throws {
        try connection.run("DELETE FROM \"sessions\" WHERE \"expires_at\" <= \(now - Sessions.remembered)")
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
