import Core
import Web

extension Record {
    /// The record's visible fields by key, with its id first.
    func json(_ fields: [Field]) -> JSON {
        var members: [(String, JSON)] = [("id", .text(id.text))]
        members.reserveCapacity(fields.count + 1)
        for field in fields {
            guard let position = row.columns.position(of: field.key) else { continue }
            members.append((field.key, FieldJSON.value(row.values[position], field)))
        }
        return .object(members)
    }
}
