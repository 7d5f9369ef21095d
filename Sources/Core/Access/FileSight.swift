/// Which of the files on records somebody may have.
package enum FileSight: Sendable, Hashable {
    case none
    /// What people outside attached.
    case fromOutside
    /// All that is not private.
    case shared
    /// Private ones too.
    case all
}

extension Viewer {
    /// The files of a module's records, in the layout that the module stands for. Where the unit price of lines is hidden, what the company
    /// attached is too: its documents name the prices.
    package func files(of module: Module) -> FileSight {
        guard grants[module.key].files >= .read else { return .none }
        if isStaff { return .all }
        return module.isPriceHidden(by: grants.rights(on: module, isStaff: false)) ? .fromOutside : .shared
    }
}

extension Module {
    /// Whether the unit price of some lines is hidden.
    package func isPriceHidden(by rights: [String: FieldRight]) -> Bool {
        subforms.contains { $0.isPriceHidden(by: rights) }
    }

    /// These rights without those on what a hidden unit price hides too.
    package func shown(_ rights: [String: FieldRight]) -> [String: FieldRight] {
        subforms.filter { $0.isPriceHidden(by: rights) }.reduce(into: rights) { rights, subform in
            for key in Subform.priced { rights[subform.key + "." + key] = nil }
        }
    }
}

extension Subform {
    /// Where the unit price is hidden nothing may tell it: neither what comes of it, nor what it is reduced by, nor documents.
    package func isPriceHidden(by rights: [String: FieldRight]) -> Bool {
        self["unit_price"].map { (rights[right($0)] ?? .hidden) == .hidden } ?? false
    }
}
