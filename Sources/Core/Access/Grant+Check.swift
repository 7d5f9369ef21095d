extension Grant {
    /// The grant without what cannot be: rights on records that do not exist for the person, on fields that are not there or not theirs to
    /// have, and more than sight on public modules. Mandatory fields are editable where records are created.
    package func settled(on module: Module, main: String, in catalog: Catalog) -> Grant {
        guard see != .nobody, ScopePaths(catalog).allows(see, on: module, main: main) else { return .none }
        var grant = self
        if see == .everyone {
            (grant.editOwn, grant.editColleagues, grant.editShared, grant.delete) = (false, false, false, false)
            (grant.notes, grant.files) = (min(notes, .read), min(files, .read))
        }
        if !see.takesNew { (grant.create, grant.clone) = (false, false) }
        grant.states = grant.settledStates(on: module)
        grant.otherLayouts = otherLayouts.filter { key, _ in
            key != Layout.standard && module.layoutKeys.contains(key)
        }
        if grant.otherLayouts.isEmpty { grant.withoutStandard = false }
        grant.fields = grant.settled(fields, on: module)
        grant.otherLayouts = grant.otherLayouts.mapValues { grant.settled($0, on: module) }
        return grant
    }

    /// Rights in one layout.
    private func settled(_ rights: [String: FieldRight], on module: Module) -> [String: FieldRight] {
        let known = module.grantable
        var rights = rights.filter { key, right in known[key] != nil && right != .hidden }
        for (key, field) in known where see == .everyone || field.isReadOnly {
            if let right = rights[key] { rights[key] = min(right, .read) }
        }
        guard create else { return rights }
        for field in module.asked { rights[field.key] = .edit }
        if case .through(let path) = see, path.isChosen, let step = path.steps.first, known[step] != nil {
            rights[step] = .edit
        }
        return rights
    }

    /// States that there are; nil for the usual ones, so that a type follows its module until somebody decides otherwise.
    private func settledStates(on module: Module) -> Set<String>? {
        let shown = states?.intersection(module.stateKeys)
        return shown == Set(module.usualStates) || module.stateKeys.isEmpty ? nil : shown
    }

    /// What a type begins with on a module that it did not have: everything is read, but for what an administrator's own fields say of
    /// money, which may be costs.
    package static func beginning(on module: Module, see: Scope) -> Grant {
        var grant = Grant(see: see)
        grant.fields = module.grantable.filter { !($0.value.isCustom && $0.value.type is MoneyType) }.mapValues { _ in
            .read
        }
        for layout in module.layoutKeys where layout != Layout.standard { grant.otherLayouts[layout] = grant.fields }
        return grant
    }
}

extension Module {
    /// The fields that a grant may speak of, by the names they have there.
    package var grantable: [String: Field] {
        var fields = Dictionary(
            fields.filter { !$0.isInternal }.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        for subform in subforms {
            for field in subform.fields where !field.isInternal { fields[subform.right(field)] = field }
        }
        return fields
    }

    /// What a person outside must type to create a record. The system fills in the state, what links to the person, references and days.
    package var asked: [Field] {
        fields.filter { field in
            field.isRequired && !field.isReadOnly && !field.isInternal && field.key != state?.field
                && field.target == nil
                && (isCustom || field.key != "ref" && field.key != "date")
        }
    }
}
