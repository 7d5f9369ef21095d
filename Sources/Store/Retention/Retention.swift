package import Core

/// The rules of what is kept, and what they take away: a batch at a time, so that nobody waits for it. The bin and the journal have ways of
/// their own.
package struct Retention {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func days(_ rule: RetentionRule) throws -> Int {
        let stored = try Settings(connection).retention(rule)
        return stored.flatMap { rule.allows($0) ? $0 : nil } ?? rule.usual
    }

    package func set(_ rule: RetentionRule, days: Int) throws { try Settings(connection).setRetention(rule, days) }

    /// What is older than this goes; nil when it is kept for ever.
    package func limit(_ rule: RetentionRule, at now: Instant) throws -> Instant? {
        let days = try days(rule)
        return days == 0 ? nil : now - .days(Int64(days))
    }

    /// Takes at most `most` rows away and returns how many.
    package func remove(_ rule: RetentionRule, before limit: Instant, most: Int) throws -> Int {
        switch rule {
        case .sentMails: try remove("outbox", "\"state\" = 'sent' AND \"sent_at\" < \(limit)", most)
        case .deadMails: try remove("outbox", "\"state\" = 'dead' AND \"created_at\" < \(limit)", most)
        case .links: try remove("tokens", "\"expires_at\" < \(limit)", most)
        case .devices: try remove("devices", "\"seen_at\" < \(limit)", most)
        case .jobs: try jobs(before: limit, most)
        case .imports: try imports(before: limit, most)
        case .changes: try remove("changes", "\"made_at\" < \(limit) AND \(Retention.isFollowed)", most)
        case .removedFiles: try remove("files", "\"deleted_at\" < \(limit)", most)
        case .waitingMails, .bin, .journal: 0
        }
    }

    /// The last change of each thing stays: it can be undone.
    private static let isFollowed: SQL = """
        EXISTS (SELECT 1 FROM "changes" AS "later" WHERE "later"."kind" = "changes"."kind" AND "later"."key" = "changes"."key" \
        AND "later"."id" > "changes"."id")
        """

    private func remove(_ table: String, _ condition: SQL, _ most: Int) throws -> Int {
        let name = Identifier(table)
        return try connection.run(
            "DELETE FROM \(name) WHERE \"id\" IN (SELECT \"id\" FROM \(name) WHERE \(condition) ORDER BY \"id\" LIMIT \(most))"
        )
    }

    /// What was said of their rows first.
    private func imports(before limit: Instant, _ most: Int) throws -> Int {
        let old: SQL = "\"ended_at\" < \(limit)"
        for table in ["import_notes", "import_absents", "import_parts"] {
            let rows = try remove(table, "\"import_id\" IN (SELECT \"id\" FROM \"imports\" WHERE \(old))", most)
            guard rows == 0 else { return rows }
        }
        return try remove("imports", old, most)
    }

    /// Their records first, then those that have none any more.
    private func jobs(before limit: Instant, _ most: Int) throws -> Int {
        let ended: SQL = "SELECT \"id\" FROM \"bulk_jobs\" WHERE \"ended_at\" < \(limit)"
        let items = try remove("bulk_items", "\"job_id\" IN (\(ended))", most)
        guard items == 0 else { return items }
        return try remove("bulk_jobs", "\"ended_at\" < \(limit)", most)
    }
}

extension Retention {
    /// How much there is of what each rule is about.
    package func counts(_ catalog: Catalog) throws -> [RetentionRule: Int64] {
        try RetentionRule.allCases.reduce(into: [:]) { $0[$1] = try count($1, catalog) }
    }

    private func count(_ rule: RetentionRule, _ catalog: Catalog) throws -> Int64 {
        func count(_ table: SQL) throws -> Int64 { try connection.int("SELECT count(*) FROM \(table)") ?? 0 }
        return switch rule {
        case .sentMails: try count("\"outbox\" WHERE \"state\" = 'sent'")
        case .waitingMails: try count("\"outbox\" WHERE \"state\" = 'waiting'")
        case .deadMails: try count("\"outbox\" WHERE \"state\" = 'dead'")
        case .links: try count("\"tokens\"")
        case .devices: try count("\"devices\"")
        case .jobs: try count("\"bulk_items\"")
        case .imports: try count("\"imports\"")
        case .changes: try count("\"changes\"")
        case .removedFiles: try count("\"files\" WHERE \"deleted_at\" IS NOT NULL")
        case .bin:
            try catalog.modules.reduce(0) {
                try $0 + count("\(Identifier($1.key)) WHERE \"deleted_at\" IS NOT NULL")
            }
        // The numbers have no gaps, and counting the longest table takes long.
        case .journal: try connection.int("SELECT coalesce(max(\"seq\") - min(\"seq\") + 1, 0) FROM \"audit\"") ?? 0
        }
    }

    /// The size of the database in bytes.
    package func size() throws -> Int64 {
        switch connection.dialect {
        case .sqlite:
            let (pages, size) = (try connection.int("PRAGMA page_count"), try connection.int("PRAGMA page_size"))
            return (pages ?? 0) * (size ?? 0)
        case .postgres: return try connection.int("SELECT pg_database_size(current_database())") ?? 0
        }
    }
}

extension Settings {
    func retention(_ rule: RetentionRule) throws -> Int? { try value("retention:" + rule.rawValue).flatMap { Int($0) } }
    func setRetention(_ rule: RetentionRule, _ days: Int) throws {
        try set("retention:" + rule.rawValue, to: String(days))
    }
}
