package import Core

/// Somebody's request to sign up at a portal.
package struct SignUp: Sendable {
    package let id: RecordID
    package let portal: RecordID
    package let audience: SignUpRules.Audience
    package let firstName: String
    package let lastName: String
    package let username: String
    package let email: String
    package let company: String
    package let message: String
    /// Argon2id of the chosen password; nil once the request was decided.
    package let passwordHash: String?
    package let language: Language
    package let state: SignUpState
    package let createdAt: Instant
    package let confirmedAt: Instant?
    package let remindedAt: Instant?
    package let decidedAt: Instant?
    package let decidedBy: String?
    /// What the applicant is told with a refusal.
    package let reason: String
    /// The access that came of it.
    package let access: RecordID?
    /// Whose turn it is; nil when all are asked.
    package let assignee: RecordID?
    /// The network address it came from.
    package let address: String

    package var name: String { firstName + " " + lastName }

    init(_ row: Row) {
        id = RecordID(row["id"].int ?? 0)
        portal = RecordID(row["portal_id"].int ?? 0)
        audience = SignUpRules.Audience(rawValue: row["audience"].text ?? "") ?? .customers
        firstName = row["first_name"].text ?? ""
        lastName = row["last_name"].text ?? ""
        username = row["username"].text ?? ""
        email = row["email"].text ?? ""
        company = row["company"].text ?? ""
        message = row["message"].text ?? ""
        passwordHash = row["password_hash"].text
        language = row["language"].text.flatMap(Language.init(rawValue:)) ?? .fr
        state = SignUpState(rawValue: row["state"].text ?? "") ?? .expired
        createdAt = row["created_at"].instant ?? Instant(milliseconds: 0)
        confirmedAt = row["confirmed_at"].instant
        remindedAt = row["reminded_at"].instant
        decidedAt = row["decided_at"].instant
        decidedBy = row["decided_by_name"].text
        reason = row["reason"].text ?? ""
        access = row["access_id"].id
        assignee = row["assignee_id"].id
        address = row["address"].text ?? ""
    }
}

