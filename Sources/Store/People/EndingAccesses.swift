package import Core

/// Accesses whose last day is near.
extension Accesses {
    /// Those that end from `today` to `last` and whose people were not told of that day yet, soonest first.
    package func endingUntold(today: Day, last: Day, limit: Int) throws -> [Access] {
        try connection.rows(
            """
            SELECT * FROM "accesses" WHERE "valid_until" >= \(today) AND "valid_until" <= \(last) AND "state" NOT IN ('inactive', 'deactivated') \
            AND ("warned_for" IS NULL OR "warned_for" <> "valid_until") ORDER BY "valid_until", "id" LIMIT \(limit)
            """
        ).map(Access.init)
    }

    /// False when somebody was faster, or the last day is another one by now.
    package func markTold(_ access: Access) throws -> Bool {
        guard let day = access.validUntil else { return false }
        return try connection.run(
            """
            UPDATE "accesses" SET "warned_for" = \(day) WHERE "id" = \(access.id) AND "valid_until" = \(day) AND ("warned_for" IS NULL OR "warned_for" <> \(day))
            """) == 1
    }
}
