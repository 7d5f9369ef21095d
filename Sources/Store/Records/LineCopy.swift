package import Core

extension SeenRecords {
    /// Copies the lines of a record that the viewer sees to one that the viewer just made: the fields that the viewer may write.
    package func copyLines(from source: RecordID, to id: RecordID, ids: RecordIDGenerator, at now: Instant) throws {
        guard let original = try find(source) else { throw WriteRefusal.notFound }
        for subform in module.subforms where mayAddLines(subform) {
            let editable = viewer.visibleFields(of: subform, in: module).filter {
                viewer.mayEdit($0, of: subform, in: module)
            }
            let lines = try lines(subform, of: original).map { row in
                SentLine(
                    Dictionary(
                        editable.map { ($0.key, row[$0.key]) }.filter { !$0.1.isNull },
                        uniquingKeysWith: { first, _ in first }))
            }
            guard !lines.isEmpty, try mayEdit(id), let copy = try find(id) else { continue }
            try replaceLines(subform, of: id, version: copy.version, with: lines, ids: ids, at: now)
        }
    }
}