/// Requests to sign up and the rules of each portal.
package struct SignUps {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// What a new request is made of.
    package struct New: Sendable {
        package var portal: RecordID
        package var audience: SignUpRules.Audience
        package var firstName: String
        package var lastName: String
        package var username: String
        package var email: String
        package var company: String
        package var message: String
        package var passwordHash: String
        package var language: Language
        package var address: String

        package init(
            portal: RecordID, audience: SignUpRules.Audience, firstName: String, lastName: String, username: String,
            email: String, company: String, message: String, passwordHash: String, language: Language, address: String
        ) {
            self.portal = portal
            self.audience = audience
            self.firstName = firstName
            self.lastName = lastName
            self.username = username
            self.email = email
            self.company = company
            self.message = message
            self.passwordHash = passwordHash
            self.language = language
            self.address = address
        }
    }

    /// Older requests with the same address stay until they are confirmed or forgotten: a stranger's must not take the place of one's own.
    package func add(_ new: New, token: [UInt8], id: RecordID, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO "sign_ups" ("id", "token", "portal_id", "audience", "first_name", "last_name", "username", "email", "email_key", "company", "message", \
            "password_hash", "language", "state", "created_at", "address") VALUES (\(id), \(token), \(new.portal), \(new.audience.rawValue), \(new.firstName), \
            \(new.lastName), \(new.username), \(new.email), \(folded(new.email)), \(new.company), \(new.message), \(new.passwordHash), \
            \(new.language.rawValue), \(SignUpState.unconfirmed.rawValue), \(now), \(new.address))
            """)
    }

    package func find(_ id: RecordID) throws -> SignUp? {
        try connection.row("SELECT * FROM \"sign_ups\" WHERE \"id\" = \(id)").map(SignUp.init)
    }

    /// The request whose applicant has the token of this hash.
    package func find(token: [UInt8]) throws -> SignUp? {
        try connection.row("SELECT * FROM \"sign_ups\" WHERE \"token\" = \(token)").map(SignUp.init)
    }

    /// A request with this address that somebody has to decide.
    package func waiting(_ email: String, in portal: RecordID) throws -> SignUp? {
        try connection.row(
            """
            SELECT * FROM "sign_ups" WHERE "email_key" = \(folded(email)) AND "portal_id" = \(portal) AND "state" = \(SignUpState.waiting.rawValue)
            """
        ).map(SignUp.init)
    }

    /// Newest first; `states` nil for all that were confirmed.
    package func list(_ state: SignUpState?, limit: Int) throws -> [SignUp] {
        let which: SQL =
            state.map { "\"state\" = \($0.rawValue)" } ?? "\"state\" <> \(SignUpState.unconfirmed.rawValue)"
        return try connection.rows(
            "SELECT * FROM \"sign_ups\" WHERE \(which) ORDER BY \"id\" DESC LIMIT \(limit)"
        ).map(SignUp.init)
    }

    /// Those that wait since before a moment, oldest first.
    package func waiting(since moment: Instant, limit: Int) throws -> [SignUp] {
        try connection.rows(
            """
            SELECT * FROM "sign_ups" WHERE "state" = \(SignUpState.waiting.rawValue) AND "confirmed_at" <= \(moment) ORDER BY "id" LIMIT \(limit)
            """
        ).map(SignUp.init)
    }

    /// Other requests whose address is the same or of the same domain, newest first; for evidence.
    package func alike(_ signUp: SignUp, domain: String?, limit: Int) throws -> [SignUp] {
        let same: SQL = "\"email_key\" = \(folded(signUp.email))"
        let near: SQL = domain.map { " OR \"email_key\" LIKE \("%@" + $0)" } ?? ""
        return try connection.rows(
            """
            SELECT * FROM "sign_ups" WHERE "id" <> \(signUp.id) AND "state" <> \(SignUpState.unconfirmed.rawValue) AND (\(same)\(near)) \
            ORDER BY "id" DESC LIMIT \(limit)
            """
        ).map(SignUp.init)
    }

    /// The address is proved: false when somebody was faster. The one UPDATE decides.
    package func confirm(_ id: RecordID, username: String, assignee: RecordID?, at now: Instant) throws -> Bool {
        try connection.run(
            """
            UPDATE "sign_ups" SET "state" = \(SignUpState.waiting.rawValue), "confirmed_at" = \(now), "username" = \(username), "assignee_id" = \(assignee) \
            WHERE "id" = \(id) AND "state" = \(SignUpState.unconfirmed.rawValue)
            """) == 1
    }

    /// Ends a request that waits; false when somebody was faster. The password's hash goes with it.
    package func decide(
        _ id: RecordID, _ state: SignUpState, by name: String, reason: String, access: RecordID?, at now: Instant
    ) throws -> Bool {
        try connection.run(
            """
            UPDATE "sign_ups" SET "state" = \(state.rawValue), "decided_at" = \(now), "decided_by_name" = \(name), "reason" = \(reason), \
            "access_id" = \(access), "password_hash" = NULL WHERE "id" = \(id) AND "state" = \(SignUpState.waiting.rawValue)
            """) == 1
    }

    package func remind(_ id: RecordID, assignee: RecordID?, at now: Instant) throws {
        try connection.run(
            "UPDATE \"sign_ups\" SET \"reminded_at\" = \(now), \"assignee_id\" = \(assignee) WHERE \"id\" = \(id)")
    }

    /// Somebody's agreement, and to what.
    package struct Vote: Sendable {
        package let staff: RecordID
        package let name: String
        package let choice: String
        package let at: Instant
    }

    /// Who agreed so far.
    package func votes(for id: RecordID) throws -> [Vote] {
        try connection.rows(
            "SELECT \"staff_id\", \"staff_name\", \"choice\", \"made_at\" FROM \"sign_up_votes\" WHERE \"sign_up_id\" = \(id) ORDER BY \"made_at\", \"id\""
        ).map {
            Vote(
                staff: RecordID($0[0].int ?? 0), name: $0[1].text ?? "", choice: $0[2].text ?? "",
                at: $0[3].instant ?? Instant(milliseconds: 0))
        }
    }

    /// Agreeing twice is agreeing once, to what was chosen last.
    package func vote(_ id: RecordID, for signUp: RecordID, choice: String, by author: Author, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO "sign_up_votes" ("id", "sign_up_id", "staff_id", "staff_name", "choice", "made_at") VALUES \
            (\(id), \(signUp), \(author.id), \(author.name), \(choice), \(now)) \
            ON CONFLICT ("sign_up_id", "staff_id") DO UPDATE SET "choice" = excluded."choice", "made_at" = excluded."made_at"
            """)
    }

    /// Removes what the rule says is not kept: addresses that nobody proved, and what was decided a while ago.
    package func tidy(at now: Instant) throws {
        let (unproved, decided) = (now - SignUpRules.confirmWithin, now - SignUpRules.keptFor)
        let gone: SQL =
            """
            ("state" = \(SignUpState.unconfirmed.rawValue) AND "created_at" < \(unproved)) OR "decided_at" < \(decided)
            """
        try connection.run(
            "DELETE FROM \"sign_up_votes\" WHERE \"sign_up_id\" IN (SELECT \"id\" FROM \"sign_ups\" WHERE \(gone))")
        try connection.run("DELETE FROM \"sign_ups\" WHERE \(gone)")
    }

    /// With all their votes; for a portal that is deleted.
    package func removeAll(of portal: RecordID) throws {
        try connection.run(
            "DELETE FROM \"sign_up_votes\" WHERE \"sign_up_id\" IN (SELECT \"id\" FROM \"sign_ups\" WHERE \"portal_id\" = \(portal))"
        )
        try connection.run("DELETE FROM \"sign_ups\" WHERE \"portal_id\" = \(portal)")
        try connection.run("DELETE FROM \"sign_up_rules\" WHERE \"portal_id\" = \(portal)")
    }
}
