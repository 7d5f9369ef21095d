package import Core

/// Which records of an account its people see because they were assigned to them.
package struct Assignments {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func of(_ access: RecordID, _ module: String) throws -> Set<RecordID> {
        Set(
            try connection.rows(
                "SELECT \"record_id\" FROM \"assignments\" WHERE \"access_id\" = \(access) AND \"module\" = \(module)"
            ).compactMap { $0[0].id })
    }

    /// Puts these in the place of what was assigned. Whoever calls has tested that they are the account's.
    package func set(_ records: Set<RecordID>, of access: RecordID, _ module: String, ids: RecordIDGenerator) throws {
        let known = try of(access, module)
        for gone in known.subtracting(records) {
            try connection.run(
                "DELETE FROM \"assignments\" WHERE \"access_id\" = \(access) AND \"module\" = \(module) AND \"record_id\" = \(gone)"
            )
        }
        for record in records.subtracting(known).sorted() {
            try connection.run(
                """
                INSERT INTO "assignments" ("id", "access_id", "module", "record_id") VALUES (\(ids.next()), \(access), \(module), \(record)) \
                ON CONFLICT ("access_id", "module", "record_id") DO NOTHING
                """)
        }
    }
}
