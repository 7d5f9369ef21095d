import Core
import Web

/// What the person may open in the portal, in the catalog's order of interest.
enum PortalNav {
    static let order = [
        "invoices", "quotes", "orders", "shipments", "projects", "tasks", "supplier_invoices", "tickets",
    ]

    /// The modules that the portal offers to this viewer. Supplier invoices are not offered to those who supply nothing, though the
    /// page exists for whoever may see it.
    static func modules(_ app: App, _ context: PortalContext) -> [Module] {
        order.filter {
            context.viewer.grants[$0].see != .nobody && ($0 != "supplier_invoices" || context.visitor.isSupplier)
        }.compactMap { app.catalog[$0] }
    }

    /// The tabs; `current` is a module's key, or `home`.
    static func items(_ app: App, _ context: PortalContext, current: String?) -> [NavItem] {
        let home = NavItem(Words.home(context.language), context.portal.path, isCurrent: current == "home")
        return [home]
            + modules(app, context).map { module in
                NavItem(
                    module.many(context.language), "\(context.portal.path)/\(module.key)",
                    isCurrent: current == module.key)
            }
    }
}
