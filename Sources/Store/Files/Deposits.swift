package import Core

/// What the people of an account have sent: each content counts once, as long as a record names it.
package struct Deposits {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// A file that arrived.
    package struct Content: Sendable {
        let id: RecordID
        let hash: String
        let size: Int64

        package init(id: RecordID, hash: String, size: Int64) {
            self.id = id
            self.hash = hash
            self.size = size
        }
    }

    /// In bytes.
    package func size(of account: RecordID) throws -> Int64 {
        try connection.int(
            "SELECT CAST(coalesce(sum(\"size\"), 0) AS BIGINT) FROM \"deposits\" WHERE \"account_id\" = \(account)")
            ?? 0
    }

    /// Two forms of one account are counted one after the other. SQLite has one writer anyway.
    package func hold(_ account: RecordID) throws {
        guard connection.dialect == .postgres else { return }
        try connection.run("SELECT pg_advisory_xact_lock(\(account))")
    }

    package func add(_ contents: [Content], of account: RecordID, at now: Instant) throws {
        for content in contents {
            try connection.run(
                """
                INSERT INTO "deposits" ("id", "account_id", "hash", "size", "made_at") VALUES \
                (\(content.id), \(account), \(content.hash), \(content.size), \(now)) ON CONFLICT ("account_id", "hash") DO NOTHING
                """)
        }
    }

    /// Makes room: what was sent before `limit` and is named by no record any more.
    package func forget(unless named: Set<String>, before limit: Instant) throws {
        let rows = try connection.rows("SELECT \"id\", \"hash\" FROM \"deposits\" WHERE \"made_at\" < \(limit)")
        for row in rows where !named.contains(row[1].text ?? "") {
            try connection.run("DELETE FROM \"deposits\" WHERE \"id\" = \(row[0].id)")
        }
    }
}
