/// The nine rights of the *Client* preset, given or taken person by person on the Permissions tab.
package enum Permission: String, Sendable, Hashable, CaseIterable {
    case viewInvoices, viewQuotes, viewOrders, editPersonalInformation, viewShipments, viewTickets, viewProjects
    case viewSupplierInvoices, viewProjectTasks

    package var label: Phrase {
        switch self {
        case .viewInvoices: Phrase(fr: "Consulter ses factures", en: "See their invoices")
        case .viewQuotes: Phrase(fr: "Consulter ses devis", en: "See their quotes")
        case .viewOrders: Phrase(fr: "Consulter ses commandes", en: "See their orders")
        case .editPersonalInformation:
            Phrase(fr: "Modifier ses informations personnelles", en: "Edit their personal information")
        case .viewShipments: Phrase(fr: "Consulter ses expéditions", en: "See their shipments")
        case .viewTickets: Phrase(fr: "Consulter ses tickets", en: "See their tickets")
        case .viewProjects: Phrase(fr: "Consulter ses projets", en: "See their projects")
        case .viewSupplierInvoices: Phrase(fr: "Consulter ses factures fournisseurs", en: "See their supplier invoices")
        case .viewProjectTasks: Phrase(fr: "Consulter les tâches de ses projets", en: "See the tasks of their projects")
        }
    }

    /// The module that the right opens; nil for the right that edits the person's own record.
    package var module: String? {
        switch self {
        case .viewInvoices: "invoices"
        case .viewQuotes: "quotes"
        case .viewOrders: "orders"
        case .editPersonalInformation: nil
        case .viewShipments: "shipments"
        case .viewTickets: "tickets"
        case .viewProjects: "projects"
        case .viewSupplierInvoices: "supplier_invoices"
        case .viewProjectTasks: "tasks"
        }
    }
}

/// A set of permissions, kept as one whole number: bit n is the n-th case.
package struct Permissions: Sendable, Hashable {
    package private(set) var bits: Int64

    package init(bits: Int64) { self.bits = bits & Permissions.all.bits }
    package init(_ permissions: some Sequence<Permission>) { bits = permissions.reduce(0) { $0 | $1.bit } }
    private init(unchecked bits: Int64) { self.bits = bits }

    package static let all = Permissions(unchecked: (1 << Int64(Permission.allCases.count)) - 1)
    package static let none = Permissions(unchecked: 0)

    package func contains(_ permission: Permission) -> Bool { bits & permission.bit != 0 }
    package var count: Int { bits.nonzeroBitCount }
    package var list: [Permission] { Permission.allCases.filter(contains) }
}

extension Permission {
    fileprivate var bit: Int64 { 1 << Int64(Permission.allCases.firstIndex(of: self) ?? 0) }
}
