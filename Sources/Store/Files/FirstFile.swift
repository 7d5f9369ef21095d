package import Core

/// The file that a list offers for a record: its oldest one.
package struct FirstFile: Sendable, Hashable {
    package let id: RecordID
    package let name: String

    package init(id: RecordID, name: String) {
        self.id = id
        self.name = name
    }
}

extension SeenRecords {
    /// The first file of each of these records, which were found, in one statement.
    package func firstFiles(of records: [Record]) throws -> [RecordID: FirstFile] {
        guard !records.isEmpty, let shown = viewer.files(of: module).sql else { return [:] }
        let list = records.map { "\($0.id)" as SQL }.joined(by: ", ")
        let first: SQL = """
            SELECT min("id") FROM "files" WHERE "module" = \(module.key) AND "record_id" IN (\(list)) AND "deleted_at" IS NULL\(shown)\(made) GROUP BY "record_id"
            """
        let rows = try connection.rows(
            "SELECT \"record_id\", \"id\", \"name\" FROM \"files\" WHERE \"id\" IN (\(first))")
        return Dictionary(
            rows.compactMap { row in
                row[0].id.flatMap { record in row[1].id.map { (record, FirstFile(id: $0, name: row[2].text ?? "")) } }
            },
            uniquingKeysWith: { first, _ in first })
    }
}
