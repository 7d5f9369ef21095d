import Core
import Web

/// What the person may open in the portal, in the catalog's order of interest.
enum PortalNav {
    static let order = [
        "invoices", "quotes", "orders", "shipments", "projects", "tasks", "services", "supplier_invoices",
        "tickets",
    ]

    /// The modules that the portal offers to this viewer: those everybody knows, then others in the catalogue's order. Supplier invoices are
    /// not offered to those who supply nothing, though the page exists for whoever may see it.
    static func modules(_ app: App, _ context: PortalContext) -> [Module] {
        let (catalog, placed) = (app.catalog, context.viewer.grants.placed)
        let first = order.compactMap { catalog[$0] }
        let others = catalog.modules.lazy.filter { !order.contains($0.key) }
        return (first + others).filter {
            placed.contains($0.key) && ($0.key != "supplier_invoices" || context.visitor.isSupplier)
        }
    }

    /// The tabs; `current` is a module's key, or `home`.
    static func items(_ app: App, _ context: PortalContext, current: String?) -> [NavItem] {
        let home = NavItem(Words.home(context.language), context.portal.path, isCurrent: current == "home")
        let tabs = context.visitor.tabs.map { tab(of: $0, context, current) }
        return [home]
            + modules(app, context).map { module in
                let path = "\(context.portal.path)/\(module.key)"
                guard let own = own(module, context.viewer) else {
                    return NavItem(module.many(context.language), path, isCurrent: current == module.key)
                }
                return NavItem(module.one(context.language), path + "/" + own.text, isCurrent: current == module.key)
            } + tabs + users(context, current)
    }

    /// For whoever manages colleagues.
    private static func users(_ context: PortalContext, _ current: String?) -> [NavItem] {
        guard context.visitor.managesColleagues else { return [] }
        let title = TeamDesk.title(context.language)
        return [NavItem(title, TeamDesk.path(context), isCurrent: current == "users")]
    }

    private static func tab(of tab: WebTab, _ context: PortalContext, _ current: String?) -> NavItem {
        let title = tab.title(context.language)
        guard case .link(let url) = tab.content else {
            return NavItem(title, "\(context.portal.path)/pages/\(tab.key)", isCurrent: current == "pages/" + tab.key)
        }
        var item = NavItem(title + " ↗", url)
        item.isElsewhere = true
        return item
    }

    /// The one record of a module whose records are the people themselves.
    private static func own(_ module: Module, _ viewer: Viewer) -> RecordID? {
        guard case .through(let path) = viewer.grants[module.key].see, path.steps.isEmpty, path.target == .anchor else {
            return nil
        }
        return viewer.anchor
    }
}
