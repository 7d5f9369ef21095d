package import Core

/// Failures counted by key (a name, an address), shared by all nodes.
package struct Attempts {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// How a key stands.
    package struct Standing: Sendable {
        package let failures: Int64
        package let windowAt: Instant
        package let blockedUntil: Instant
    }

    package func standing(_ key: String) throws -> Standing? {
        try connection.row("SELECT * FROM \"attempts\" WHERE \"key\" = \(key)").map { row in
            Standing(
                failures: row["failures"].int ?? 0, windowAt: row["window_at"].instant ?? Instant(milliseconds: 0),
                blockedUntil: row["blocked_until"].instant ?? Instant(milliseconds: 0))
        }
    }

    /// Counts one more and returns the count; a window older than `length` starts anew.
    package func count(_ key: String, window length: Interval, at now: Instant) throws -> Int64 {
        let start = now - length
        return try connection.int(
            """
            INSERT INTO "attempts" ("key", "failures", "window_at", "blocked_until") VALUES (\(key), 1, \(now), 0) ON CONFLICT ("key") DO UPDATE SET \
            "failures" = CASE WHEN "attempts"."window_at" < \(start) THEN 1 ELSE "attempts"."failures" + 1 END, \
            "window_at" = CASE WHEN "attempts"."window_at" < \(start) THEN \(now) ELSE "attempts"."window_at" END RETURNING "failures"
            """) ?? 1
    }

    /// Takes one back that turned out not to be a failure and returns how many are left.
    package func giveBack(_ key: String) throws -> Int64 {
        try connection.int(
            "UPDATE \"attempts\" SET \"failures\" = \"failures\" - 1 WHERE \"key\" = \(key) AND \"failures\" > 0 RETURNING \"failures\""
        ) ?? 0
    }

    /// The names that were tried so often since then and whose people have not been told.
    package func tried(atLeast failures: Int64, since: Instant) throws -> [String] {
        try connection.rows(
            """
            SELECT "key" FROM "attempts" WHERE "failures" >= \(failures) AND "window_at" >= \(since) AND "key" LIKE 'name:%' \
            AND ("told_at" IS NULL OR "told_at" < "window_at") ORDER BY "key" LIMIT 200
            """
        ).compactMap { $0[0].text.map { String($0.dropFirst(5)) } }
    }

    package func markTold(_ name: String, at now: Instant) throws {
        try connection.run("UPDATE \"attempts\" SET \"told_at\" = \(now) WHERE \"key\" = \("name:" + name)")
    }

    package func forgetDevices(of person: RecordID) throws {
        try connection.run("DELETE FROM \"devices\" WHERE \"person_id\" = \(person)")
    }

    /// Wrong passwords that the journal has not told of yet.
    package struct Untold: Sendable {
        package let key: String
        /// What stands behind the kind of key.
        package let name: String
        package let tries: Int64
        /// In the current window.
        package let failures: Int64
    }

    /// One more wrong password, for the journal: whoever counts tries counts before the password was looked at.
    package func addUntold(_ keys: [String]) throws {
        let list = keys.map { "\($0)" as SQL }.joined(by: ", ")
        try connection.run(
            "UPDATE \"attempts\" SET \"untold\" = coalesce(\"untold\", 0) + 1 WHERE \"key\" IN (\(list))")
    }

    /// The keys of a kind with so many failures in their window, of which something is untold.
    package func untold(_ kind: String, atLeast failures: Int64, limit: Int) throws -> [Untold] {
        try connection.rows(
            """
            SELECT "key", "untold", "failures" FROM "attempts" WHERE "untold" > 0 AND "failures" >= \(failures) AND "key" LIKE \(kind + "%") \
            ORDER BY "key" LIMIT \(limit)
            """
        ).compactMap { row in
            guard let key = row[0].text else { return nil }
            return Untold(
                key: key, name: String(key.dropFirst(kind.count)), tries: row[1].int ?? 0, failures: row[2].int ?? 0)
        }
    }

    /// What came in between stays untold.
    package func markTold(_ one: Untold) throws {
        try connection.run("UPDATE \"attempts\" SET \"untold\" = \"untold\" - \(one.tries) WHERE \"key\" = \(one.key)")
    }

    package func unblock(_ key: String) throws {
        try connection.run("UPDATE \"attempts\" SET \"blocked_until\" = 0 WHERE \"key\" = \(key)")
    }

    package func block(_ key: String, until: Instant) throws {
        try connection.run("UPDATE \"attempts\" SET \"blocked_until\" = \(until) WHERE \"key\" = \(key)")
    }
    package func forget(_ key: String) throws { try connection.run("DELETE FROM \"attempts\" WHERE \"key\" = \(key)") }
    package func forgetOld(before: Instant) throws {
        try connection.run("DELETE FROM \"attempts\" WHERE \"window_at\" < \(before) AND \"blocked_until\" < \(before)")
    }

    /// Whether a browser with this token signed in as this person before.
    package func knowsDevice(_ hash: [UInt8], person: RecordID) throws -> Bool {
        try connection.int("SELECT 1 FROM \"devices\" WHERE \"id\" = \(hash) AND \"person_id\" = \(person)") != nil
    }

    package func rememberDevice(_ hash: [UInt8], person: RecordID, at now: Instant) throws {
        try connection.run(
            "INSERT INTO \"devices\" (\"id\", \"person_id\", \"seen_at\") VALUES (\(hash), \(person), \(now)) ON CONFLICT (\"id\") DO UPDATE SET \"seen_at\" = \(now), \"person_id\" = \(person)"
        )
    }
}
