package import Core

/// How much hangs on a record, for the counts on its tabs.
package struct RecordTally: Sendable {
    package let files: Int
    package let comments: Int
    package let events: Int
}

extension SeenRecords {
    /// Counts what the viewer may see of a record that was found.
    package func tally(of record: Record) throws -> RecordTally {
        let hidden: SQL = viewer.isStaff ? "" : " AND \"is_private\" = 0"
        let shown = viewer.files(of: record.module).sql
        let whose: SQL = "\"module\" = \(module.key) AND \"record_id\" = \(record.id)"
        let row = try connection.row(
            """
            SELECT (SELECT count(*) FROM "files" WHERE \(whose) AND "deleted_at" IS NULL\(shown ?? "")\(made)), \
            (SELECT count(*) FROM "comments" WHERE \(whose)\(hidden)\(made)), (SELECT count(*) FROM "audit_subjects" WHERE \(whose))
            """)
        func count(_ index: Int) -> Int { Int(row?[index].int ?? 0) }
        let grant = viewer.grants[module.key]
        return RecordTally(
            files: shown == nil ? 0 : count(0), comments: grant.notes >= .read ? count(1) : 0, events: count(2))
    }
}
