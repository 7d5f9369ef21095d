package import Core

/// Forms that could not be taken when they were sent, kept for a day for the person who typed them.
package struct UnfinishedForms {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// One form: for whom, where it was going, and what was in it.
    package struct Kept: Sendable {
        package let person: RecordID
        /// The access it was opened with; nil for the back office.
        package let access: RecordID?
        /// The address it was sent to, with its query.
        package let path: String
        /// URL-encoded, as it was sent.
        package let fields: String
        /// Files came with it, which are not kept.
        package let lostFiles: Bool

        package init(person: RecordID, access: RecordID?, path: String, fields: String, lostFiles: Bool) {
            (self.person, self.access, self.path) = (person, access, path)
            (self.fields, self.lostFiles) = (fields, lostFiles)
        }
    }

    /// A person's own; the oldest go, so that nobody fills the database with what was never sent.
    static let most = 20
    package static let life = Interval.days(1)

    package func keep(_ form: Kept, id: RecordID, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO "unfinished_forms" ("id", "person_id", "access_id", "path", "fields", "lost_files", "created_at") VALUES \
            (\(id), \(form.person), \(form.access), \(form.path), \(form.fields), \(Int64(form.lostFiles ? 1 : 0)), \(now))
            """)
        try connection.run(
            """
            DELETE FROM "unfinished_forms" WHERE "person_id" = \(form.person) AND "id" NOT IN \
            (SELECT "id" FROM "unfinished_forms" WHERE "person_id" = \(form.person) ORDER BY "id" DESC LIMIT \(Int64(UnfinishedForms.most)))
            """)
    }

    /// The form with this id, if this person typed it through this access.
    package func find(_ id: RecordID, of person: RecordID, access: RecordID?, at now: Instant) throws -> Kept? {
        let row = try connection.row(
            "SELECT * FROM \"unfinished_forms\" WHERE \"id\" = \(id) AND \"person_id\" = \(person) AND \"created_at\" > \(now - UnfinishedForms.life)"
        )
        guard let row, row["access_id"].id == access else { return nil }
        return Kept(
            person: person, access: access, path: row["path"].text ?? "", fields: row["fields"].text ?? "",
            lostFiles: row["lost_files"].bool)
    }

    package func discard(_ id: RecordID, of person: RecordID) throws {
        try connection.run("DELETE FROM \"unfinished_forms\" WHERE \"id\" = \(id) AND \"person_id\" = \(person)")
    }

    package func forgetOld(at now: Instant) throws {
        try connection.run("DELETE FROM \"unfinished_forms\" WHERE \"created_at\" <= \(now - UnfinishedForms.life)")
        try connection.run("DELETE FROM \"taken_forms\" WHERE \"at\" <= \(now - UnfinishedForms.life)")
    }
}

/// Forms that were taken, so that a second press on their button does nothing again.
package struct TakenForms {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// The form was taken before.
    package struct Again: Error {}

    /// Notes in the caller's transaction that the form was taken; `mark` is a SHA-256. Throws `Again` when it was before: what the transaction
    /// did is undone, and the first time counts.
    package func take(_ mark: [UInt8], at now: Instant) throws {
        let taken = try connection.run(
            "INSERT INTO \"taken_forms\" (\"id\", \"at\") VALUES (\(mark), \(now)) ON CONFLICT (\"id\") DO NOTHING")
        guard taken == 1 else { throw Again() }
    }
}
