package import Core

/// Records that a source brought once and a full import of it no longer has.
package struct Absents {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// A record that is no longer at its source.
    package struct Absent: Sendable {
        package let id: RecordID
        package let subject: Journal.Subject
        package let externalID: String
    }

    /// How many of an import's absent records there are.
    package struct Tally: Sendable, Hashable {
        package var listed = 0
        package var withdrawn = 0
        /// Could not be withdrawn: something stands on them.
        package var kept = 0

        package init() {}
    }

    /// How many live records of the source a module has, and those of them that are not among `seen`.
    package func missing(_ module: String, source: String, seen: Set<String>) throws -> (
        known: Int, records: [(id: RecordID, externalID: String)]
    ) {
        var (known, missing): (Int, [(id: RecordID, externalID: String)]) = (0, [])
        try connection.each(
            "SELECT \"id\", \"external_id\" FROM \(Identifier(module)) WHERE \"source\" = \(source) AND \"deleted_at\" IS NULL"
        ) { row in
            known += 1
            guard let id = row[0].id, let external = row[1].text, !seen.contains(external) else { return }
            missing.append((id, external))
        }
        return (known, missing)
    }

    package func add(
        _ records: ArraySlice<(id: RecordID, externalID: String)>, of module: String, to run: RecordID,
        ids: RecordIDGenerator, at now: Instant
    ) throws {
        let rows = records.map { record -> SQL in
            "(\(ids.next()), \(run), \(module), \(record.id), \(record.externalID), 'listed', \(now))"
        }
        try connection.run(
            "INSERT INTO \"import_absents\" (\"id\", \"import_id\", \"module\", \"record_id\", \"external_id\", \"state\", \"changed_at\") VALUES \(rows.joined(by: ", "))"
        )
    }

    package func tallies(of run: RecordID) throws -> [String: Tally] {
        let rows = try connection.rows(
            "SELECT \"module\", \"state\", count(*) FROM \"import_absents\" WHERE \"import_id\" = \(run) GROUP BY \"module\", \"state\""
        )
        return rows.reduce(into: [:]) { tallies, row in
            let (module, count) = (row[0].text ?? "", Int(row[2].int ?? 0))
            switch row[1].text {
            case "listed": tallies[module, default: Tally()].listed += count
            case "kept": tallies[module, default: Tally()].kept += count
            default: tallies[module, default: Tally()].withdrawn += count
            }
        }
    }

    package func list(of run: RecordID, state: String = "listed", module: String? = nil, limit: Int) throws -> [Absent]
    {
        let only: SQL = module.map { " AND \"module\" = \($0)" } ?? ""
        return try connection.rows(
            "SELECT * FROM \"import_absents\" WHERE \"import_id\" = \(run) AND \"state\" = \(state)\(only) ORDER BY \"id\" LIMIT \(limit)"
        ).map { row in
            Absent(
                id: RecordID(row["id"].int ?? 0),
                subject: Journal.Subject(row["module"].text ?? "", RecordID(row["record_id"].int ?? 0)),
                externalID: row["external_id"].text ?? "")
        }
    }

    /// Asks for the withdrawal of what is listed; false when something else is under way.
    package func start(_ run: RecordID) throws -> Bool {
        try connection.run(
            "UPDATE \"imports\" SET \"state\" = 'withdrawing', \"ended_at\" = NULL, \"claimed_until\" = 0 WHERE \"id\" = \(run) AND \"state\" = 'done' AND \"is_dry\" = 0"
        ) == 1
    }

    /// Moves a record to the bin in nobody's name, which is how an import knows it again; false when it is there already.
    package func withdraw(_ absent: Absent, at now: Instant) throws -> Bool {
        let (table, id) = (Identifier(absent.subject.module), absent.subject.id)
        let isGone =
            try connection.run(
                "UPDATE \(table) SET \"deleted_at\" = \(now), \"deleted_by\" = NULL, \"version\" = \"version\" + 1 WHERE \"id\" = \(id) AND \"deleted_at\" IS NULL"
            ) == 1
        try set(isGone ? "withdrawn" : "gone", absent.id, at: now)
        return isGone
    }

    /// Something stands on the record: it stays.
    package func keep(_ absent: Absent, at now: Instant) throws { try set("kept", absent.id, at: now) }

    private func set(_ state: String, _ id: RecordID, at now: Instant) throws {
        try connection.run(
            "UPDATE \"import_absents\" SET \"state\" = \(state), \"changed_at\" = \(now) WHERE \"id\" = \(id)")
    }

    /// True when an import took the record away, and nobody else did since.
    func wasWithdrawn(_ subject: Journal.Subject) throws -> Bool {
        try connection.row(
            """
            SELECT 1 FROM "import_absents" AS "a" JOIN \(Identifier(subject.module)) AS "r" ON "r"."id" = "a"."record_id" \
            WHERE "a"."module" = \(subject.module) AND "a"."record_id" = \(subject.id) AND "a"."state" = 'withdrawn' \
            AND "r"."deleted_by" IS NULL
            """) != nil
    }

    /// Takes a record that its source has again out of the bin.
    func bringBack(_ subject: Journal.Subject, at now: Instant) throws {
        try connection.run(
            "UPDATE \(Identifier(subject.module)) SET \"deleted_at\" = NULL, \"deleted_by\" = NULL WHERE \"id\" = \(subject.id)"
        )
        try connection.run(
            "UPDATE \"import_absents\" SET \"state\" = 'back', \"changed_at\" = \(now) WHERE \"module\" = \(subject.module) AND \"record_id\" = \(subject.id) AND \"state\" = 'withdrawn'"
        )
    }
}
