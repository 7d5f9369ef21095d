package import Core

extension People {
    /// Whoever has a link had the mail with it: that address is the person's, unless it signs the person in anyway.
    package func prove(_ email: String, of id: RecordID) throws {
        try connection.run(
            """
            UPDATE "people" SET "proved_email" = \(email) WHERE "id" = \(id) AND ("email_key" IS NULL OR "email_key" <> \(folded(email)))
            """)
    }

    /// What was proved before counts no more.
    package func forgetProof(of id: RecordID) throws {
        try connection.run("UPDATE \"people\" SET \"proved_email\" = NULL WHERE \"id\" = \(id)")
    }

    /// Changes what a person signs in with. Throws `StoreError.duplicate` when the username or the e-mail is taken.
    package func setSignIn(username: String?, email: String?, of id: RecordID) throws {
        try connection.run(
            """
            UPDATE "people" SET "username" = \(username), "username_key" = \(username.map(folded)), "email" = \(email), "email_key" = \(email.map(folded)) \
            WHERE "id" = \(id)
            """)
    }

    /// Shuts a person out until `nil` is set again.
    package func setDisabled(at instant: Instant?, of id: RecordID) throws {
        try connection.run("UPDATE \"people\" SET \"disabled_at\" = \(instant) WHERE \"id\" = \(id)")
    }

    /// How many administrators can sign in.
    package func activeAdministrators() throws -> Int {
        Int(
            try connection.int(
                "SELECT count(*) FROM \"people\" WHERE \"kind\" = 'staff' AND \"role\" = 'administrator' AND \"disabled_at\" IS NULL"
            ) ?? 0)
    }
}

extension Sessions {
    /// When somebody last used this access, or else last came in through it; nil for never.
    package func lastSeen(access: RecordID, person: RecordID) throws -> Instant? {
        try connection.row(
            """
            SELECT coalesce((SELECT max("seen_at") FROM "sessions" WHERE "person_id" = \(person) AND "access_id" = \(access)), \
            (SELECT "used_at" FROM "accesses" WHERE "id" = \(access)))
            """)?[0].instant
    }
}

extension Accesses {
    /// A person whose password was taken away waits again for the first one.
    package func suspend(person: RecordID) throws {
        try connection.run(
            "UPDATE \"accesses\" SET \"state\" = 'awaiting', \"version\" = \"version\" + 1 WHERE \"person_id\" = \(person) AND \"state\" = 'active'"
        )
    }
}
