package import Core

/// Whoever came in, with everything that one request needs to know: read by the statement that finds a session or a key.
package struct Entrant: Sendable {
    package let person: Person
    package let access: Access?
    package let portalID: RecordID?
    package let portalSlug: String?
    package let portalName: String?
    package let portalLanguage: Language?
    /// The beginning of the hash of each picture that the portal has.
    package let portalLogo: String?
    package let portalIcon: String?
    /// The company's name, from the settings.
    package let company: String?
    package let accountName: String?
    package let isPortalArchived: Bool
    /// What the record of the access says; nil where it is of a module that the statement does not know.
    package let carrier: Carrier?
    /// The account supplies the firm, or did: it has invoices to look at.
    package let isSupplier: Bool
    /// The portal asks for a privacy policy.
    package let hasPolicy: Bool
    /// The person has not accepted its current version.
    package let waitsForPolicy: Bool
    /// The person has other active accesses too.
    package let hasOtherAccesses: Bool
    /// Administrators of a customer manage colleagues with this type of access.
    package let delegates: Bool
    /// Rises with every change of rights.
    package let version: Int64

    /// What such a statement selects beside its own columns; it names the person `p` and the access `a`.
    static let columns: SQL = """
        "p"."id", "p"."kind", "p"."role", "p"."username", "p"."email", "p"."first_name", "p"."last_name", "p"."language", "p"."must_change", "p"."disabled_at", "p"."powers", "p"."time_format", "p"."time_zone", "p"."country", \
        "a"."id" AS "access_id", "a"."user_type_id", "a"."module", "a"."record_id", \(CarrierSQL.columns), "a"."permissions", "a"."valid_from", "a"."valid_until", \
        "a"."created_by", "a"."state", "a"."version", "a"."role" AS "access_role", "t"."delegates", "t"."portal_id", "o"."slug", "o"."name" AS "portal_name", "o"."language" AS "portal_language", "o"."archived_at" AS "portal_archived", \
        "o"."logo" AS "portal_logo", "o"."icon" AS "portal_icon", \
        (SELECT "value" FROM "settings" WHERE "name" = 'company') AS "company", "c"."name" AS "account_name", "c"."state" AS "account_state", \
        "c"."deleted_at" AS "account_deleted", "v"."version" AS "rights_version", \
        CASE WHEN "c"."is_supplier" = 1 OR EXISTS (SELECT 1 FROM "supplier_invoices" AS "i" WHERE "i"."account_id" = "c"."id" \
        AND "i"."deleted_at" IS NULL) THEN 1 ELSE 0 END AS "account_supplies", \
        CASE WHEN EXISTS (SELECT 1 FROM "accesses" AS "x" WHERE "x"."person_id" = "p"."id" AND "x"."id" <> "a"."id" AND "x"."state" NOT IN ('inactive', 'awaiting', 'deactivated')) \
        THEN 1 ELSE 0 END AS "other_accesses", "o"."policy_id", CASE WHEN "o"."policy_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "policy_acceptances" AS "y" \
        WHERE "y"."person_id" = "p"."id" AND "y"."policy_id" = "o"."policy_id") THEN 1 ELSE 0 END AS "waits_for_policy"
        """

    /// What those columns need beside `p` and `a`.
    static let joins: SQL = """
        LEFT JOIN "user_types" AS "t" ON "t"."id" = "a"."user_type_id" LEFT JOIN "portals" AS "o" ON "o"."id" = "t"."portal_id" \
        \(CarrierSQL.joins) LEFT JOIN "state" AS "v" ON "v"."id" = 1
        """

    init(_ row: Row) {
        person = Person(row)
        access = row["access_id"].id.map { id in
            Access(row, id: id, person: RecordID(row["id"].int ?? 0), role: row["access_role"].text)
        }
        delegates = row["delegates"].bool
        portalID = row["portal_id"].id
        portalSlug = row["slug"].text
        portalName = row["portal_name"].text
        portalLanguage = row["portal_language"].text.flatMap(Language.init(rawValue:))
        (portalLogo, portalIcon) = (row["portal_logo"].text, row["portal_icon"].text)
        isPortalArchived = !row["portal_archived"].isNull
        company = row["company"].text
        accountName = row["account_name"].text
        carrier = CarrierSQL.carrier(row)
        isSupplier = row["account_supplies"].bool
        hasPolicy = !row["policy_id"].isNull
        waitsForPolicy = row["waits_for_policy"].bool
        hasOtherAccesses = row["other_accesses"].bool
        version = row["rights_version"].int ?? 0
    }
}
