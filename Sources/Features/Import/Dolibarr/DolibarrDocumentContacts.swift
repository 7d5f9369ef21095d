import Core

/// The people of the other side that Dolibarr's documents name.
///
/// Lists of quotes, orders and invoices have `contacts_ids` without roles; the single answer overwrites it with internal users (22.0), so only
/// lists are believed. Roles are served for orders alone, by `/orders/{id}/contacts`.
extension DolibarrRow {
    mutating func namedContacts(_ context: DolibarrContext) throws {
        if module.key == "orders", let roles = try orderRoles(context) { return name(roles) }
        guard isListed, let ids = try source.ids("contacts_ids") else { return }
        var seen: Set<String> = []
        name(ids.filter { seen.insert($0).inserted }.map { IncomingContact(externalID: $0, role: .unknown) })
    }

    private static let codes: [String: DocumentRole] = [
        "BILLING": .billing, "SHIPPING": .shipping, "CUSTOMER": .customer,
    ]

    /// Nil when the capture has no such file.
    private func orderRoles(_ context: DolibarrContext) throws -> [IncomingContact]? {
        let path = "orders/contacts/\(record.externalID).json"
        guard context.pages.has(path) else { return nil }
        return try context.pages.objects(path).compactMap { entry -> IncomingContact? in
            guard try entry.text("source") == "external", let id = try entry.id("id") else { return nil }
            return IncomingContact(
                externalID: id, role: try entry.text("code").flatMap { DolibarrRow.codes[$0] } ?? .unknown)
        }
    }
}
