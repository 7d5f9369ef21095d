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
        return isStaff ? .all : hidesPrices(in: module) ? .fromOutside : .shared
    }

    private func hidesPrices(in module: Module) -> Bool {
        let rights = grants.rights(on: module, isStaff: isStaff)
        return module.subforms.contains { $0.isPriceHidden(by: rights) }
    }
}

extension Subform {
    /// Where the unit price is hidden nothing may tell it: neither what comes of it, nor what it is reduced by, nor documents.
    package func isPriceHidden(by rights: [String: FieldRight]) -> Bool {
        self["unit_price"].map { (rights[right($0)] ?? .hidden) == .hidden } ?? false
    }
}
