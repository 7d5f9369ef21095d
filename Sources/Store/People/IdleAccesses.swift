package import Core

/// Accesses that nobody uses, by a portal's rule.
extension Accesses {
    /// Those that were not used since `cut`: no sign-in, no password, no reactivation. `told` says whether their people know.
    package func unused(in portal: RecordID, since cut: Instant, told: Told, limit: Int) throws -> [Access] {
        try connection.rows(
            """
            SELECT "a".* FROM "accesses" AS "a" JOIN "people" AS "p" ON "p"."id" = "a"."person_id" \
            WHERE "a"."user_type_id" IN (SELECT "id" FROM "user_types" WHERE "portal_id" = \(portal)) \
            AND "a"."state" NOT IN ('inactive', 'awaiting', 'deactivated') AND "a"."created_at" < \(cut) \
            AND ("a"."woken_at" IS NULL OR "a"."woken_at" < \(cut)) AND ("p"."signed_in_at" IS NULL OR "p"."signed_in_at" < \(cut)) \
            AND ("p"."password_at" IS NULL OR "p"."password_at" < \(cut)) AND \(told.condition) ORDER BY "a"."id" LIMIT \(limit)
            """
        ).map(Access.init)
    }

    /// What people know of an access that nobody uses.
    package enum Told: Sendable {
        /// Nothing since it was last used.
        case nothing
        /// That it will be suspended, since this moment or longer; those after `after` only.
        case since(Instant, after: RecordID?)

        fileprivate var condition: SQL {
            let before: SQL = """
                ("a"."idle_told_at" IS NULL OR "a"."idle_told_at" < coalesce("p"."signed_in_at", 0) OR "a"."idle_told_at" < coalesce("a"."woken_at", 0) \
                OR "a"."idle_told_at" < coalesce("p"."password_at", 0))
                """
            switch self {
            case .nothing: return before
            case .since(let moment, let after):
                return
                    "NOT \(before) AND \"a\".\"idle_told_at\" <= \(moment) AND \"a\".\"id\" > \(after ?? RecordID(0))"
            }
        }
    }

    package func markIdleTold(_ id: RecordID, at now: Instant) throws {
        try connection.run("UPDATE \"accesses\" SET \"idle_told_at\" = \(now) WHERE \"id\" = \(id)")
    }
}
