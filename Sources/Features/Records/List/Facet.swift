import Core
import Web

/// A filter on one field that came in the address as `f_<field>`; days and moments have `f_<field>_from` and `f_<field>_to`.
struct Facet: Sendable {
    let field: Field
    let tests: [Filter.Test]
    /// As in the address, to keep it there.
    let pairs: [(name: String, value: String)]

    var filters: [Filter] { tests.map { Filter(field.key, $0) } }

    /// The records that the facet names when it filters by a look-up.
    var ids: [RecordID] { field.target == nil ? [] : pairs.compactMap { RecordID(text: $0.value) } }

    static func all(in form: Form, _ fields: [Field]) -> [Facet] {
        guard form.names.contains(where: { $0.hasPrefix("f_") }) else { return [] }
        return fields.compactMap { field in
            switch field.type.storage {
            case .day:
                range(field, form) {
                    .day($0)
                } end: {
                    .day($0)
                }
            case .integer where field.type is InstantType:
                range(field, form) {
                    .instant($0.start(in: Formats.paris))
                } end: {
                    .instant($0.advanced(by: 1).start(in: Formats.paris) - .init(milliseconds: 1))
                }
            default: values(field, form)
            }
        }
    }

    private static func range(_ field: Field, _ form: Form, start: (Day) -> Value, end: (Day) -> Value) -> Facet? {
        let bounds = ["from", "to"].compactMap { side in Day(iso: form["f_\(field.key)_\(side)"]).map { (side, $0) } }
        guard !bounds.isEmpty else { return nil }
        return Facet(
            field: field, tests: bounds.map { side, day in side == "from" ? .atLeast(start(day)) : .atMost(end(day)) },
            pairs: bounds.map { side, day in ("f_\(field.key)_\(side)", day.iso) })
    }

    /// Values that the field's type does not read are left out, as if they were not in the address.
    private static func values(_ field: Field, _ form: Form) -> Facet? {
        guard field.type is ChoiceType || field.target != nil || field.type is YesNoType else { return nil }
        let name = "f_" + field.key
        let given = form.all(name).prefix(50).map(\.trimmed).filter { !$0.isEmpty }
        let read = given.compactMap { text in (try? field.type.read(text)).map { (text, $0) } }
        guard let first = read.first else { return nil }
        return Facet(
            field: field, tests: [read.count == 1 ? .equals(first.1) : .oneOf(read.map(\.1))],
            pairs: read.map { (name, $0.0) })
    }
}
