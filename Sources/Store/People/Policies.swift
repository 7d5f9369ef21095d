package import Core

/// One version of what a portal says about personal data. Versions are never edited: a new text is a new version, and everybody is asked again.
package struct Policy: Sendable {
    package let id: RecordID
    package let portal: RecordID
    package let version: Int
    /// In Markdown.
    package let text: Phrase
    package let publishedAt: Instant
    package let publishedBy: String

    init(_ row: Row) {
        id = RecordID(row["id"].int ?? 0)
        portal = RecordID(row["portal_id"].int ?? 0)
        version = Int(row["version"].int ?? 0)
        text = Phrase(fr: row["body_fr"].text ?? "", en: row["body_en"].text ?? "")
        publishedAt = row["published_at"].instant ?? Instant(milliseconds: 0)
        publishedBy = row["published_by_name"].text ?? ""
    }
}

/// Privacy policies of portals, and who accepted which version, when and from where.
package struct Policies {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// The version that people of a portal are asked to accept; nil when they are asked for none.
    package func current(of portal: RecordID) throws -> Policy? {
        try connection.row(
            "SELECT * FROM \"policies\" WHERE \"id\" = (SELECT \"policy_id\" FROM \"portals\" WHERE \"id\" = \(portal))"
        ).map(Policy.init)
    }

    /// The newest version there ever was, asked for or not.
    package func newest(of portal: RecordID) throws -> Policy? {
        try connection.row(
            "SELECT * FROM \"policies\" WHERE \"portal_id\" = \(portal) ORDER BY \"version\" DESC LIMIT 1"
        ).map(Policy.init)
    }

    /// Makes a text the next version and asks for it. Ask after the event is written: it makes a second publication wait.
    package func publish(_ text: Phrase, of portal: RecordID, id: RecordID, by author: Author, at now: Instant) throws {
        let version = (try newest(of: portal)?.version ?? 0) + 1
        try connection.run(
            """
            INSERT INTO "policies" ("id", "portal_id", "version", "body_fr", "body_en", "published_at", "published_by_name") VALUES \
            (\(id), \(portal), \(Int64(version)), \(text.fr), \(text.en), \(now), \(author.name))
            """)
        try connection.run("UPDATE \"portals\" SET \"policy_id\" = \(id) WHERE \"id\" = \(portal)")
    }

    /// Nobody is asked any more; versions and acceptances stay.
    package func withdraw(of portal: RecordID) throws {
        try connection.run("UPDATE \"portals\" SET \"policy_id\" = NULL WHERE \"id\" = \(portal)")
    }

    /// Accepting twice is accepting once.
    package func accept(_ policy: RecordID, person: RecordID, address: String, id: RecordID, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO "policy_acceptances" ("id", "person_id", "policy_id", "accepted_at", "address") VALUES \
            (\(id), \(person), \(policy), \(now), \(address)) ON CONFLICT ("person_id", "policy_id") DO NOTHING
            """)
    }

    /// When a person accepted a version; nil when not.
    package func accepted(_ policy: RecordID, by person: RecordID) throws -> Instant? {
        try connection.row(
            "SELECT \"accepted_at\" FROM \"policy_acceptances\" WHERE \"person_id\" = \(person) AND \"policy_id\" = \(policy)"
        )?[0].instant
    }

    package func count(accepting policy: RecordID) throws -> Int {
        Int(
            try connection.int("SELECT count(*) FROM \"policy_acceptances\" WHERE \"policy_id\" = \(policy)") ?? 0)
    }
}
