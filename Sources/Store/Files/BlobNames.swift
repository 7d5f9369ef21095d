package import Core

/// Every place in the database that names content in the file store. Whatever keeps files by their hash has to be told here: what no
/// place names is swept.
package struct BlobNames {
    let connection: any Connection
    private let builtIn: Catalog

    package init(_ connection: any Connection, builtIn: Catalog) {
        self.connection = connection
        self.builtIn = builtIn
    }

    /// The hashes that are named. A file that was taken off its record before `limit` names nothing any more.
    package func all(removedBefore limit: Instant) throws -> Set<String> {
        var names = try inFields()
        try connection.each(
            "SELECT DISTINCT \"hash\" FROM \"files\" WHERE \"deleted_at\" IS NULL OR \"deleted_at\" >= \(limit)"
        ) { row in if let hash = row[0].text { names.insert(hash) } }
        return names
    }

    /// The hashes of files that are fields' values.
    package func inFields() throws -> Set<String> {
        var names: Set<String> = []
        for field in try fields() {
            let name = Identifier(field.column)
            try connection.each("SELECT \(name) FROM \(Identifier(field.table)) WHERE \(name) IS NOT NULL") { row in
                if let file = FileValue(row[0]) { names.insert(file.hash) }
            }
        }
        return names
    }

    /// Takes away what stands for files that were taken off their records before `limit`.
    package func forgetRemoved(before limit: Instant) throws {
        try connection.run("DELETE FROM \"files\" WHERE \"deleted_at\" < \(limit)")
    }

    /// A column whose values are files.
    struct FileColumn {
        let table: String
        let column: String
        /// Not of a line.
        let isOfRecord: Bool
    }

    /// The columns of fields that are files, those too that administrators removed and may take back.
    func fields() throws -> [FileColumn] {
        var found = builtIn.modules.flatMap { module in
            columns(module.key, module.fields, true) + module.subforms.flatMap { columns($0.table, $0.fields, false) }
        }
        for stored in try Definitions(connection).all() {
            found += columns(stored.key, stored.definition.fields.map(\.field), true)
            for subform in stored.definition.subforms {
                let table = builtIn[stored.key]?.subforms.first { $0.key == subform.key }?.table
                found += columns(
                    table ?? SubformDefinition.table(subform.key, of: stored.key), subform.fields.map(\.field), false)
            }
        }
        let known = try SchemaLedger(connection).known()
        return found.filter { known["column \($0.table).\($0.column)"] != nil }
    }

    private func columns(_ table: String, _ fields: [Field], _ isOfRecord: Bool) -> [FileColumn] {
        fields.filter { $0.type is FileType }.map { FileColumn(table: table, column: $0.key, isOfRecord: isOfRecord) }
    }
}
