/// The order that a list really has for one viewer. Addresses and statements both ask here: a page's key is read back only by whoever
/// knows what it is a key of.
package struct ListOrder: Sendable {
    package let field: Field
    package let isDescending: Bool

    /// The order asked for, the module's own when that one may not be used, and the order in which records were made when the module's
    /// own may not be seen either: rows and the keys of pages would tell the hidden value.
    package init(_ wanted: Sort, of module: Module, for viewer: Viewer) {
        let visible = viewer.visibleFields(of: module)
        let isUsable = visible.contains { $0.key == wanted.field && $0.isSorted }
        let sort = isUsable ? wanted : module.sort
        field = visible.first { $0.key == sort.field } ?? ListOrder.made
        isDescending = sort.isDescending
    }

    /// Ids rise with time.
    private static let made = Field("id", fr: "Création", en: "Creation", NumberType()).required()
}
