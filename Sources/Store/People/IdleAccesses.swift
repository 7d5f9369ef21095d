package import Core

/// Accesses that nobody uses, by a portal's rule.
extension Accesses {
    /// Which of a portal's accesses the rule means.
    package struct Idle: Sendable {
        package let portal: RecordID
        /// Not used since then: no sign-in, no password, no reactivation, no program with its key.
        package let cut: Instant
        package let told: Told
        /// Those after this one only.
        package var after: RecordID?
        /// Only these; nil for all.
        package var only: [RecordID]?

        /// What people know of it.
        package enum Told: Sendable {
            /// Nothing since it was last used, or so long ago (before this moment) that it says nothing any more.
            case nothing(before: Instant)
            /// That it will be suspended: before `until`, and not before `since`.
            case between(since: Instant, until: Instant)
        }

        package init(portal: RecordID, cut: Instant, told: Told, after: RecordID? = nil, only: [RecordID]? = nil) {
            self.portal = portal
            self.cut = cut
            self.told = told
            self.after = after
            self.only = only
        }
    }

    package func idle(_ idle: Idle, limit: Int) throws -> [Access] {
        try connection.rows(
            """
            SELECT "a".* FROM "accesses" AS "a" JOIN "people" AS "p" ON "p"."id" = "a"."person_id" \
            WHERE "a"."user_type_id" IN (SELECT "id" FROM "user_types" WHERE "portal_id" = \(idle.portal)) AND "a"."id" > \(idle.after ?? RecordID(0)) \
            AND "a"."state" NOT IN ('inactive', 'awaiting', 'deactivated') AND \(unused(since: idle.cut)) AND \(idle.told.condition)\(idle.onlyThese) \
            ORDER BY "a"."id" LIMIT \(limit)
            """
        ).map(Access.init)
    }

    private func unused(since cut: Instant) -> SQL {
        """
        "a"."created_at" < \(cut) AND coalesce("a"."woken_at", 0) < \(cut) AND coalesce("p"."signed_in_at", 0) < \(cut) AND coalesce("p"."password_at", 0) < \(cut) \
        AND NOT EXISTS (SELECT 1 FROM "api_keys" AS "k" WHERE "k"."access_id" = "a"."id" AND "k"."last_used_at" >= \(cut))
        """
    }

    package func markIdleTold(_ id: RecordID, at now: Instant) throws {
        try connection.run("UPDATE \"accesses\" SET \"idle_told_at\" = \(now) WHERE \"id\" = \(id)")
    }
}

extension Accesses.Idle {
    fileprivate var onlyThese: SQL {
        guard let only else { return "" }
        return " AND \"a\".\"id\" IN (\(only.map { "\($0)" as SQL }.joined(by: ", ")))"
    }
}

extension Accesses.Idle.Told {
    fileprivate var condition: SQL {
        let lastUse: [SQL] = ["\"p\".\"signed_in_at\"", "\"a\".\"woken_at\"", "\"p\".\"password_at\""]
        switch self {
        case .nothing(let before):
            let older = lastUse.map { "coalesce(\"a\".\"idle_told_at\", 0) < coalesce(\($0), 0)" as SQL }.joined(
                by: " OR ")
            return "(coalesce(\"a\".\"idle_told_at\", 0) < \(before) OR \(older))"
        case .between(let since, let until):
            let newer = lastUse.map { " AND \"a\".\"idle_told_at\" >= coalesce(\($0), 0)" as SQL }.joined(by: "")
            return "\"a\".\"idle_told_at\" >= \(since) AND \"a\".\"idle_told_at\" < \(until)\(newer)"
        }
    }
}
