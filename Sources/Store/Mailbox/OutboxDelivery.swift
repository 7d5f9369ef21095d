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
