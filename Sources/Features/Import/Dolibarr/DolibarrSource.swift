import Core

/// Where Dolibarr keeps the records of a module, and how one becomes ours.
struct DolibarrSource: Sendable {
    let module: Module
    /// The folder of its pages, which is the name of its request.
    let folder: String
    /// The first part of the names of its files in `documents/download`.
    let documents: String?
    let translate: @Sendable (inout DolibarrRow, DolibarrContext) throws -> Void

    private init(
        _ module: Module, _ folder: String, documents: String? = nil,
        _ translate: @escaping @Sendable (inout DolibarrRow, DolibarrContext) throws -> Void
    ) {
        self.module = module
        self.folder = folder
        self.documents = documents
        self.translate = translate
    }

    /// A module stands after those that it points to.
    static let all: [DolibarrSource] = [
        DolibarrSource(.accounts, "thirdparties") { try $0.account($1) },
        DolibarrSource(.contacts, "contacts") { try $0.contact($1) },
        DolibarrSource(.products, "products") { row, _ in try row.product() },
        DolibarrSource(.projects, "projects") { row, _ in try row.project() },
        DolibarrSource(.tasks, "tasks") { row, _ in try row.task() },
        DolibarrSource(.quotes, "proposals", documents: "propal") { try $0.quote($1) },
        DolibarrSource(.orders, "orders", documents: "commande") { try $0.order($1) },
        DolibarrSource(.shipments, "shipments") { try $0.shipment($1) },
        DolibarrSource(.invoices, "invoices", documents: "facture") { try $0.invoice($1) },
        DolibarrSource(.supplierInvoices, "supplierinvoices") { try $0.supplierInvoice($1) },
        DolibarrSource(.tickets, "tickets") { try $0.ticket($1) },
    ]
}
