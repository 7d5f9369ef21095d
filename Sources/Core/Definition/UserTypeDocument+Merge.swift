extension UserTypeDocument {
    /// These rights laid over `theirs`: what is here as it was in `base` is as they have it, what was changed here is as it is here.
    package func merged(onto theirs: UserTypeDocument, from base: UserTypeDocument) -> UserTypeDocument {
        var result = theirs
        result.name = UserTypeDocument.chosen(name, theirs.name, base.name)
        result.quota = UserTypeDocument.chosen(quota, theirs.quota, base.quota)
        result.allowsOwnDomains = UserTypeDocument.chosen(
            allowsOwnDomains, theirs.allowsOwnDomains, base.allowsOwnDomains)
        result.delegates = UserTypeDocument.chosen(delegates, theirs.delegates, base.delegates)
        let none = GrantDocument(Grant.none)
        for key in Set(grants.keys).union(theirs.grants.keys).union(base.grants.keys) {
            let grant = (grants[key] ?? none).merged(onto: theirs.grants[key] ?? none, from: base.grants[key] ?? none)
            result.grants[key] = grant == none ? nil : grant
        }
        return result
    }

    /// Of one thing, three ways.
    fileprivate static func chosen<T: Equatable>(_ mine: T, _ theirs: T, _ base: T) -> T {
        mine == base ? theirs : mine
    }
}

extension GrantDocument {
    fileprivate func merged(onto theirs: GrantDocument, from base: GrantDocument) -> GrantDocument {
        func chosen<T: Equatable>(_ path: KeyPath<GrantDocument, T>) -> T {
            UserTypeDocument.chosen(self[keyPath: path], theirs[keyPath: path], base[keyPath: path])
        }
        var result = theirs
        (result.see, result.notes, result.files, result.view) = (
            chosen(\.see), chosen(\.notes), chosen(\.files), chosen(\.view)
        )
        result.states = chosen(\.states)
        result.withoutStandard = chosen(\.withoutStandard)
        let verbs = Set(may).union(theirs.may).union(base.may)
        let granted = verbs.filter {
            UserTypeDocument.chosen(may.contains($0), theirs.may.contains($0), base.may.contains($0))
        }
        // In the order in which they are always written.
        result.may = ordered(granted)
        result.fields = GrantDocument.merged(fields, theirs.fields, base.fields)
        let layouts = Set(otherLayouts.keys).union(theirs.otherLayouts.keys).union(base.otherLayouts.keys)
        for layout in layouts {
            let (mine, other, old) = (otherLayouts[layout], theirs.otherLayouts[layout], base.otherLayouts[layout])
            guard let mine, let other else {
                result.otherLayouts[layout] = UserTypeDocument.chosen(mine, other, old)
                continue
            }
            result.otherLayouts[layout] = GrantDocument.merged(mine, other, old ?? [:])
        }
        return result
    }

    private static func merged(_ mine: [String: String], _ theirs: [String: String], _ base: [String: String])
        -> [String: String]
    {
        let keys = Set(mine.keys).union(theirs.keys).union(base.keys)
        return keys.reduce(into: [:]) { $0[$1] = UserTypeDocument.chosen(mine[$1], theirs[$1], base[$1]) }
    }
}
