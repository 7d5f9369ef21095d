/// Who is looking, with everything that decides what is seen. A handler without one cannot reach records.
package struct Viewer: Sendable {
    package let kind: Kind
    package let person: RecordID
    package let name: String
    package let grants: Grants
    /// What paths may lead to.
    package let anchor: RecordID?
    package let account: RecordID?
    package let family: [RecordID]
    package let projects: [RecordID]

    /// Two kinds of people that never mix.
    package enum Kind: Sendable, Hashable {
        case staff
        case external(access: RecordID)
    }

    package init(staff person: RecordID, name: String, grants: Grants) {
        kind = .staff
        self.person = person
        self.name = name
        self.grants = grants
        anchor = nil
        account = nil
        family = []
        projects = []
    }

    package init(
        access: RecordID, person: RecordID, name: String, grants: Grants, anchor: RecordID, account: RecordID?,
        family: [RecordID] = [], projects: [RecordID] = []
    ) {
        kind = .external(access: access)
        self.person = person
        self.name = name
        self.grants = grants
        self.anchor = anchor
        self.account = account
        self.family = family
        self.projects = projects
    }

    package var isStaff: Bool { kind == .staff }
    package var access: RecordID? { if case .external(let access) = kind { access } else { nil } }

    /// The fields of a module that this viewer may see, in the module's order.
    package func visibleFields(of module: Module) -> [Field] { visible(of: module).fields }

    /// The keys of those fields.
    package func visibleKeys(of module: Module) -> Set<String> { visible(of: module).keys }

    private func visible(of module: Module) -> VisibleFields { grants.visible(of: module, isStaff: isStaff) }

    package func mayEdit(_ field: Field, of module: Module) -> Bool {
        !field.isReadOnly && (isStaff || !field.isInternal) && grants[module.key].fields[field.key] == .edit
    }
}
