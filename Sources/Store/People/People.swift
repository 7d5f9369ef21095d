package import Core

/// The people who sign in.
package struct People {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func find(_ id: RecordID) throws -> Person? {
        try connection.row("SELECT \(Person.columns) FROM \"people\" WHERE \"id\" = \(id)").map(Person.init)
    }

    /// Whoever signs in with this: a username has no `@`, so one text never names two people.
    package func named(_ name: String) throws -> Person? {
        let key = folded(name)
        return try connection.row(
            "SELECT \(Person.columns) FROM \"people\" WHERE \"username_key\" = \(key) OR \"email_key\" = \(key)"
        ).map(Person.init)
    }

    package func staff() throws -> [Person] {
        try connection.rows(
            "SELECT \(Person.columns) FROM \"people\" WHERE \"kind\" = 'staff' ORDER BY \"last_name\", \"id\""
        ).map(Person.init)
    }

    /// Those who can sign in.
    package func administrators() throws -> [Person] {
        try connection.rows(
            "SELECT * FROM \"people\" WHERE \"kind\" = 'staff' AND \"role\" = 'administrator' AND \"disabled_at\" IS NULL ORDER BY \"id\""
        ).map(Person.init)
    }

    package func hasAdministrator() throws -> Bool {
        try connection.int("SELECT 1 FROM \"people\" WHERE \"kind\" = 'staff' AND \"role\" = 'administrator' LIMIT 1")
            != nil
    }

    /// What a new person is made of.
    package struct New: Sendable {
        package let kind: Person.Kind
        package let role: Person.Role
        package let username: String?
        package let email: String?
        package let firstName: String
        package let lastName: String
        package let language: Language?

        package init(
            kind: Person.Kind, role: Person.Role = .user, username: String?, email: String?, firstName: String,
            lastName: String, language: Language?
        ) {
            self.kind = kind
            self.role = role
            self.username = username
            self.email = email
            self.firstName = firstName
            self.lastName = lastName
            self.language = language
        }
    }

    /// Throws `StoreError.duplicate` when the username or the e-mail is taken.
    package func add(_ new: New, id: RecordID, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO "people" ("id", "kind", "role", "username", "username_key", "email", "email_key", "first_name", "last_name", "language", "created_at") VALUES \
            (\(id), \(new.kind.rawValue), \(new.role.rawValue), \(new.username), \(new.username.map(folded)), \(new.email), \(new.email.map(folded)), \
            \(new.firstName), \(new.lastName), \(new.language?.rawValue), \(now))
            """)
    }

    /// `prenom.nom`, or with the first number that makes it free.
    package func proposeUsername(first: String, last: String) throws -> String {
        let base = usernameBase(first: first, last: last)
        let taken = try connection.rows(
            "SELECT \"username_key\" FROM \"people\" WHERE \"username_key\" = \(base) OR \"username_key\" LIKE \(base + "%")"
        )
        let keys = Set(taken.compactMap { $0[0].text })
        guard keys.contains(base) else { return base }
        return base + String((2...).first { !keys.contains(base + String($0)) } ?? 2)
    }

    /// Sets a password that the person chose, or a temporary one that must be changed by `temporaryUntil`.
    package func setPassword(_ hash: String?, of id: RecordID, temporaryUntil: Instant? = nil, at now: Instant) throws {
        try connection.run(
            """
            UPDATE "people" SET "password_hash" = \(hash), "password_at" = \(now), "must_change" = \(temporaryUntil != nil), "temporary_until" = \(temporaryUntil) \
            WHERE "id" = \(id)
            """)
    }

    /// The same password at another cost; a password that was changed meanwhile stays.
    package func rehash(_ hash: String, of id: RecordID, replacing old: String) throws {
        try connection.run(
            "UPDATE \"people\" SET \"password_hash\" = \(hash) WHERE \"id\" = \(id) AND \"password_hash\" = \(old)")
    }

    package func signedIn(_ id: RecordID, at now: Instant) throws {
        try connection.run("UPDATE \"people\" SET \"signed_in_at\" = \(now) WHERE \"id\" = \(id)")
    }

    /// What the person confirmed; what is nil is what nobody said.
    package func setPreferences(_ preferences: Preferences, of id: RecordID) throws {
        try connection.run(
            """
            UPDATE "people" SET "language" = \(preferences.language?.rawValue), "time_format" = \(preferences.clock?.rawValue), \
            "time_zone" = \(preferences.zone), "country" = \(preferences.country) WHERE "id" = \(id)
            """)
    }

    package func setLanguage(_ language: Language, of id: RecordID) throws {
        try connection.run("UPDATE \"people\" SET \"language\" = \(language.rawValue) WHERE \"id\" = \(id)")
    }

    /// Changes the names shown and the e-mail that signs in.
    package func rename(_ id: RecordID, first: String, last: String, email: String?) throws {
        try connection.run(
            """
            UPDATE "people" SET "first_name" = \(first), "last_name" = \(last), "email" = \(email), "email_key" = \(email.map(folded)) WHERE "id" = \(id)
            """)
    }

    package func remove(_ id: RecordID) throws {
        for table in [
            "sessions", "tokens", "devices", "list_choices", "policy_acceptances", "staff_customers",
            "unfinished_forms",
            "request_handlers",
        ] {
            try connection.run("DELETE FROM \(Identifier(table)) WHERE \"person_id\" = \(id)")
        }
        try connection.run("UPDATE \"outbox\" SET \"person_id\" = NULL WHERE \"person_id\" = \(id)")
        try connection.run("DELETE FROM \"people\" WHERE \"id\" = \(id)")
    }
}

/// `atu.lenobli` for Atu Lenobli: folded, letters and digits only, the parts joined by a point, at most 40 characters.
package func usernameBase(first: String, last: String) -> String {
    let parts = [first, last].map { part in
        String(
            folded(part).unicodeScalars.filter {
                $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0))
            })
    }
    let joined = parts.filter { !$0.isEmpty }.joined(separator: ".")
    guard joined.count < 3 else { return String(joined.prefix(40)) }
    return joined.isEmpty ? "utilisateur" : "utilisateur." + joined
}

/// Usernames: 3 to 60 characters, letters, digits and `. _ -`, so that none can be taken for an e-mail.
package func isUsername(_ text: String) -> Bool {
    (3...60).contains(text.count)
        && text.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || "._-".unicodeScalars.contains($0))
        }
}

extension People {
    /// Whoever has an access to the portal that is not deactivated.
    package func people(of portal: RecordID) throws -> [Person] {
        try connection.rows(
            """
            SELECT * FROM "people" WHERE "id" IN (SELECT "a"."person_id" FROM "accesses" AS "a" JOIN "user_types" AS "t" ON "t"."id" = "a"."user_type_id" \
            WHERE "t"."portal_id" = \(portal) AND "a"."state" NOT IN ('inactive', 'deactivated')) ORDER BY "id"
            """
        ).map(Person.init)
    }
}

extension People {
    /// Gives a member of staff these powers and no others.
    package func setPowers(_ powers: Set<StaffPower>, of id: RecordID) throws {
        try connection.run(
            "UPDATE \"people\" SET \"powers\" = \(StaffPower.text(powers)) WHERE \"id\" = \(id) AND \"kind\" = 'staff'")
    }
}
