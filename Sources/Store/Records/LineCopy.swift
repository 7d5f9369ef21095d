package import Core

extension SeenRecords {
    /// Copies the lines of a record that the viewer sees to one that the viewer just made: the fields that the viewer may write, without
    /// what points to records that the viewer cannot see or that are in the bin.
    package func copyLines(from source: RecordID, to id: RecordID, ids: RecordIDGenerator, at now: Instant) throws {
        if module.hasLayouts, module.layout == nil {
            return try laid(outAs: source).copyLines(from: source, to: id, ids: ids, at: now)
        }
        guard let original = try find(source) else { throw WriteRefusal.notFound }
        for subform in module.subforms where mayAddLines(subform) {
            let rows = try lines(subform, of: original)
            let editable = viewer.visibleFields(of: subform, in: module).filter {
                viewer.mayEdit($0, of: subform, in: module)
            }
            let seen = try seenTargets(of: editable, rows)
            let lines = rows.map { row in
                let fields = editable.filter { field in
                    !row[field.key].isNull && (field.target == nil || row[field.key].id.map(seen.contains) ?? false)
                }
                return SentLine(
                    Dictionary(fields.map { ($0.key, row[$0.key]) }, uniquingKeysWith: { first, _ in first }))
            }
            guard !lines.isEmpty, let copy = try find(id) else { continue }
            try putLines(subform, of: copy, with: lines, ids: ids, at: now)
        }
    }

    private func seenTargets(of fields: [Field], _ rows: [Row]) throws -> Set<RecordID> {
        var seen: Set<RecordID> = []
        for field in fields {
            guard let target = field.target.flatMap({ catalog[$0] }) else { continue }
            let records = SeenRecords(connection: connection, catalog: catalog, viewer: viewer, module: target)
            seen.formUnion(try records.titles(Set(rows.compactMap { $0[field.key].id })).keys)
        }
        return seen
    }
}
