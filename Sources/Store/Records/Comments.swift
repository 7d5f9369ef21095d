package import Core

/// A note or message on a record.
package struct Comment: Sendable {
    package let id: RecordID
    package let isFromStaff: Bool
    package let authorID: RecordID?
    package let author: String
    package let isPrivate: Bool
    package let body: String
    package let createdAt: Instant
}

extension SeenRecords {
    /// The conversation on a record that was found, oldest first; private notes only for staff.
    package func comments(on record: Record) throws -> [Comment] {
        guard viewer.grants[module.key].notes >= .read else { return [] }
        let hidden: SQL = viewer.isStaff ? "" : " AND \"is_private\" = 0"
        return try connection.rows(
            "SELECT * FROM \"comments\" WHERE \"module\" = \(module.key) AND \"record_id\" = \(record.id)\(hidden)\(made) ORDER BY \"created_at\", \"id\" LIMIT 500"
        ).map { row in
            Comment(
                id: RecordID(row["id"].int ?? 0), isFromStaff: row["author_kind"].text != Author.Kind.external.rawValue,
                authorID: row["author_id"].id,
                author: row["author_name"].text ?? "", isPrivate: row["is_private"].bool, body: row["body"].text ?? "",
                createdAt: row["created_at"].instant ?? Instant(milliseconds: 0))
        }
    }

    /// Adds a message; only staff may write privately. Throws `WriteRefusal.notFound` without the right.
    package func comment(
        _ id: RecordID, on record: Record, _ body: String, isPrivate: Bool, by author: Author, at now: Instant
    ) throws {
        guard viewer.grants[module.key].notes == .edit else { throw WriteRefusal.notFound }
        try connection.addComment(
            id, on: Journal.Subject(module.key, record.id), body, isPrivate: isPrivate && viewer.isStaff, by: author,
            at: now)
    }

    /// Moves a ticket on by itself: an answer from outside reopens it, one from staff waits for the customer.
    package func setState(_ state: String, of record: Record, at now: Instant) throws {
        guard let field = module.state?.field else { return }
        try connection.run(
            "UPDATE \(table) SET \(Identifier(field)) = \(state), \"updated_at\" = \(now), \"version\" = \"version\" + 1 WHERE \"id\" = \(record.id) AND \(condition())"
        )
    }
}

extension Connection {
    func addComment(
        _ id: RecordID, on subject: Journal.Subject, _ body: String, isPrivate: Bool, by author: Author,
        at now: Instant
    ) throws {
        try insertComment(id, on: subject, body, isPrivate: isPrivate, by: author, at: now, source: nil, whenThere: "")
    }

    /// A message that an import brings. One that came before becomes what the source says now: above all, one made private there is
    /// private here.
    func importComment(
        _ id: RecordID, on subject: Journal.Subject, _ body: String, isPrivate: Bool, by author: Author,
        at now: Instant, source: String, externalID: String
    ) throws {
        try insertComment(
            id, on: subject, body, isPrivate: isPrivate, by: author, at: now, source: (source, externalID),
            whenThere: """
                 ON CONFLICT ("source", "external_id") DO UPDATE SET "author_kind" = excluded."author_kind", "author_name" = excluded."author_name", \
                "is_private" = excluded."is_private", "body" = excluded."body", "created_at" = excluded."created_at"
                """)
    }

    private func insertComment(
        _ id: RecordID, on subject: Journal.Subject, _ body: String, isPrivate: Bool, by author: Author,
        at now: Instant, source: (name: String, externalID: String)?, whenThere: SQL
    ) throws {
        try run(
            """
            INSERT INTO "comments" ("id", "module", "record_id", "source", "external_id", "author_kind", "author_id", "author_name", "is_private", "body", "created_at") VALUES \
            (\(id), \(subject.module), \(subject.id), \(source?.name), \(source?.externalID), \(author.kind.rawValue), \(author.id), \(author.name), \(isPrivate), \(body), \(now))\(whenThere)
            """)
    }
}
