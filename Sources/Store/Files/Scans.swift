package import Core

/// What the virus scanner said about content, by its hash. What it was not asked about has no row.
package struct Scans {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package enum Verdict: String, Sendable {
        /// Asked, and not answered yet.
        case waiting
        case clean
        /// A virus, which has its bytes removed.
        case found
    }

    /// Content that waits, and how often the scanner could not say.
    package struct Waiting: Sendable {
        package let hash: String
        package let tries: Int64
    }

    /// Has content looked at. What was found bad is looked at again: signatures are corrected, too.
    package func ask(_ hashes: some Sequence<String>, at now: Instant) throws {
        for hash in hashes {
            try connection.run(
                """
                INSERT INTO "scans" ("hash", "state", "asked_at", "next_at") VALUES (\(hash), 'waiting', \(now), \(now)) \
                ON CONFLICT ("hash") DO UPDATE SET "state" = 'waiting', "asked_at" = \(now), "next_at" = \(now), "tries" = 0 WHERE "scans"."state" = 'found'
                """)
        }
    }

    /// Has everything looked at that records name and that nobody asked about, such as what came before there was a scanner.
    package func askAboutTheRest(builtIn: Catalog, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO "scans" ("hash", "state", "asked_at", "next_at") SELECT DISTINCT "hash", 'waiting', \(now), \(now) FROM "files" \
            WHERE "deleted_at" IS NULL AND NOT EXISTS (SELECT 1 FROM "scans" AS "s" WHERE "s"."hash" = "files"."hash")
            """)
        for hash in try BlobNames(connection, builtIn: builtIn).inFields() where try verdict(of: hash) == nil {
            try ask([hash], at: now)
        }
    }

    package func verdict(of hash: String) throws -> Verdict? {
        try connection.row("SELECT \"state\" FROM \"scans\" WHERE \"hash\" = \(hash)")?[0].text.flatMap(
            Verdict.init(rawValue:))
    }

    /// The next one that is due.
    package func next(at now: Instant) throws -> Waiting? {
        try connection.row(
            "SELECT \"hash\", \"tries\" FROM \"scans\" WHERE \"state\" = 'waiting' AND \"next_at\" <= \(now) ORDER BY \"next_at\", \"hash\" LIMIT 1"
        ).map { Waiting(hash: $0[0].text ?? "", tries: $0[1].int ?? 0) }
    }

    /// Comes back to one that could not be judged.
    package func putOff(_ hash: String, to moment: Instant) throws {
        try connection.run(
            "UPDATE \"scans\" SET \"tries\" = \"tries\" + 1, \"next_at\" = \(moment) WHERE \"hash\" = \(hash) AND \"state\" = 'waiting'"
        )
    }

    /// False when somebody else has judged it meanwhile.
    package func judge(_ hash: String, _ verdict: Verdict, signature: String?, at now: Instant) throws -> Bool {
        try connection.run(
            "UPDATE \"scans\" SET \"state\" = \(verdict.rawValue), \"signature\" = \(signature), \"judged_at\" = \(now) WHERE \"hash\" = \(hash) AND \"state\" = 'waiting'"
        ) == 1
    }

    /// How many wait, and since when the oldest does.
    package func waiting() throws -> (count: Int64, since: Instant?) {
        let row = try connection.row("SELECT count(*), min(\"asked_at\") FROM \"scans\" WHERE \"state\" = 'waiting'")
        return (row?[0].int ?? 0, row?[1].instant)
    }

    /// What was found bad: nothing of it is kept.
    package func found() throws -> Set<String> {
        Set(try connection.rows("SELECT \"hash\" FROM \"scans\" WHERE \"state\" = 'found'").compactMap { $0[0].text })
    }

    /// Forgets what was said before `limit` about content that nobody names any more.
    package func forget(unless named: Set<String>, before limit: Instant) throws {
        for row in try connection.rows("SELECT \"hash\" FROM \"scans\" WHERE \"asked_at\" < \(limit)") {
            guard let hash = row[0].text, !named.contains(hash) else { continue }
            try connection.run("DELETE FROM \"scans\" WHERE \"hash\" = \(hash)")
        }
    }

    /// Without a scanner nothing waits for one.
    package func forgetWaiting() throws { try connection.run("DELETE FROM \"scans\" WHERE \"state\" = 'waiting'") }
}

/// A place where content is named.
package struct BlobUse: Sendable {
    package let subject: Journal.Subject
    package let name: String
    /// The person outside who sent it; nil for staff, imports and fields.
    package let sender: RecordID?
}

extension BlobNames {
    /// The records that name content, so that they can be told what it was.
    package func uses(of hash: String) throws -> [BlobUse] {
        let files = try connection.rows(
            "SELECT \"module\", \"record_id\", \"name\", \"author_kind\", \"author_id\" FROM \"files\" WHERE \"hash\" = \(hash) AND \"deleted_at\" IS NULL"
        ).map { row in
            BlobUse(
                subject: Journal.Subject(row[0].text ?? "", RecordID(row[1].int ?? 0)), name: row[2].text ?? "",
                sender: row[3].text == Author.Kind.external.rawValue ? row[4].id : nil)
        }
        // A file field holds `HASH/SIZE/NAME`; `0` comes after `/`.
        let fields = try fields().filter(\.isOfRecord).flatMap { field in
            let (table, column) = (Identifier(field.table), Identifier(field.column))
            return try connection.rows(
                "SELECT \"id\", \(column) FROM \(table) WHERE \(column) >= \(hash + "/") AND \(column) < \(hash + "0")"
            ).map { row in
                BlobUse(
                    subject: Journal.Subject(field.table, RecordID(row[0].int ?? 0)),
                    name: FileValue(row[1])?.name ?? "", sender: nil)
            }
        }
        return files + fields
    }
}
