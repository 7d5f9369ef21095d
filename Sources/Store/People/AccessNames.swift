package import Core

/// An access as the records that carry it name it.
package struct AccessName: Sendable {
    package let access: RecordID
    package let name: String
    package let state: Access.State
}

extension Accesses {
    /// The accesses that these records carry, by record, oldest first.
    package func signIns(module: String, records: [RecordID]) throws -> [RecordID: [AccessName]] {
        guard !records.isEmpty else { return [:] }
        let list = records.map { "\($0)" as SQL }.joined(by: ", ")
        let rows = try connection.rows(
            """
            SELECT "a"."record_id", "a"."id", coalesce("p"."username", "p"."email"), "a"."state" FROM "accesses" AS "a" \
            JOIN "people" AS "p" ON "p"."id" = "a"."person_id" WHERE "a"."module" = \(module) AND "a"."record_id" IN (\(list)) ORDER BY "a"."id"
            """)
        return rows.reduce(into: [:]) { found, row in
            guard let record = row[0].id, let access = row[1].id else { return }
            let state = Access.State(rawValue: row[3].text ?? "") ?? .deactivated
            found[record, default: []].append(AccessName(access: access, name: row[2].text ?? "", state: state))
        }
    }
}
