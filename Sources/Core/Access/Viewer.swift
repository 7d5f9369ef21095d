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
    /// The member of staff who gave the access: the owner of what a person outside creates.
    package var inviter: RecordID?
    /// Administers its account: sees all that can be assigned there, and manages colleagues.
    package var isAccountAdministrator = false
    /// What was made at this moment or later does not exist for this viewer, who looks at a past day; nil for everybody else.
    package var until: Instant?

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
        inviter = nil
    }

    package init(
        access: RecordID, person: RecordID, name: String, grants: Grants, anchor: RecordID, account: RecordID?,
        family: [RecordID] = [], projects: [RecordID] = [], inviter: RecordID? = nil
    ) {
        kind = .external(access: access)
        self.person = person
        self.name = name
        self.grants = grants
        self.anchor = anchor
        self.account = account
        self.family = family
        self.projects = projects
        self.inviter = inviter
    }

    package var isStaff: Bool { kind == .staff }
    package var access: RecordID? { if case .external(let access) = kind { access } else { nil } }

    /// The fields of a module that this viewer may see, in the module's order.
    package func visibleFields(of module: Module) -> [Field] { visible(of: module).fields }

    /// The keys of those fields.
    package func visibleKeys(of module: Module) -> Set<String> { visible(of: module).keys }

    private func visible(of module: Module) -> VisibleFields { grants.visible(of: module, isStaff: isStaff) }

    /// The fields of a sub-form that this viewer may see, in its order.
    package func visibleFields(of subform: Subform, in module: Module) -> [Field] {
        let rights = grants.rights(on: module, isStaff: isStaff)
        let isPriceHidden = subform.isPriceHidden(by: rights)
        return subform.fields.filter {
            (isStaff || !$0.isInternal && !(isPriceHidden && Subform.priced.contains($0.key)))
                && (rights[subform.right($0)] ?? .hidden) >= .read
        }
    }

    package func mayEdit(_ field: Field, of subform: Subform, in module: Module) -> Bool {
        !field.isReadOnly && (isStaff || !field.isInternal)
            && grants.rights(on: module, isStaff: isStaff)[subform.right(field)] == .edit
    }

    package func mayEdit(_ field: Field, of module: Module) -> Bool {
        !field.isReadOnly && (isStaff || !field.isInternal)
            && grants.rights(on: module, isStaff: isStaff)[field.key] == .edit
    }
}
