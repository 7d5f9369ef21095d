package import Core

/// The people outside who see a record, found by the rule that decides it when they look.
package struct Witnesses {
    private let connection: any Connection
    private let catalog: Catalog

    package init(_ records: Records) {
        connection = records.connection
        catalog = records.catalog
    }

    /// Somebody who sees the record, through one access.
    package struct Witness: Sendable {
        package let access: RecordID
        package let name: String
        package let userType: Phrase
        package let portal: String
    }

    /// At most `limit` of them, by name. Accesses that open nothing today are left out.
    package func of(_ record: RecordID, in module: Module, today: Day, limit: Int) throws -> [Witness] {
        let portals = Portals(connection)
        var found: [Witness] = []
        for portal in try portals.all() where !portal.isArchived && portal.openModules.contains(module.key) {
            for type in try portals.userTypes(of: portal.id) {
                guard let grant = try portals.grants(of: type.id)[module.key], grant.see != .nobody else { continue }
                found += try accesses(of: type, grant, record, module, today, limit - found.count).map { row in
                    let name = [row[1].text, row[2].text].compactMap(\.self).filter { !$0.isEmpty }.joined(
                        separator: " ")
                    return Witness(
                        access: RecordID(row[0].int ?? 0), name: name, userType: type.name, portal: portal.name)
                }
                if found.count >= limit { return found }
            }
        }
        return found
    }

    private func accesses(
        of type: UserType, _ grant: Grant, _ record: RecordID, _ module: Module, _ today: Day, _ limit: Int
    ) throws -> [Row] {
        let permission = Permission.allCases.first { $0.module == module.key }
        let gate: SQL = permission.map { " AND (\"a\".\"permissions\" & \(Permissions([$0]).bits)) <> 0" } ?? .empty
        let rule = grant.sqlForAccess(on: module, in: catalog)
        return try connection.rows(
            """
            SELECT "a"."id", "p"."first_name", "p"."last_name" FROM "accesses" AS "a" JOIN "people" AS "p" ON "p"."id" = "a"."person_id" \
            LEFT JOIN "accounts" AS "c" ON "c"."id" = "a"."account_id" WHERE "a"."user_type_id" = \(type.id) AND "a"."state" = 'active' \
            AND "p"."disabled_at" IS NULL AND ("c"."id" IS NULL OR "c"."state" = 'open' AND "c"."deleted_at" IS NULL) \
            AND ("a"."valid_from" IS NULL OR "a"."valid_from" <= \(today)) AND ("a"."valid_until" IS NULL OR "a"."valid_until" >= \(today))\(gate) \
            AND EXISTS (SELECT 1 FROM \(Identifier(module.key)) WHERE "id" = \(record) AND "deleted_at" IS NULL AND (\(rule))) \
            ORDER BY "p"."last_name", "p"."id" LIMIT \(max(0, limit))
            """)
    }
}
