package import Core

/// Mail that waits in the database, written in the transaction of what it tells about.
package struct OutboxMail: Sendable {
    package let id: RecordID
    package let kind: String
    package let person: RecordID?
    package let subject: Journal.Subject?
    package let sender: String
    package let recipients: [String]
    package let copies: [String]
    package let title: String
    package let body: String
    package let language: Language
    /// Ids of files that go with it.
    package let files: [RecordID]
    package let messageID: String
    package let state: State
    package let tries: Int64
    package let nextAt: Instant
    package let problem: String?
    package let sentAt: Instant?
    package let createdAt: Instant
    /// The portal that it belongs to, whose colour it wears.
    package let portal: RecordID?

    /// Where a mail stands.
    package enum State: String, Sendable {
        case waiting, sent, dead
    }

    init(_ row: Row) {
        id = RecordID(row["id"].int ?? 0)
        kind = row["kind"].text ?? ""
        person = row["person_id"].id
        subject = row["module"].text.flatMap { module in row["record_id"].id.map { Journal.Subject(module, $0) } }
        sender = row["sender"].text ?? ""
        recipients = (row["recipients"].text ?? "").split(separator: "\n").map(String.init)
        copies = (row["copies"].text ?? "").split(separator: "\n").map(String.init)
        title = row["subject"].text ?? ""
        body = row["body"].text ?? ""
        language = row["language"].text.flatMap(Language.init(rawValue:)) ?? .fr
        files = (row["files"].text ?? "").split(separator: ",").compactMap { RecordID(text: $0) }
        messageID = row["message_id"].text ?? ""
        state = State(rawValue: row["state"].text ?? "") ?? .dead
        tries = row["tries"].int ?? 0
        nextAt = row["next_at"].instant ?? Instant(milliseconds: 0)
        problem = row["problem"].text
        sentAt = row["sent_at"].instant
        createdAt = row["created_at"].instant ?? Instant(milliseconds: 0)
        portal = row["portal_id"].id
    }
}

