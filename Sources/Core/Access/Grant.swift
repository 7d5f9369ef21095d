/// What a kind of user may do with one module. Nothing granted is the default.
package struct Grant: Sendable, Hashable {
    package var see: Scope = .nobody
    package var create = false
    /// The states in which records exist for these users, `Module.stateless` for having none; nil for the module's usual ones.
    package var states: Set<String>?
    /// Records that the person wrote.
    package var editOwn = false
    /// Records that somebody else outside wrote.
    package var editColleagues = false
    /// Records that staff wrote.
    package var editShared = false
    /// Own records, and those of colleagues where these may be edited; never those of staff.
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
    /// Records in the standard layout do not exist for these users.
    package var withoutStandard = false

    package init(see: Scope = .nobody) { self.see = see }

    package static let none = Grant()
}

extension Grant {
    /// Whether records in a layout exist for these users.
    package func shows(layout: String) -> Bool {
        layout == Layout.standard ? !withoutStandard : otherLayouts[layout] != nil
    }

    /// The rights on the fields of records in a layout. With nil, what counts in every layout that is granted: where records of several
    /// layouts stand side by side, nothing tells more of one than its own page does.
    package func rights(in layout: String?) -> [String: FieldRight] {
        if let layout { return layout == Layout.standard ? fields : otherLayouts[layout] ?? [:] }
        guard !otherLayouts.isEmpty else { return fields }
        let all = (withoutStandard ? [] : [fields]) + otherLayouts.values
        guard let first = all.first else { return [:] }
        return first.reduce(into: [:]) { common, right in
            common[right.key] = all.map { $0[right.key] ?? .hidden }.min()
        }
    }

    /// Other rights in one layout; nil for records in it to exist no longer.
    package mutating func set(_ rights: [String: FieldRight]?, in layout: String) {
        if layout == Layout.standard {
            (fields, withoutStandard) = (rights ?? fields, rights == nil)
        } else {
            otherLayouts[layout] = rights
        }
    }

    /// The layouts of a module whose records exist for these users, as a condition.
    package func laidOut(_ module: Module) -> Predicate {
        guard module.hasLayouts else { return .always }
        let shown = module.layoutKeys.filter(shows)
        return shown.count == module.layoutKeys.count ? .always : shown.isEmpty ? .never : .isLaidOut(shown)
    }
}

extension Grant {
    /// The states of a module in which records exist for these users, in the module's order.
    package func shownStates(_ module: Module) -> [String] {
        states.map { states in module.stateKeys.filter(states.contains) } ?? module.usualStates
    }

    /// Records that are in one of those states, as a condition. Who may create sees what people outside began, although staff's drafts are
    /// hidden.
    package func inStates(_ module: Module) -> Predicate {
        guard let field = module.state?.field, !module.stateKeys.isEmpty else { return .always }
        let shown = shownStates(module)
        guard shown.count < module.stateKeys.count else { return .always }
        let begun = create || clone ? module.firstState.flatMap { shown.contains($0) ? nil : $0 } : nil
        return shown.isEmpty && begun == nil ? .never : .isInState(shown, of: field, begun: begun)
    }

    /// What layouts and states leave of the records that the scope reaches.
    package func narrowed(_ module: Module) -> Predicate { laidOut(module).and(inStates(module)) }

    /// Whose records may be edited.
    package var editable: [Writer] {
        [(Writer.own, editOwn), (.colleagues, editColleagues), (.staff, editShared)].filter(\.1).map(\.0)
    }

    /// Whose records people outside may delete.
    package var deletable: [Writer] { !delete ? [] : editColleagues ? [.own, .colleagues] : [.own] }
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
    /// The modules of which something may be seen, in the order of the alphabet.
    package let modules: [String]
    /// Those of them that have pages of their own.
    package let placed: Set<String>

    package init(_ byModule: [String: Grant]) {
        self.byModule = byModule
        modules = byModule.filter { $0.value.see != .nobody }.map(\.key).sorted()
        placed = Set(modules.filter { !Grants.isOwnPlace($0, byModule[$0] ?? .none) })
    }

    /// Every statement of every request asks for them, so they are worked out once for as long as these grants count.
    func visible(of module: Module, isStaff: Bool) -> VisibleFields {
        known.fields(of: module, isStaff: isStaff) {
            let rights = rights(on: module, isStaff: isStaff)
            return VisibleFields(
                module.fields.filter { (isStaff || !$0.isInternal) && (rights[$0.key] ?? .hidden) >= .read })
        }
    }

    /// The rights on the fields of a module, in the layout that it stands for. Staff have one set of rights for all of them.
    func rights(on module: Module, isStaff: Bool) -> [String: FieldRight] {
        let grant = self[module.key]
        return isStaff || !module.hasLayouts ? grant.fields : grant.rights(in: module.layout)
    }

    package subscript(module: String) -> Grant { byModule[module] ?? .none }
    /// A person's own contact and company have a place of their own, the profile, rather than a list of one.
    package func isOwnPlace(_ module: String) -> Bool { Grants.isOwnPlace(module, self[module]) }

    private static func isOwnPlace(_ module: String, _ grant: Grant) -> Bool {
        guard module == "contacts" || module == "accounts", case .through(let path) = grant.see else { return false }
        return path.steps.isEmpty && !path.target.isPathless
    }

    /// Every module and field, for administrators.
    package static func everything(in catalog: Catalog) -> Grants {
        Grants(Dictionary(uniqueKeysWithValues: catalog.modules.map { ($0.key, Grant.everything(in: $0)) }))
    }
}

extension Grant {
    fileprivate static func everything(in module: Module) -> Grant {
        var grant = Grant(see: .everyone)
        grant.create = true
        (grant.editOwn, grant.editColleagues, grant.editShared) = (true, true, true)
        grant.delete = true
        grant.clone = true
        grant.notes = .edit
        grant.files = .edit
        grant.fields = Dictionary(uniqueKeysWithValues: module.fields.map { ($0.key, $0.isReadOnly ? .read : .edit) })
        for subform in module.subforms { grant.fields.merge(subform.rights(.edit)) { known, _ in known } }
        return grant
    }
}
