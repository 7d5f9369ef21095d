/// All modules there are, in the order of menus.
package struct Catalog: Sendable {
    package let modules: [Module]
    private let byKey: [String: Module]

    package init(_ modules: [Module]) {
        self.modules = modules
        byKey = Dictionary(modules.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package subscript(key: String) -> Module? { byKey[key] }

    /// Modules with a look-up to `module`, with the fields that point there.
    package func pointing(to module: String) -> [(module: Module, field: Field)] {
        modules.flatMap { source in source.fields.filter { $0.target == module }.map { (source, $0) } }
    }
}
