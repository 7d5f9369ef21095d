package import Core

/// One line of the list of users.
package struct ListedAccess: Sendable {
    package let id: RecordID
    package let username: String
    package let name: String
    package let account: RecordID?
    package let anchor: Journal.Subject
    package let userType: Phrase
    package let state: Access.State
    package let validFrom: Day?
    package let validUntil: Day?
    package let signedInAt: Instant?

    init(_ row: Row) {
        id = RecordID(row["id"].int ?? 0)
        username = row["username"].text ?? row["email"].text ?? ""
        name = [row["first_name"].text, row["last_name"].text].compactMap(\.self).filter { !$0.isEmpty }.joined(
            separator: " ")
        account = row["account_id"].id
        anchor = Journal.Subject(row["module"].text ?? "", RecordID(row["record_id"].int ?? 0))
        userType = Phrase(fr: row["name_fr"].text ?? "", en: row["name_en"].text ?? "")
        state = Access.State(rawValue: row["state"].text ?? "") ?? .deactivated
        validFrom = row["valid_from"].day
        validUntil = row["valid_until"].day
        signedInAt = row["signed_in_at"].instant
    }
}

/// Which accesses a list shows. Newest first; pages are found by id, so the last costs what the first costs.
package struct AccessQuery: Sendable {
    package var search = ""
    package var standing: Standing?
    package var before: RecordID?
    package var after: RecordID?
    package var limit = 25

    package init() {}

    /// Where an access stands today.
    package enum Standing: String, Sendable, CaseIterable {
        case active, awaiting, confirmed, ending, outside, deactivated
        /// Nobody administers its account, though the type lets customers manage their users.
        case leaderless
    }
}

/// One page of the list of users.
package struct AccessPage: Sendable {
    package let rows: [ListedAccess]
    /// Show what is older than, or newer than, this.
    package let next: RecordID?
    package let previous: RecordID?
    package let count: Int
}

extension Accesses {
    /// A page; `count` goes up to `bound`.
    package func list(_ query: AccessQuery, today: Day, countUpTo bound: Int) throws -> AccessPage {
        let condition = conditions(query, today)
        let isBackward = query.after != nil
        var place = SQL.empty
        if let before = query.before { place += " AND \"a\".\"id\" < \(before)" }
        if let after = query.after { place += " AND \"a\".\"id\" > \(after)" }
        let order: SQL = isBackward ? "ASC" : "DESC"
        var rows = try connection.rows(
            """
            SELECT "a"."id", "a"."module", "a"."record_id", "a"."account_id", "a"."state", "a"."valid_from", "a"."valid_until", "p"."username", "p"."email", \
            "p"."first_name", "p"."last_name", "p"."signed_in_at", "t"."name_fr", "t"."name_en" FROM "accesses" AS "a" JOIN "people" AS "p" ON "p"."id" = "a"."person_id" \
            JOIN "user_types" AS "t" ON "t"."id" = "a"."user_type_id" WHERE \(condition)\(place) ORDER BY "a"."id" \(order) LIMIT \(query.limit + 1)
            """
        ).map(ListedAccess.init)
        let hasMore = rows.count > query.limit
        rows = Array(rows.prefix(query.limit))
        if isBackward { rows.reverse() }
        let count =
            try connection.int(
                "SELECT count(*) FROM (SELECT 1 FROM \"accesses\" AS \"a\" WHERE \(condition) LIMIT \(bound)) AS \"counted\""
            ) ?? 0
        return AccessPage(
            rows: rows, next: isBackward || hasMore ? rows.last?.id : nil,
            previous: (isBackward ? hasMore : query.before != nil) ? rows.first?.id : nil, count: Int(count))
    }

    private func conditions(_ query: AccessQuery, _ today: Day) -> SQL {
        let standing: SQL = query.standing.map { $0.sql(today) } ?? "1 = 1"
        let search = folded(query.search).split(whereSeparator: \.isWhitespace).map(String.init)
        return search.isEmpty ? standing : standing + " AND \"a\".\"id\" IN (\(named(search)))"
    }

    /// The accesses whose username, e-mail or contact's last name begins so. Each branch is a range of an index.
    private func named(_ words: [String]) -> SQL {
        func begins(_ column: SQL, _ word: String) -> SQL {
            "\(column) >= \(word) AND \(column) < \(word + "\u{10FFFF}")"
        }
        let (dotted, spaced) = (words.joined(separator: "."), words.joined(separator: " "))
        return """
            SELECT "id" FROM "accesses" WHERE "person_id" IN (SELECT "id" FROM "people" WHERE \(begins("\"username_key\"", dotted)) UNION ALL \
            SELECT "id" FROM "people" WHERE \(begins("\"email_key\"", spaced))) UNION SELECT "id" FROM "accesses" WHERE "module" = 'contacts' AND "record_id" IN \
            (SELECT "id" FROM "contacts" WHERE \(begins("\"last_name_key\"", sortKey(spaced))))
            """
    }
}

extension AccessQuery.Standing {
    fileprivate func sql(_ today: Day) -> SQL {
        switch self {
        case .awaiting: "\"a\".\"state\" IN ('awaiting', 'inactive')"
        case .confirmed: "\"a\".\"state\" = 'active'"
        case .deactivated: "\"a\".\"state\" = 'deactivated'"
        case .active:
            """
            "a"."state" = 'active' AND ("a"."valid_from" IS NULL OR "a"."valid_from" <= \(today)) AND ("a"."valid_until" IS NULL OR "a"."valid_until" >= \(today))
            """
        case .leaderless:
            """
            "a"."state" <> 'deactivated' AND "a"."account_id" IS NOT NULL AND "a"."user_type_id" IN (SELECT "id" FROM "user_types" WHERE "delegates" = 1) \
            AND NOT EXISTS (SELECT 1 FROM "accesses" AS "l" JOIN "user_types" AS "lt" ON "lt"."id" = "l"."user_type_id" WHERE "l"."account_id" = "a"."account_id" \
            AND "l"."role" = 'admin' AND "l"."state" <> 'deactivated' \
            AND "lt"."portal_id" = (SELECT "portal_id" FROM "user_types" AS "at" WHERE "at"."id" = "a"."user_type_id"))
            """
        case .ending:
            """
            "a"."state" NOT IN ('deactivated') AND "a"."valid_until" >= \(today) AND "a"."valid_until" <= \(today.advanced(by: 30))
            """
        case .outside:
            """
            "a"."state" <> 'deactivated' AND "a"."id" IN (SELECT "id" FROM "accesses" WHERE "valid_until" < \(today) UNION \
            SELECT "id" FROM "accesses" WHERE "valid_from" > \(today))
            """
        }
    }
}
