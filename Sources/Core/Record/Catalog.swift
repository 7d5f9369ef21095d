/// All modules there are, in the order of menus.
package struct Catalog: Sendable {
    package let modules: [Module]
    /// The same modules in the words of staff.
    package let staffModules: [Module]
    private let byKey: [String: Module]
    private let staffByKey: [String: Module]

    package init(_ modules: [Module]) {
        self.modules = modules
        byKey = Dictionary(modules.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        staffModules = modules.map(\.forStaff)
        staffByKey = Dictionary(staffModules.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package subscript(key: String) -> Module? { byKey[key] }

    /// A module in the words of who reads it.
    package func worded(_ module: Module, for viewer: Viewer) -> Module {
        viewer.isStaff ? staffByKey[module.key] ?? module : module
    }

    /// Modules with a look-up to `module`, with the fields that point there, those of sub-forms among them if wanted.
    package func pointing(to module: String, withLines: Bool = false) -> [(module: Module, field: Field)] {
        modules.flatMap { source in
            (source.fields + (withLines ? source.subforms.flatMap(\.fields) : [])).filter { $0.target == module }.map {
                (source, $0)
            }
        }
    }
}
