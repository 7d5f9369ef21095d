package import Core

/// An access as the records that carry it name it.
package struct AccessName: Sendable {
    package let access: RecordID
    package let name: String
    package let state: Access.State
}

extension Accesses {
    /// What the accounts that a person has accesses for are called.
    package func accountNames(of person: RecordID) throws -> [String] {
        try connection.rows(
            """
            SELECT DISTINCT "t"."name" FROM "accesses" AS "a" JOIN "accounts" AS "t" ON "t"."id" = "a"."account_id" WHERE "a"."person_id" = \(person)
            """
        ).compactMap { $0[0].text }
    }

    /// What the people of these accesses are called; accesses that are gone are not there.
    package func names(_ ids: [RecordID]) throws -> [RecordID: String] {
        try stride(from: 0, to: ids.count, by: 500).reduce(into: [:]) { names, start in
            let list = ids[start..<min(start + 500, ids.count)].map { "\($0)" as SQL }.joined(by: ", ")
            let rows = try connection.rows(
                """
                SELECT "a"."id", "p"."first_name", "p"."last_name" FROM "accesses" AS "a" JOIN "people" AS "p" ON "p"."id" = "a"."person_id" \
                WHERE "a"."id" IN (\(list))
                """)
            for row in rows {
                guard let id = row[0].id else { continue }
                names[id] = [row[1].text, row[2].text].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
            }
        }
    }

    /// Those of these accesses that are there.
    package func find(_ ids: [RecordID]) throws -> [Access] {
        try stride(from: 0, to: ids.count, by: 500).flatMap { start in
            let list = ids[start..<min(start + 500, ids.count)].map { "\($0)" as SQL }.joined(by: ", ")
            return try connection.rows("SELECT * FROM \"accesses\" WHERE \"id\" IN (\(list)) ORDER BY \"id\"").map(
                Access.init)
        }
    }

    /// All accesses of a user type.
    package func of(type: RecordID) throws -> [Access] {
        try connection.rows("SELECT * FROM \"accesses\" WHERE \"user_type_id\" = \(type) ORDER BY \"id\"").map(
            Access.init)
    }

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
