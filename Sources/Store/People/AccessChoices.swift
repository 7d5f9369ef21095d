package import Core

/// An access as its own person chooses among several.
package struct AccessChoice: Sendable {
    package let access: Access
    /// The customer it is for, or what its own record is called where it is for none.
    package let name: String
    /// What its own record is called, where that tells two accesses of one customer apart.
    package let record: String?
    package let userType: Phrase
    package let portal: RecordID
    package let portalSlug: String
    package let portalName: String
    private let isShut: Bool

    /// Whether it lets the person in today.
    package func isOpen(on today: Day) -> Bool { access.state == .active && access.isValid(on: today) && !isShut }

    init(_ row: Row, _ carrier: Carrier, title: String?) {
        access = Access(row)
        userType = Phrase(fr: row["name_fr"].text ?? "", en: row["name_en"].text ?? "")
        let account = row["account_name"].text
        name = account ?? title ?? userType.fr
        let isPerson = [Module.contacts.key, Module.leads.key, Module.accounts.key].contains(access.module)
        record = account == nil || isPerson ? nil : title
        portal = RecordID(row["portal_id"].int ?? 0)
        portalSlug = row["portal_slug"].text ?? ""
        portalName = row["portal_name"].text ?? ""
        isShut = carrier.obstacle != nil || !row["archived_at"].isNull
    }
}

extension Accesses {
    /// All accesses of a person, by customer.
    package func choices(of person: RecordID, in catalog: Catalog) throws -> [AccessChoice] {
        try connection.rows(
            """
            SELECT "a".*, "c"."name" AS "account_name", "t"."name_fr", "t"."name_en", \
            "t"."portal_id", "o"."slug" AS "portal_slug", "o"."name" AS "portal_name", "o"."archived_at" FROM "accesses" AS "a" \
            JOIN "user_types" AS "t" ON "t"."id" = "a"."user_type_id" JOIN "portals" AS "o" ON "o"."id" = "t"."portal_id" \
            LEFT JOIN "accounts" AS "c" ON "c"."id" = "a"."account_id" WHERE "a"."person_id" = \(person) ORDER BY "c"."name", "a"."id"
            """
        ).map { row in
            let access = Access(row)
            return AccessChoice(
                row, try carrier(of: access, in: catalog),
                title: try title(Journal.Subject(access.module, access.record), in: catalog))
        }
    }

    /// What a record that carries an access is called, whoever looks; nil when it is gone.
    package func title(_ record: Journal.Subject, in catalog: Catalog) throws -> String? {
        guard let module = catalog[record.module] else { return nil }
        let names = module.isPeople ? ["first_name", "last_name"] : [module.title]
        let columns = (["id"] + names).map { "\(Identifier($0))" as SQL }.joined(by: ", ")
        return try connection.row("SELECT \(columns) FROM \(Identifier(module.key)) WHERE \"id\" = \(record.id)").map {
            Record(module: module, row: $0).title
        }
    }
}
