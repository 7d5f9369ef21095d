package import Core

/// The review of a portal's accesses: whoever is responsible says of each that it is still needed, or closes it.
package struct AccessReviews {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// Begins a review: every access from before is to be looked at.
    package func start(_ portal: RecordID, at now: Instant) throws {
        try connection.run("UPDATE \"portals\" SET \"review_at\" = \(now) WHERE \"id\" = \(portal)")
    }

    /// Which of a portal's accesses wait for a word.
    package struct Question: Sendable {
        package let portal: RecordID
        /// When the review began.
        package let since: Instant
        /// Only those of an account; nil for all.
        package var account: RecordID?
        /// Only those that a member of staff gave; nil for all.
        package var givenBy: RecordID?

        package init(portal: RecordID, since: Instant, account: RecordID? = nil, givenBy: RecordID? = nil) {
            self.portal = portal
            self.since = since
            self.account = account
            self.givenBy = givenBy
        }

        fileprivate var waits: SQL {
            """
            "a"."state" NOT IN ('deactivated') AND "a"."created_at" < \(since) AND ("a"."reviewed_at" IS NULL OR "a"."reviewed_at" < \(since))
            """
        }

        fileprivate var condition: SQL {
            var condition: SQL =
                "\"a\".\"user_type_id\" IN (SELECT \"id\" FROM \"user_types\" WHERE \"portal_id\" = \(portal)) AND \(waits)"
            if let account { condition += " AND \"a\".\"account_id\" = \(account)" }
            if let givenBy { condition += " AND \"a\".\"created_by\" = \(givenBy)" }
            return condition
        }
    }

    package func waiting(_ question: Question, limit: Int) throws -> [Access] {
        try connection.rows(
            "SELECT * FROM \"accesses\" AS \"a\" WHERE \(question.condition) ORDER BY \"a\".\"id\" LIMIT \(limit)"
        ).map(Access.init)
    }

    /// Up to `bound`.
    package func count(_ question: Question, upTo bound: Int = 1000) throws -> Int {
        Int(
            try connection.int(
                "SELECT count(*) FROM (SELECT 1 FROM \"accesses\" AS \"a\" WHERE \(question.condition) LIMIT \(bound)) AS \"counted\""
            ) ?? 0)
    }

    package func isWaiting(_ id: RecordID, _ question: Question) throws -> Bool {
        try connection.int("SELECT 1 FROM \"accesses\" AS \"a\" WHERE \(question.condition) AND \"a\".\"id\" = \(id)")
            != nil
    }

    package func keep(_ id: RecordID, at now: Instant) throws {
        try connection.run("UPDATE \"accesses\" SET \"reviewed_at\" = \(now) WHERE \"id\" = \(id)")
    }

    /// The members of staff who gave accesses that wait.
    package func givers(_ question: Question) throws -> [RecordID] {
        try connection.rows(
            "SELECT DISTINCT \"a\".\"created_by\" FROM \"accesses\" AS \"a\" WHERE \(question.condition) AND \"a\".\"created_by\" IS NOT NULL"
        ).compactMap { $0[0].id }
    }

    /// The customers' administrators who can come in on `today`, were not asked since `moment`, and have colleagues of their own type who
    /// wait; those after `last` only.
    package func administrators(
        _ question: Question, unaskedSince moment: Instant, on today: Day, after last: RecordID?,
        only: [RecordID]? = nil,
        limit: Int
    ) throws -> [Access] {
        let these: SQL = only.map { " AND \"b\".\"id\" IN (\($0.map { "\($0)" as SQL }.joined(by: ", ")))" } ?? ""
        return try connection.rows(
            """
            SELECT "b".* FROM "accesses" AS "b" JOIN "accounts" AS "c" ON "c"."id" = "b"."account_id" AND "c"."deleted_at" IS NULL AND "c"."state" = 'open' \
            WHERE "b"."user_type_id" IN (SELECT "id" FROM "user_types" WHERE "portal_id" = \(question.portal) AND "delegates" = 1) \
            AND "b"."role" = 'admin' AND "b"."id" > \(last ?? RecordID(0)) AND "b"."state" NOT IN ('inactive', 'awaiting', 'deactivated') \
            AND ("b"."valid_from" IS NULL OR "b"."valid_from" <= \(today)) AND ("b"."valid_until" IS NULL OR "b"."valid_until" >= \(today)) \
            AND ("b"."review_told_at" IS NULL OR "b"."review_told_at" < \(moment))\(these) \
            AND EXISTS (SELECT 1 FROM "accesses" AS "a" WHERE "a"."account_id" = "b"."account_id" AND "a"."user_type_id" = "b"."user_type_id" \
            AND "a"."person_id" <> "b"."person_id" AND \(question.waits)) ORDER BY "b"."id" LIMIT \(limit)
            """
        ).map(Access.init)
    }

    package func markAsked(_ id: RecordID, at now: Instant) throws {
        try connection.run("UPDATE \"accesses\" SET \"review_told_at\" = \(now) WHERE \"id\" = \(id)")
    }
}
