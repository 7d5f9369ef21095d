package import Core

/// How to write to a person.
package struct Correspondence: Sendable {
    /// The e-mail of the sign-in, or else the contact's; nil when there is none.
    package let address: String?
    /// The person's own language, or else the contact's, or else the account's; nil when nobody said.
    package let language: Language?
}

extension People {
    /// Where and in which language to write to a person who holds any number of accesses; the oldest one counts.
    package func correspondence(of person: RecordID) throws -> Correspondence {
        let row = try connection.row(
            """
            SELECT coalesce("p"."email", "c"."email"), coalesce("p"."language", "c"."language", "t"."language") FROM "people" AS "p" \
            LEFT JOIN "accesses" AS "a" ON "a"."id" = (SELECT min("id") FROM "accesses" WHERE "person_id" = \(person)) \
            LEFT JOIN "contacts" AS "c" ON "c"."id" = "a"."record_id" AND "a"."module" = 'contacts' LEFT JOIN "accounts" AS "t" ON "t"."id" = "a"."account_id" WHERE "p"."id" = \(person)
            """)
        return Correspondence(address: row?[0].text, language: row?[1].text.flatMap(Language.init(rawValue:)))
    }
}
