package import Core

/// A file that goes with a mail; the right to it was checked when the mail was written.
package struct OutboxFile: Sendable {
    package let name: String
    package let type: String
    package let hash: String
}

extension Outbox {
    /// The files of a mail, in its order; one that was removed since is left out.
    package func files(of mail: OutboxMail) throws -> [OutboxFile] {
        try mail.files.compactMap { id in
            try connection.row(
                "SELECT \"name\", \"type\", \"hash\" FROM \"files\" WHERE \"id\" = \(id) AND \"deleted_at\" IS NULL"
            ).map { row in
                OutboxFile(name: row[0].text ?? "", type: row[1].text ?? "", hash: row[2].text ?? "")
            }
        }
    }

    /// Replaces the text of a mail that was sent, so that links in it do not stay in the database.
    package func replaceBody(of id: RecordID, with body: String, claim: RecordID) throws {
        try connection.run("UPDATE \"outbox\" SET \"body\" = \(body) WHERE \"id\" = \(id) AND \"claim\" = \(claim)")
    }
}

/// What time does to mails that did not leave.
extension Outbox {
    /// Mails that have waited since before a moment and that nobody is sending.
    package func waiting(before limit: Instant, most: Int) throws -> [OutboxMail] {
        try connection.rows(
            "SELECT * FROM \"outbox\" WHERE \"state\" = 'waiting' AND \"created_at\" < \(limit) AND \"claimed_until\" IS NULL ORDER BY \"id\" LIMIT \(most)"
        ).map(OutboxMail.init)
    }

    /// Mails that failed and were written before a moment, in the order of their ids.
    package func failed(before limit: Instant, after last: RecordID?, most: Int) throws -> [OutboxMail] {
        let place: SQL = last.map { " AND \"id\" > \($0)" } ?? ""
        return try connection.rows(
            "SELECT * FROM \"outbox\" WHERE \"state\" = 'dead' AND \"created_at\" < \(limit)\(place) ORDER BY \"id\" LIMIT \(most)"
        ).map(OutboxMail.init)
    }

    /// Puts a mail aside that nobody is sending, with the text that is kept of it.
    package func abandon(_ id: RecordID, body: String, problem: String) throws {
        try connection.run(
            """
            UPDATE "outbox" SET "state" = 'dead', "body" = \(body), "problem" = \(problem) WHERE "id" = \(id) AND "state" = 'waiting' \
            AND "claimed_until" IS NULL
            """)
    }

    /// Replaces the text of a mail that failed.
    package func replaceBody(of id: RecordID, with body: String) throws {
        try connection.run("UPDATE \"outbox\" SET \"body\" = \(body) WHERE \"id\" = \(id) AND \"state\" = 'dead'")
    }
}
