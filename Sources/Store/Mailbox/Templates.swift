package import Core

/// An e-mail's text in one language, as staff last saved it.
package struct StoredTemplate: Sendable {
    package let key: String
    package let language: Language
    package let subject: String
    package let body: String
    package let version: Int64
}

/// The e-mail texts that staff changed; what is not here is as it was delivered.
package struct Templates {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func find(_ key: String, _ language: Language) throws -> StoredTemplate? {
        try connection.row("SELECT * FROM \"templates\" WHERE \"key\" = \(key) AND \"language\" = \(language.rawValue)")
            .map { row in
                StoredTemplate(
                    key: key, language: language, subject: row["subject"].text ?? "", body: row["body"].text ?? "",
                    version: row["version"].int ?? 1)
            }
    }

    package func save(_ key: String, _ language: Language, subject: String, body: String, id: RecordID, at now: Instant)
        throws
    {
        try connection.run(
            """
            INSERT INTO "templates" ("id", "key", "language", "subject", "body", "updated_at") VALUES (\(id), \(key), \(language.rawValue), \(subject), \(body), \(now)) \
            ON CONFLICT ("key", "language") DO UPDATE SET "subject" = excluded."subject", "body" = excluded."body", "updated_at" = excluded."updated_at", \
            "version" = "templates"."version" + 1
            """)
    }
}
