import Core

/// What the references of a row point to.
extension Arrivals {
    func found(_ record: IncomingRecord, _ module: Module) throws -> (
        links: [String: Value], warnings: [RefusedRow]
    ) {
        try found(record.references, of: record) { module[$0] }
    }

    /// The lines of each sub-form, their look-ups among their values. Empty cells are left out.
    func foundLines(_ record: IncomingRecord, _ module: Module) throws -> (
        lines: [String: [[String: Value]]], warnings: [RefusedRow]
    ) {
        var (all, warnings): ([String: [[String: Value]]], [RefusedRow]) = ([:], [])
        for subform in module.subforms {
            for line in record.lines[subform.key] ?? [] {
                let one = try found(line.references, of: record) { key in subform.fields.first { $0.key == key } }
                let values = line.values.merging(one.links) { _, link in link }
                all[subform.key, default: []].append(values.filter { !$0.value.isNull })
                warnings += one.warnings
            }
            if record.lines[subform.key]?.isEmpty == true { all[subform.key] = [] }
        }
        return (all, warnings)
    }

    func foundContacts(_ record: IncomingRecord) throws -> (
        links: [DocumentContacts.Link], warnings: [RefusedRow]
    ) {
        var (found, warnings): ([DocumentContacts.Link], [RefusedRow]) = ([], [])
        for contact in record.contacts ?? [] {
            if let id = try links.find(DocumentContacts.field, contact.externalID, of: record) {
                found.append(.init(contact: id, role: contact.role))
            } else {
                warnings.append(RefusedRow(record, links.missing(DocumentContacts.field, contact.externalID)))
            }
        }
        return (found, warnings)
    }

    /// What references point to. One that leads nowhere is refused when the field or the policy wants it, else told.
    private func found(_ references: [String: String], of record: IncomingRecord, _ field: (String) -> Field?) throws
        -> (links: [String: Value], warnings: [RefusedRow])
    {
        var (values, warnings): ([String: Value], [RefusedRow]) = ([:], [])
        for (key, value) in references.sorted(by: { $0.key < $1.key }) {
            guard let field = field(key), field.target != nil else { continue }
            let id = try links.find(field, value, of: record)
            values[key] = .id(id)
            guard id == nil else { continue }
            let refusal = RefusedRow(record, links.missing(field, value))
            if field.isNotNull || links.policy == .anySource { throw refusal }
            warnings.append(refusal)
        }
        return (values, warnings)
    }
}
