package import Core

/// Work on many records at once: who asked for what, on which records, and how far it is. A node takes some of a job's records, does them
/// and writes down how each ended in one transaction, so that a process that is killed leaves nothing half done and nothing is done twice.
package struct BulkJobs {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// What is done with each record.
    package enum Kind: String, Sendable, CaseIterable {
        case invite, resend, deactivate, reactivate, remove, transfer
        /// *Nommer administrateur* of its account, and the reverse.
        case appoint, dismiss
    }

    /// A job as it was asked for.
    package struct Job: Sendable {
        package let id: RecordID
        package let kind: Kind
        /// Of the accesses to come; nil where the job gives none.
        package let userType: RecordID?
        package let total: Int
        package let madeBy: RecordID
        package let madeByName: String
        package let madeAt: Instant
        package let endedAt: Instant?
        /// What whoever asked said about it.
        package let note: String?
    }

    /// One record of a job.
    package struct Item: Sendable {
        package let id: RecordID
        package let subject: Journal.Subject
        /// What it was called when the job was asked for.
        package let label: String?
        /// What its person becomes among those of the account.
        package let role: AccessRole
        /// Why it failed; nil when it did not, or is still to be done.
        package let reason: String?

        package var new: New { New(subject, label: label, role: role) }
    }

    /// One record of a job that is asked for.
    package struct New: Sendable {
        package let subject: Journal.Subject
        package let label: String?
        package let role: AccessRole

        package init(_ subject: Journal.Subject, label: String?, role: AccessRole = .user) {
            (self.subject, self.label, self.role) = (subject, label, role)
        }
    }

    /// How far a job is.
    package struct Progress: Sendable, Hashable {
        package var waiting = 0
        package var done = 0
        package var failed = 0
    }

    /// The note of invitations that give people who sign in already one more access.
    package static let joins = "joins"

    /// The most records of one job.
    package static let limit = 10_000

    package func add(
        _ kind: Kind, userType: RecordID?, on items: [New], id: RecordID, ids: RecordIDGenerator,
        by author: RecordID, named name: String, note: String? = nil, at now: Instant
    ) throws {
        try connection.run(
            """
            INSERT INTO "bulk_jobs" ("id", "kind", "user_type_id", "total", "made_by", "made_by_name", "made_at", "note") VALUES \
            (\(id), \(kind.rawValue), \(userType), \(Int64(items.count)), \(author), \(name), \(now), \(note))
            """)
        for start in stride(from: 0, to: items.count, by: 200) {
            let rows = items[start..<min(start + 200, items.count)].map { item -> SQL in
                "(\(ids.next()), \(id), \(item.subject.module), \(item.subject.id), 'waiting', \(item.label), \(item.role.rawValue))"
            }
            try connection.run(
                "INSERT INTO \"bulk_items\" (\"id\", \"job_id\", \"module\", \"record_id\", \"state\", \"label\", \"role\") VALUES \(rows.joined(by: ", "))"
            )
        }
    }

    package func find(_ id: RecordID) throws -> Job? {
        try connection.row("SELECT * FROM \"bulk_jobs\" WHERE \"id\" = \(id)").map(BulkJobs.job)
    }

    package func newest(_ limit: Int) throws -> [Job] {
        try connection.rows("SELECT * FROM \"bulk_jobs\" ORDER BY \"id\" DESC LIMIT \(limit)").map(BulkJobs.job)
    }

    /// The oldest job that has not ended.
    package func next() throws -> Job? {
        try connection.row("SELECT * FROM \"bulk_jobs\" WHERE \"ended_at\" IS NULL ORDER BY \"id\" LIMIT 1").map(
            BulkJobs.job)
    }

    /// Takes the next records of a job. Another node that asks waits until this transaction has ended, and gets those that follow.
    package func take(_ limit: Int, of job: RecordID) throws -> [Item] {
        try connection.run("UPDATE \"bulk_jobs\" SET \"turns\" = \"turns\" + 1 WHERE \"id\" = \(job)")
        return try items(of: job, state: "waiting", after: nil, limit)
    }

    package func failures(of job: RecordID, after item: RecordID? = nil, limit: Int) throws -> [Item] {
        try items(of: job, state: "failed", after: item, limit)
    }

    private func items(of job: RecordID, state: String, after item: RecordID?, _ limit: Int) throws -> [Item] {
        let place: SQL = item.map { " AND \"id\" > \($0)" } ?? ""
        return try connection.rows(
            "SELECT * FROM \"bulk_items\" WHERE \"job_id\" = \(job) AND \"state\" = \(state)\(place) ORDER BY \"id\" LIMIT \(limit)"
        ).map { row in
            Item(
                id: RecordID(row["id"].int ?? 0),
                subject: Journal.Subject(row["module"].text ?? "", RecordID(row["record_id"].int ?? 0)),
                label: row["label"].text, role: row["role"].text.flatMap(AccessRole.init(rawValue:)) ?? .user,
                reason: row["reason"].text)
        }
    }

    /// With a reason it failed.
    package func end(_ item: RecordID, reason: String?, at now: Instant) throws {
        let state = reason == nil ? "done" : "failed"
        try connection.run(
            "UPDATE \"bulk_items\" SET \"state\" = \(state), \"reason\" = \(reason), \"done_at\" = \(now) WHERE \"id\" = \(item)"
        )
    }

    package func end(job: RecordID, at now: Instant) throws {
        try connection.run(
            "UPDATE \"bulk_jobs\" SET \"ended_at\" = \(now) WHERE \"id\" = \(job) AND \"ended_at\" IS NULL")
    }

    package func progress(of job: RecordID) throws -> Progress {
        let rows = try connection.rows(
            "SELECT \"state\", count(*) FROM \"bulk_items\" WHERE \"job_id\" = \(job) GROUP BY \"state\"")
        return rows.reduce(into: Progress()) { progress, row in
            let count = Int(row[1].int ?? 0)
            switch row[0].text {
            case "done": progress.done = count
            case "failed": progress.failed = count
            default: progress.waiting += count
            }
        }
    }

    /// How much the jobs that run still have to do, and since when the oldest of them was asked for.
    package func backlog() throws -> (records: Int64, oldest: Instant?) {
        let row = try connection.row(
            """
            SELECT (SELECT count(*) FROM "bulk_items" AS "i" WHERE "i"."state" = 'waiting' AND "i"."job_id" IN \
            (SELECT "id" FROM "bulk_jobs" WHERE "ended_at" IS NULL)), (SELECT min("made_at") FROM "bulk_jobs" WHERE "ended_at" IS NULL)
            """)
        return (row?[0].int ?? 0, row?[1].instant)
    }

    /// How many of a job's records failed, by reason.
    package func reasons(of job: RecordID) throws -> [String: Int] {
        let rows = try connection.rows(
            "SELECT \"reason\", count(*) FROM \"bulk_items\" WHERE \"job_id\" = \(job) AND \"state\" = 'failed' GROUP BY \"reason\""
        )
        return Dictionary(
            rows.compactMap { row in row[0].text.map { ($0, Int(row[1].int ?? 0)) } }, uniquingKeysWith: +)
    }

    private static func job(_ row: Row) -> Job {
        Job(
            id: RecordID(row["id"].int ?? 0), kind: Kind(rawValue: row["kind"].text ?? "") ?? .invite,
            userType: row["user_type_id"].id, total: Int(row["total"].int ?? 0),
            madeBy: RecordID(row["made_by"].int ?? 0), madeByName: row["made_by_name"].text ?? "",
            madeAt: row["made_at"].instant ?? Instant(milliseconds: 0), endedAt: row["ended_at"].instant,
            note: row["note"].text)
    }
}
