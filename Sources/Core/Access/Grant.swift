/// What a kind of user may do with one module. Nothing granted is the default.
package struct Grant: Sendable, Hashable {
    package var see: Scope = .nobody
    package var create = false
    /// Records that somebody of the viewer's account wrote.
    package var editOwn = false
    /// Records that staff wrote.
    package var editShared = false
    package var delete = false
    package var clone = false
    /// Notes and messages on the records: hidden, read, or added to.
    package var notes: FieldRight = .hidden
    /// Files on the records: hidden, read, or added to.
    package var files: FieldRight = .hidden
    package var view: RecordView = .list
    /// Rights in the standard layout, by field: `total_incl`, or `lines.quantity` for a field of a sub-form. A field that is not named is hidden.
    package var fields: [String: FieldRight] = [:]
    /// The other layouts whose records exist for these users, each with its own rights.
    package var otherLayouts: [String: [String: FieldRight]] = [:]

    package init(see: Scope = .nobody) { self.see = see }

    package static let none = Grant()
}

/// What a kind of user may do with one field.
package enum FieldRight: String, Sendable, Hashable, Comparable {
    case hidden, read, edit

    package static func < (left: FieldRight, right: FieldRight) -> Bool { left.rank < right.rank }
    private var rank: Int { self == .hidden ? 0 : self == .read ? 1 : 2 }
}

/// How a portal shows the records of a module.
package enum RecordView: String, Sendable, Hashable {
    case list, cards
}

/// The grants of a kind of user, by module.
package struct Grants: Sendable {
    private let byModule: [String: Grant]
    private let known = VisibleFieldsCache()

    package init(_ byModule: [String: Grant]) { self.byModule = byModule }

    /// Every statement of every request asks for them, so they are worked out once for as long as these grants count.
    func visible(of module: Module, isStaff: Bool) -> VisibleFields {
        known.fields(of: module, isStaff: isStaff) {
            let rights = self[module.key].fields
            return VisibleFields(
                module.fields.filter { (isStaff || !$0.isInternal) && (rights[$0.key] ?? .hidden) >= .read })
        }
    }

    package subscript(module: String) -> Grant { byModule[module] ?? .none }
    /// A person's own contact and company have a place of their own, the profile, rather than a list of one.
    package func isOwnPlace(_ module: String) -> Bool {
        guard module == "contacts" || module == "accounts", case .through(let path) = self[module].see else {
            return false
        }
        return path.steps.isEmpty && path.target != .named
    }

    package var modules: [String] { byModule.filter { $0.value.see != .nobody }.map(\.key).sorted() }

    /// Every module and field, for administrators.
    package static func everything(in catalog: Catalog) -> Grants {
        Grants(Dictionary(uniqueKeysWithValues: catalog.modules.map { ($0.key, Grant.everything(in: $0)) }))
    }
}

extension Grant {
    fileprivate static func everything(in module: Module) -> Grant {
        var grant = Grant(see: .everyone)
        grant.create = true
        grant.editOwn = true
        grant.editShared = true
        grant.delete = true
        grant.clone = true
        grant.notes = .edit
        grant.files = .edit
        grant.fields = Dictionary(uniqueKeysWithValues: module.fields.map { ($0.key, $0.isReadOnly ? .read : .edit) })
        for subform in module.subforms { grant.fields.merge(subform.rights(.edit)) { known, _ in known } }
        return grant
    }
}
