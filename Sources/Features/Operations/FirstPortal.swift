import Core
import Store

/// What every installation starts with: *Portail client* with its user type *Client*.
package enum FirstPortal {
    /// Makes it when there is no portal yet.
    package static func ensure(_ app: App) async throws {
        let (now, ids, catalog) = (app.clock.now, app.ids, app.catalog)
        try await app.database.write { connection in
            let portals = Portals(connection)
            guard try portals.all().isEmpty else { return }
            var portal = Portal(
                id: ids.next(), slug: "client", name: "Portail client", accent: "#0f5c57", openModules: openModules)
            portal.quota = quota
            try portals.add(portal, at: now)
            let type = ids.next()
            try portals.addUserType(
                type, portal: portal.id, key: "client", name: Phrase(fr: "Client", en: "Customer"),
                mainModule: "contacts", at: now)
            for (module, grant) in Preset.customer(catalog).sorted(by: { $0.key < $1.key }) {
                try portals.setGrant(grant, module: module, of: type, id: ids.next())
            }
            try Journal(connection).append(
                .init("portal.created", detail: ["name": portal.name]), by: .system("parvis"), at: now)
        }
    }

    /// Of *Portail client* until somebody sets another one.
    private static let quota = 10_000

    private static let openModules = [
        "accounts", "contacts", "invoices", "quotes", "orders", "shipments", "tickets", "projects", "tasks",
        "supplier_invoices",
    ]
}
