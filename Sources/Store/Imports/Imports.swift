package import Core

/// Imports as rows: asked for, taken over by one process at a time, told about.
package struct Imports {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// How long a process that is not heard of keeps an import.
    package static let patience: Interval = .seconds(60)

    package func add(
        _ id: RecordID, source: String, options: String, state: ImportRun.State, isDry: Bool, by author: Author,
        ticket: String? = nil, at now: Instant
    ) throws {
        try connection.run(
            """
            INSERT INTO "imports" ("id", "source", "options", "state", "is_dry", "made_by", "made_by_name", "started_at", "ticket", "report", "claim") \
            VALUES (\(id), \(source), \(options), \(state.rawValue), \(isDry), \(author.id), \(author.name), \(now), \(ticket), '', 0)
            """)
    }

    package func find(_ id: RecordID) throws -> ImportRun? {
        try connection.row("SELECT * FROM \"imports\" WHERE \"id\" = \(id) AND \"state\" IS NOT NULL").map(
            ImportRun.init)
    }

    package func find(ticket: String) throws -> ImportRun? {
        try connection.row("SELECT * FROM \"imports\" WHERE \"ticket\" = \(ticket)").map(ImportRun.init)
    }

    package func newest(_ limit: Int) throws -> [ImportRun] {
        try connection.rows(
            "SELECT * FROM \"imports\" WHERE \"state\" IS NOT NULL ORDER BY \"id\" DESC LIMIT \(limit)"
        ).map(ImportRun.init)
    }

    /// Changes what is asked for, as long as nothing is under way. False when it is.
    package func set(options: String, source: String, of id: RecordID) throws -> Bool {
        try connection.run(
            """
            UPDATE "imports" SET "options" = \(options), "source" = \(source) WHERE "id" = \(id) \
            AND ("state" IN ('draft', 'failed', 'stopped') OR "state" = 'done' AND "is_dry" = 1)
            """) == 1
    }

    /// Asks for a run of what is there; false when it is under way or was stored already.
    package func start(_ id: RecordID, isDry: Bool) throws -> Bool {
        let began = try connection.run(
            """
            UPDATE "imports" SET "state" = 'waiting', "is_dry" = \(isDry), "ended_at" = NULL, "problem_fr" = NULL, "problem_en" = NULL, \
            "report" = '' WHERE "id" = \(id) AND ("state" IN ('draft', 'failed', 'stopped') OR "state" = 'done' AND "is_dry" = 1)
            """)
        guard began == 1 else { return false }
        for table in ["import_parts", "import_notes", "import_absents"] {
            try connection.run("DELETE FROM \(Identifier(table)) WHERE \"import_id\" = \(id)")
        }
        return true
    }

    /// Ends what is under way; what was stored stays.
    package func stop(_ id: RecordID, at now: Instant) throws -> Bool {
        try connection.run(
            "UPDATE \"imports\" SET \"state\" = 'stopped', \"ended_at\" = \(now) WHERE \"id\" = \(id) AND \"state\" IN ('waiting', 'running')"
        ) == 1
    }

    /// Something waits, or may have been left behind.
    package var isAnythingToDo: Bool {
        get throws {
            try connection.row(
                "SELECT 1 FROM \"imports\" WHERE \"state\" IN ('waiting', 'running', 'withdrawing') LIMIT 1") != nil
        }
    }

    /// Takes over the oldest import that waits or that nobody holds any more. One at a time: nil while another is under way.
    ///
    /// `isAlone`: no other process can be at work, so that what is under way was left behind by one that was killed.
    package func claim(at now: Instant, isAlone: Bool) throws -> ImportRun? {
        // Two processes that look at once: the second sees what the first has taken.
        try Journal(connection).hold()
        let dead: SQL = isAlone ? "1 = 1" : "coalesce(\"claimed_until\", 0) < \(now)"
        let busy: SQL = "\"state\" IN ('running', 'withdrawing')"
        guard
            try connection.row("SELECT 1 FROM \"imports\" WHERE \(busy) AND NOT (\(dead)) LIMIT 1") == nil,
            let id = try connection.row(
                "SELECT \"id\" FROM \"imports\" WHERE \"state\" = 'waiting' OR \(busy) ORDER BY \"id\" LIMIT 1")?[0].id
        else { return nil }
        try take(id, at: now)
        return try find(id)
    }

    /// Takes over an import that this process made itself.
    package func take(_ id: RecordID, at now: Instant) throws {
        try connection.run(
            """
            UPDATE "imports" SET "state" = CASE WHEN "state" = 'withdrawing' THEN 'withdrawing' ELSE 'running' END, \
            "claim" = "claim" + 1, "claimed_until" = \(now + Imports.patience) WHERE "id" = \(id)
            """)
    }

    /// Says that the holder of this claim is alive; false when it was stopped or another took over.
    package func beat(_ run: ImportRun, at now: Instant) throws -> Bool {
        try connection.run(
            """
            UPDATE "imports" SET "claimed_until" = \(now + Imports.patience) WHERE "id" = \(run.id) AND "claim" = \(run.claim) \
            AND "state" IN ('running', 'withdrawing')
            """) == 1
    }

    /// Ends a run that is still this holder's.
    package func end(
        _ run: ImportRun, _ state: ImportRun.State, problem: Phrase? = nil, summary: String? = nil, at now: Instant
    ) throws -> Bool {
        try connection.run(
            """
            UPDATE "imports" SET "state" = \(state.rawValue), "ended_at" = \(now), "problem_fr" = \(problem?.fr), "problem_en" = \(problem?.en), \
            "report" = coalesce(\(summary), "report") WHERE "id" = \(run.id) AND "claim" = \(run.claim) AND "state" IN ('running', 'withdrawing')
            """) == 1
    }

    /// Forgets an import that was never run, or nobody wants to see any more.
    package func remove(_ id: RecordID) throws {
        for table in ["import_parts", "import_notes"] {
            try connection.run("DELETE FROM \(Identifier(table)) WHERE \"import_id\" = \(id)")
        }
        try connection.run("DELETE FROM \"import_absents\" WHERE \"import_id\" = \(id) AND \"state\" <> 'withdrawn'")
        try connection.run("DELETE FROM \"imports\" WHERE \"id\" = \(id)")
    }

    /// Drafts that nobody came back to.
    package func forgotten(before moment: Instant) throws -> [RecordID] {
        try connection.rows(
            "SELECT \"id\" FROM \"imports\" WHERE \"state\" = 'draft' AND \"started_at\" < \(moment)"
        ).compactMap { $0[0].id }
    }

    /// Those whose file is still needed.
    package func withFiles() throws -> Set<RecordID> {
        Set(
            try connection.rows(
                "SELECT \"id\" FROM \"imports\" WHERE \"state\" IN ('draft', 'waiting', 'running', 'failed', 'stopped') OR \"state\" = 'done' AND \"is_dry\" = 1"
            ).compactMap { $0[0].id })
    }
}
