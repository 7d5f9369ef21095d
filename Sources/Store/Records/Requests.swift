package import Core

/// A request as it is stored, whoever looks: its name, and the people it concerns.
package struct StoredRequest: Sendable {
    package let reference: String
    package let subject: String
    /// The person outside who opened it in a portal; nil when staff or an import did.
    package let opener: RecordID?
    package let contact: RecordID?
    /// Who follows it.
    package let handler: Person?
    /// The name of who follows it, as it was typed once or as it was imported.
    package let handlerName: String?
    /// The member of staff who entered it. Whoever owns what a customer opened did no more than give the access.
    package let owner: RecordID?
}

/// Requests beside what a viewer may read of them, to find out whom they concern.
package struct Requests {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// Nil for one that does not exist or is in the bin.
    package func find(_ id: RecordID) throws -> StoredRequest? {
        try connection.row(
            """
            SELECT "ref", "subject", "author_kind", "author_id", "contact_id", "assigned_to", "owner_id" FROM "tickets" \
            WHERE "id" = \(id) AND "deleted_at" IS NULL
            """
        ).map { row in
            let isFromOutside = row["author_kind"].text == Author.Kind.external.rawValue
            return StoredRequest(
                reference: row["ref"].text ?? "", subject: row["subject"].text ?? "",
                opener: isFromOutside ? row["author_id"].id : nil, contact: row["contact_id"].id,
                handler: try RequestHandlers(connection).handler(of: id), handlerName: row["assigned_to"].text,
                owner: isFromOutside ? nil : row["owner_id"].id)
        }
    }
}
