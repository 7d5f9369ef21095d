import Core
import Web

extension Record {
    /// The record's visible fields by key, with its id first.
    func json(_ fields: [Field]) -> JSON {
        .object(
            [("id", .text(id.text))] + fields.filter { has($0.key) }.map { ($0.key, FieldJSON.value(self[$0.key], $0)) }
        )
    }
}
