extension Catalog {
    /// The modules every installation starts with. A module stands after those that its look-ups point to.
    package static let builtIn = Catalog([
        .accounts, .contacts, .leads, .products, .projects, .tasks, .quotes, .orders, .shipments, .invoices,
        .supplierInvoices,
        .tickets, .services,
    ])
}
