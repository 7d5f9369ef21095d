package import Core

/// How to write to a person.
package struct Correspondence: Sendable {
    /// As `Person.address`: nil where nothing was proved or set.
    package let address: String?
    /// The person's own language, or else the contact's, the account's, the portal's; nil when nobody said.
    package let language: Language?
}

extension People {
    /// Where and in which language to write to a person who holds any number of accesses; the oldest one counts.
    package func correspondence(of person: RecordID) throws -> Correspondence {
        let row = try connection.row(
            """
            SELECT coalesce("p"."email", "p"."proved_email"), coalesce("p"."language", "c"."language", "t"."language", "o"."language") FROM "people" AS "p" \
            LEFT JOIN "accesses" AS "a" ON "a"."id" = (SELECT min("id") FROM "accesses" WHERE "person_id" = \(person)) \
            LEFT JOIN "contacts" AS "c" ON "c"."id" = "a"."record_id" AND "a"."module" = 'contacts' LEFT JOIN "accounts" AS "t" ON "t"."id" = "a"."account_id" \
            LEFT JOIN "user_types" AS "u" ON "u"."id" = "a"."user_type_id" LEFT JOIN "portals" AS "o" ON "o"."id" = "u"."portal_id" WHERE "p"."id" = \(person)
            """)
        return Correspondence(address: row?[0].text, language: row?[1].text.flatMap(Language.init(rawValue:)))
    }
}

extension Accesses {
    /// The country of the contact that carries the access, or else of its account.
    package func country(of access: RecordID) throws -> String? {
        try connection.row(
            """
            SELECT coalesce("c"."country", "t"."country") FROM "accesses" AS "a" LEFT JOIN "contacts" AS "c" ON "c"."id" = "a"."record_id" \
            AND "a"."module" = 'contacts' LEFT JOIN "accounts" AS "t" ON "t"."id" = "a"."account_id" WHERE "a"."id" = \(access)
            """)?[0].text
    }
}
