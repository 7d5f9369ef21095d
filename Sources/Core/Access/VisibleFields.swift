import Synchronization

/// The fields of one module that somebody may see, in the module's order.
struct VisibleFields: Sendable {
    let fields: [Field]
    let keys: Set<String>

    init(_ fields: [Field]) {
        self.fields = fields
        keys = Set(fields.map(\.key))
    }
}

/// What was worked out for some grants, by module.
final class VisibleFieldsCache: Sendable {
    /// Keeps the module, so that no other one can take its place in memory.
    private struct Entry {
        let module: Module
        let fields: VisibleFields
    }
    private struct Key: Hashable {
        let module: ObjectIdentifier
        let isStaff: Bool
    }
    private let entries = Mutex<[Key: Entry]>([:])

    func fields(of module: Module, isStaff: Bool, _ make: () -> VisibleFields) -> VisibleFields {
        let key = Key(module: ObjectIdentifier(module), isStaff: isStaff)
        if let known = entries.withLock({ $0[key] }) { return known.fields }
        let fields = make()
        entries.withLock { $0[key] = Entry(module: module, fields: fields) }
        return fields
    }
}