/// The queue of mail: claimed for a while, sent, and marked only by whoever still holds the claim. At least once, same Message-ID each time.
package struct Outbox {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// What a new mail is made of.
    package struct New: Sendable {
        package let kind: String
        package let person: RecordID?
        package let subject: Journal.Subject?
        package let sender: String
        package let recipients: [String]
        package let copies: [String]
        package let title: String
        package let body: String
        package let language: Language
        package let files: [RecordID]
        package let createdBy: RecordID?
        /// One of many: it waits until those that somebody waits for have left.
        package let isBulk: Bool
        package let portal: RecordID?

        package init(
            kind: String, person: RecordID?, subject: Journal.Subject?, sender: String, recipients: [String],
            copies: [String] = [], title: String, body: String,
            language: Language, files: [RecordID] = [], createdBy: RecordID?, isBulk: Bool = false,
            portal: RecordID? = nil
        ) {
            self.kind = kind
            self.person = person
            self.subject = subject
            self.sender = sender
            self.recipients = recipients
            self.copies = copies
            self.title = title
            self.body = body
            self.language = language
            self.files = files
            self.createdBy = createdBy
            self.isBulk = isBulk
            self.portal = portal
        }
    }

    /// What was written since an id was made.
    package func made(since id: RecordID) throws -> [OutboxMail] {
        try connection.rows("SELECT * FROM \"outbox\" WHERE \"id\" > \(id) ORDER BY \"id\"").map(OutboxMail.init)
    }

    /// `host` is the right-hand side of the Message-ID, which stays the same at every try.
    package func add(_ mail: New, id: RecordID, host: String, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO "outbox" ("id", "kind", "person_id", "module", "record_id", "sender", "recipients", "copies", "subject", "body", "language", "files", "message_id", \
            "state", "next_at", "created_by", "created_at", "rank", "portal_id") VALUES (\(id), \(mail.kind), \(mail.person), \(mail.subject?.module), \(mail.subject?.id), \(mail.sender), \
            \(mail.recipients.joined(separator: "\n")), \(mail.copies.joined(separator: "\n")), \(mail.title), \(mail.body), \(mail.language.rawValue), \
            \(mail.files.map(\.text).joined(separator: ",")), \("\(id.text)@\(host)"), 'waiting', \(now), \(mail.createdBy), \(now), \(mail.isBulk ? 1 : 0), \(mail.portal))
            """)
    }

    /// The mails to be sent next. The plus keeps the search for those that are due from another index than that of their order: ten thousand
    /// that wait would be sorted for each that leaves.
    package static func due(_ most: Int, at now: Instant) -> SQL {
        """
        SELECT "id" FROM "outbox" WHERE "state" = 'waiting' AND +"next_at" <= \(now) AND ("claimed_until" IS NULL OR "claimed_until" < \(now)) \
        ORDER BY "rank", "next_at" LIMIT \(most)
        """
    }

    /// Takes mails that are due, for `lease`; a worker that dies lets go by itself. On PostgreSQL nodes skip what others are taking.
    package func claim(_ claim: RecordID, most: Int, lease: Interval, at now: Instant) throws -> [OutboxMail] {
        let isPostgres = connection.dialect == .postgres
        let skip: SQL = isPostgres ? " FOR UPDATE SKIP LOCKED" : ""
        let due = Outbox.due(most, at: now) + skip
        // PostgreSQL may run an IN (...) once for each row, and each run skips what the ones before it claimed; an array is made once.
        let these: SQL = isPostgres ? "= ANY (ARRAY(\(due)))" : "IN (\(due))"
        return try connection.rows(
            "UPDATE \"outbox\" SET \"claim\" = \(claim), \"claimed_until\" = \(now + lease), \"tries\" = \"tries\" + 1 WHERE \"id\" \(these) RETURNING *"
        )
        .map(OutboxMail.init)
    }

    /// Whoever still holds the claim keeps it until then.
    package func renew(_ id: RecordID, claim: RecordID, until: Instant) throws {
        try connection.run(
            "UPDATE \"outbox\" SET \"claimed_until\" = \(until) WHERE \"id\" = \(id) AND \"claim\" = \(claim) AND \"claimed_until\" IS NOT NULL"
        )
    }

    package func sent(_ id: RecordID, claim: RecordID, at now: Instant) throws {
        try connection.run(
            "UPDATE \"outbox\" SET \"state\" = 'sent', \"sent_at\" = \(now), \"problem\" = NULL, \"claimed_until\" = NULL WHERE \"id\" = \(id) AND \"claim\" = \(claim)"
        )
    }

    /// Puts the mail back for `next`, or aside for staff when there is no next time.
    package func failed(_ id: RecordID, claim: RecordID, problem: String, next: Instant?) throws {
        let state = next == nil ? OutboxMail.State.dead : .waiting
        let again: SQL = next.map { ", \"next_at\" = \($0)" } ?? ""
        try connection.run(
            "UPDATE \"outbox\" SET \"state\" = \(state.rawValue), \"problem\" = \(String(problem.prefix(500))), \"claimed_until\" = NULL\(again) WHERE \"id\" = \(id) AND \"claim\" = \(claim)"
        )
    }

    /// Staff send a mail again that was put aside. Whoever is sending it at this moment keeps it.
    package func retry(_ id: RecordID, at now: Instant) throws -> Bool {
        try connection.run(
            "UPDATE \"outbox\" SET \"state\" = 'waiting', \"tries\" = 0, \"next_at\" = \(now) WHERE \"id\" = \(id) AND \"state\" <> 'sent'"
        ) == 1
    }

    package func find(_ id: RecordID) throws -> OutboxMail? {
        try connection.row("SELECT * FROM \"outbox\" WHERE \"id\" = \(id)").map(OutboxMail.init)
    }
    package func newest(_ limit: Int) throws -> [OutboxMail] {
        try connection.rows("SELECT * FROM \"outbox\" ORDER BY \"id\" DESC LIMIT \(limit)").map(OutboxMail.init)
    }

    /// Waiting, dead, and since when the oldest waits.
    package func health() throws -> (waiting: Int64, dead: Int64, oldest: Instant?) {
        let waiting = try connection.row(
            "SELECT count(*), min(\"created_at\") FROM \"outbox\" WHERE \"state\" = 'waiting'")
        let dead = try connection.int("SELECT count(*) FROM \"outbox\" WHERE \"state\" = 'dead'")
        return (waiting?[0].int ?? 0, dead ?? 0, waiting?[1].instant)
    }
}
