import Core
import HTML
import Store
import Web

/// The back office's side menu.
enum OfficeNav {
    /// Nothing is not counted.
    private static func count(_ number: Int, _ formats: Formats) -> String? {
        number > 0 ? BoundedCount(number, bound: Records.menuBound).text(formats) : nil
    }

    /// The pictures of the menu, by the entry's key; what has none of its own shows a sheet of paper.
    private static let icons: [String: HTML] = [
        "home": "inbox", "accounts": "firm", "contacts": "person", "leads": "people", "quotes": "pen", "orders": "box",
        "shipments": "truck", "invoices": "bill", "supplier_invoices": "bill", "tickets": "talk", "projects": "folder",
        "tasks": "check", "products": "tag", "services": "tune", "users": "key", "signups": "plus",
        "users/invite": "plus", "portals": "door", "staff": "people", "modules": "grid", "mails": "mail",
        "templates": "pen", "imports": "get", "bin": "bin", "retention": "clock",
    ]

    /// `current` is a module's key, or the last part of the page's address.
    static func groups(_ app: App, _ context: OfficeContext, current: String) -> [NavGroup] {
        let language = context.language
        func item(_ label: Phrase, _ key: String) -> NavItem {
            NavItem(
                label(language), key == "home" ? "/admin" : "/admin/\(key)", isCurrent: key == current,
                count: count(context.visitor.menuCounts[key] ?? 0, context.formats), icon: icons[key] ?? "file")
        }
        func modules(_ keys: [String]) -> [NavItem] {
            keys.compactMap { app.catalog[$0] }.map { item($0.many, $0.key) }
        }
        let powers = context.visitor.powers
        let mails = item(Phrase(fr: "Messages", en: "Messages"), "mails")
        let settings = powers.contains(.portals) ? [mails, item(TemplateList.title, "templates")] : [mails]
        var access: [NavItem] = []
        if powers.contains(.users) {
            access.append(item(Phrase(fr: "Utilisateurs", en: "Users"), "users"))
            access.append(item(Phrase(fr: "Inscriptions", en: "Sign-ups"), "signups"))
        }
        if powers == [.portals] { access.append(item(InviteList.title, "users/invite")) }
        if powers.contains(.portals) { access.append(item(Phrase(fr: "Portails", en: "Portals"), "portals")) }
        if context.visitor.isAdministrator { access.append(item(Phrase(fr: "Collaborateurs", en: "Staff"), "staff")) }
        let builder =
            context.visitor.isAdministrator
            ? [item(Phrase(fr: "Modules", en: "Modules"), "modules"), item(ImportList.title, "imports")] : []
        let custom = app.catalog.modules.filter(\.isCustom).map(\.key)
        let groups = [
            NavGroup(nil, [item(Phrase(fr: "Tableau de bord", en: "Dashboard"), "home")]),
            NavGroup(Phrase(fr: "Relations", en: "Relations")(language), modules(["accounts", "contacts", "leads"])),
            NavGroup(
                Phrase(fr: "Activité", en: "Activity")(language),
                modules(
                    [
                        "quotes", "orders", "shipments", "invoices", "supplier_invoices", "tickets", "projects",
                        "tasks",
                        "products", "services",
                    ] + custom)),
            NavGroup(
                Phrase(fr: "Accès", en: "Access")(language),
                access),
            NavGroup(
                Phrase(fr: "Réglages", en: "Settings")(language),
                builder + settings + [item(Phrase(fr: "Corbeille", en: "Recycle bin"), "bin")]
                    + (context.visitor.isAdministrator ? [item(RetentionPage.title, "retention")] : [])),
        ]
        return groups.filter { !$0.items.isEmpty }
    }
}
