package import Core

/// An access as its own person chooses among several.
package struct AccessChoice: Sendable {
    package let access: Access
    /// The customer it is for; nil when it is for none.
    package let account: String?
    package let userType: Phrase
    package let portal: RecordID
    package let portalSlug: String
    package let portalName: String
    private let isShut: Bool

    /// Whether it lets the person in today.
    package func isOpen(on today: Day) -> Bool { access.state == .active && access.isValid(on: today) && !isShut }

    init(_ row: Row) {
        access = Access(row)
        account = row["account_name"].text
        userType = Phrase(fr: row["name_fr"].text ?? "", en: row["name_en"].text ?? "")
        portal = RecordID(row["portal_id"].int ?? 0)
        portalSlug = row["portal_slug"].text ?? ""
        portalName = row["portal_name"].text ?? ""
        let isAccountShut =
            !row["account_id"].isNull && (row["account_state"].text != "open" || !row["account_deleted"].isNull)
        isShut = isAccountShut || !row["archived_at"].isNull
    }
}

extension Accesses {
    /// All accesses of a person, by customer.
    package func choices(of person: RecordID) throws -> [AccessChoice] {
        try connection.rows(
            """
            SELECT "a".*, "c"."name" AS "account_name", "c"."state" AS "account_state", "c"."deleted_at" AS "account_deleted", "t"."name_fr", "t"."name_en", \
            "t"."portal_id", "o"."slug" AS "portal_slug", "o"."name" AS "portal_name", "o"."archived_at" FROM "accesses" AS "a" \
            JOIN "user_types" AS "t" ON "t"."id" = "a"."user_type_id" JOIN "portals" AS "o" ON "o"."id" = "t"."portal_id" \
            LEFT JOIN "accounts" AS "c" ON "c"."id" = "a"."account_id" WHERE "a"."person_id" = \(person) ORDER BY "c"."name", "a"."id"
            """
        ).map(AccessChoice.init)
    }
}
