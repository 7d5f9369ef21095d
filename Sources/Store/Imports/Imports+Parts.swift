package import Core

/// How far an import is, module by module, and what it has to say.
extension Imports {
    /// Begins a run: what an earlier one of the same import counted as stored is remembered, everything else is told anew.
    package func begin(_ run: ImportRun, _ parts: [ImportPart], ids: RecordIDGenerator) throws {
        try connection.run("DELETE FROM \"import_notes\" WHERE \"import_id\" = \(run.id) AND \"kind\" <> 'access'")
        try connection.run(
            "DELETE FROM \"import_absents\" WHERE \"import_id\" = \(run.id) AND \"state\" <> 'withdrawn'")
        for part in parts {
            try connection.run(
                """
                INSERT INTO "import_parts" ("id", "import_id", "module", "total") VALUES (\(ids.next()), \(run.id), \(part.module), \(part.total)) \
                ON CONFLICT ("import_id", "module") DO UPDATE SET "total" = excluded."total", "done" = 0, "unchanged" = 0, "in_bin" = 0, \
                "refused" = 0, "warnings" = 0, "known" = NULL, "earlier" = "import_parts"."created" + "import_parts"."updated"
                """)
        }
    }

    /// Adds what a batch did, in its transaction.
    package func add(_ counts: ImportPart, to run: ImportRun) throws {
        try connection.run(
            """
            UPDATE "import_parts" SET "done" = "done" + \(counts.done), "created" = "created" + \(counts.created), \
            "updated" = "updated" + \(counts.updated), "unchanged" = "unchanged" + \(counts.unchanged), "in_bin" = "in_bin" + \(counts.inBin) \
            WHERE "import_id" = \(run.id) AND "module" = \(counts.module)
            """)
    }

    /// How many rows a dry run has read.
    package func set(done: Int, of module: String, in run: RecordID) throws {
        try connection.run(
            "UPDATE \"import_parts\" SET \"done\" = \(done) WHERE \"import_id\" = \(run) AND \"module\" = \(module)")
    }

    /// Sets what is known once a module was read to its end. `counts` is nil where batches have counted.
    package func finish(_ part: ImportPart, of run: ImportRun, isCounted: Bool) throws {
        let counted: SQL =
            isCounted
            ? .empty
            : """
            , "done" = \(part.done), "created" = \(part.created), "updated" = \(part.updated), "unchanged" = \(part.unchanged), \
            "in_bin" = \(part.inBin)
            """
        try connection.run(
            """
            UPDATE "import_parts" SET "refused" = \(part.refused), "warnings" = \(part.warnings), "known" = \(part.known.map { Int64($0) })\(counted) \
            WHERE "import_id" = \(run.id) AND "module" = \(part.module)
            """)
    }

    package func parts(of run: RecordID) throws -> [ImportPart] {
        try connection.rows("SELECT * FROM \"import_parts\" WHERE \"import_id\" = \(run) ORDER BY \"id\"").map(
            ImportPart.init)
    }

    package func add(_ notes: [ImportNote], to run: RecordID, ids: RecordIDGenerator) throws {
        for start in stride(from: 0, to: notes.count, by: 200) {
            let rows = notes[start..<min(start + 200, notes.count)].map { note -> SQL in
                """
                (\(ids.next()), \(run), \(note.module), \(note.kind.rawValue), \(note.externalID), \(note.line.map { Int64($0) }), \
                \(note.reason.fr), \(note.reason.en), \(note.value))
                """
            }
            try connection.run(
                """
                INSERT INTO "import_notes" ("id", "import_id", "module", "kind", "external_id", "line", "reason_fr", "reason_en", "value") \
                VALUES \(rows.joined(by: ", "))
                """)
        }
    }

    package func notes(of run: RecordID, _ kind: ImportNote.Kind, limit: Int) throws -> [ImportNote] {
        try connection.rows(
            "SELECT * FROM \"import_notes\" WHERE \"import_id\" = \(run) AND \"kind\" = \(kind.rawValue) ORDER BY \"id\" LIMIT \(limit)"
        ).map(ImportNote.init)
    }
}
