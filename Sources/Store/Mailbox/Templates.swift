package import Core

/// An e-mail's text in one language, as staff last saved it.
package struct StoredTemplate: Sendable {
    package let subject: String
    package let body: String
    package let version: Int64
    /// The portal that it was written for; nil for all of them.
    package let portal: RecordID?
}

/// The e-mail texts that staff changed, for all portals or for one; what is not here is as it was delivered.
package struct Templates {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// The text written for a portal, or for all of them with nil.
    package func find(_ key: String, _ language: Language, portal: RecordID?) throws -> StoredTemplate? {
        let row = try connection.row(
            """
            SELECT * FROM \(table(portal)) WHERE "key" = \(key) AND "language" = \(language.rawValue)\(scope(portal))
            """)
        return row.map {
            StoredTemplate(
                subject: $0["subject"].text ?? "", body: $0["body"].text ?? "", version: $0["version"].int ?? 1,
                portal: portal)
        }
    }

    /// The text that a mail of a portal takes: the portal's own, or else the one for all.
    package func effective(_ key: String, _ language: Language, portal: RecordID?) throws -> StoredTemplate? {
        if let portal, let own = try find(key, language, portal: portal) { return own }
        return try find(key, language, portal: nil)
    }

    package func save(
        _ key: String, _ language: Language, portal: RecordID?, subject: String, body: String, id: RecordID,
        at now: Instant
    ) throws {
        let (column, value): (SQL, SQL) = portal.map { ("\"portal_id\", ", "\($0), ") } ?? ("", "")
        try connection.run(
            """
            INSERT INTO \(table(portal)) ("id", \(column)"key", "language", "subject", "body", "updated_at") VALUES \
            (\(id), \(value)\(key), \(language.rawValue), \(subject), \(body), \(now)) ON CONFLICT (\(column)"key", "language") DO UPDATE SET \
            "subject" = excluded."subject", "body" = excluded."body", "updated_at" = excluded."updated_at", "version" = \(table(portal))."version" + 1
            """)
    }

    /// Goes back to the text for all portals, or for all of them to the one that was delivered.
    package func remove(_ key: String, portal: RecordID?) throws {
        try connection.run("DELETE FROM \(table(portal)) WHERE \"key\" = \(key)\(scope(portal))")
    }

    package func removeAll(of portal: RecordID) throws {
        try connection.run("DELETE FROM \"portal_templates\" WHERE \"portal_id\" = \(portal)")
    }

    /// The keys of what was written for a portal, or for all.
    package func changed(portal: RecordID?) throws -> Set<String> {
        let rows = try connection.rows("SELECT DISTINCT \"key\" FROM \(table(portal)) WHERE 1 = 1\(scope(portal))")
        return Set(rows.compactMap { $0[0].text })
    }

    private func table(_ portal: RecordID?) -> SQL { portal == nil ? "\"templates\"" : "\"portal_templates\"" }
    private func scope(_ portal: RecordID?) -> SQL { portal.map { " AND \"portal_id\" = \($0)" } ?? "" }
}
