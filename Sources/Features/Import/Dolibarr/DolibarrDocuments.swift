import Core

extension DolibarrRow {
    mutating func quote(_ context: DolibarrContext) throws {
        try document(context, dates: ["date", "datep"])
        try commerce(context)
        try copyDay("fin_validite", to: "valid_until")
        try copyCode(
            "status", to: "state",
            ["-1": "cancelled", "0": "draft", "1": "open", "2": "signed", "3": "refused", "4": "billed"])
    }

    mutating func order(_ context: DolibarrContext) throws {
        try document(context, dates: ["date", "date_commande"])
        try commerce(context)
        try copyDay("delivery_date", to: "delivery_date")
        link(try origin("propal"), "quote_id")
        let delivered = try source.flag("billed") ? "billed" : "delivered"
        try copyCode(
            "status", to: "state", ["-1": "cancelled", "0": "draft", "1": "validated", "2": "shipping", "3": delivered])
    }

    mutating func invoice(_ context: DolibarrContext) throws {
        try document(context, dates: ["date"])
        try commerce(context)
        try copyDay("date_lim_reglement", to: "due_date")
        try invoiceKind()
        link(try origin("commande"), "order_id")
        link(try source.id("fk_facture_source"), "source_id")
        try copyAmount("totalpaid", "sumpayed", to: "paid")
        let paid = record.values["paid"]?.int ?? 0
        try invoiceState(isPartlyPaid: paid > 0)
        try remaining()
    }

    mutating func supplierInvoice(_ context: DolibarrContext) throws {
        try document(context, dates: ["date", "datep"])
        record.values["customer_ref"] = nil
        try commerce(context)
        try copy("ref_supplier", to: "supplier_ref")
        try copyDay("date_echeance", "date_lim_reglement", to: "due_date")
        try invoiceKind()
        try invoiceState(isPartlyPaid: try supplierIsPartlyPaid(context))
    }

    /// What every commercial document has.
    mutating func document(_ context: DolibarrContext, dates: [String]) throws {
        try copy("ref", to: "ref")
        try put(try source.day(anyOf: dates + ["date_creation", "datec"])?.iso, in: "date", from: dates[0])
        link(try source.id("socid"), "account_id")
        if module["customer_ref"] != nil { try copy("ref_client", "ref_customer", to: "customer_ref") }
        try copyRich("note_public", to: "public_note")
        try copyRich("note_private", to: "note")
        try created("date_creation", "datec")
    }

    /// Amounts, terms and lines. The public payment link of the source server is never read.
    private mutating func commerce(_ context: DolibarrContext) throws {
        link(try source.id("fk_project"), "project_id")
        try copyAmount("total_ht", to: "total_excl")
        try copyAmount("total_tva", to: "total_vat")
        try copyAmount("total_ttc", to: "total_incl")
        let currency = try DolibarrCurrency(source)
        try put(currency?.code, in: Currencies.field, from: "multicurrency_code")
        let terms =
            try source.text("cond_reglement_code") ?? source.text("cond_reglement_id").flatMap { context.terms[$0] }
        try put(terms.map(DolibarrWords.paymentTerms), in: "payment_terms", from: "cond_reglement_code")
        let method =
            try source.text("mode_reglement_code") ?? source.text("mode_reglement_id").flatMap { context.methods[$0] }
        try put(method.map(DolibarrWords.paymentMethod), in: "payment_method", from: "mode_reglement_code")
        addLines(try commercialLines(currency))
        try namedContacts(context)
    }

    /// The id of the object of this kind that the document was made from.
    func origin(_ element: String) throws -> String? {
        if try source.text("origin_type") == element { return try source.id("origin_id") }
        return try source.object("linkedObjectsIds").object(element).firstID()
    }
}

extension DolibarrRow {
    private mutating func invoiceKind() throws {
        try copyCode(
            "type", to: "kind",
            ["0": "standard", "1": "replacement", "2": "credit_note", "3": "deposit", "5": "situation"])
    }

    private mutating func invoiceState(isPartlyPaid: Bool) throws {
        let isCredit = record.values["kind"]?.text == "credit_note"
        let isReplaced = try source.text("close_code") == "replaced"
        let open = isCredit ? "credit" : isPartlyPaid ? "partly_paid" : "unpaid"
        try copyCode(
            "status", to: "state",
            ["0": "draft", "1": open, "2": isCredit ? "credit" : "paid", "3": isReplaced ? "replaced" : "abandoned"])
    }

    /// Dolibarr's own figure is only meant for open invoices: it stays above zero when one is written off, replaced
    /// or discounted.
    private mutating func remaining() throws {
        switch record.values["state"]?.text {
        case "unpaid", "partly_paid": try copyAmount("remaintopay", to: "remaining")
        case "paid": set(.int(0), "remaining")
        default: set(.null, "remaining")
        }
    }

    /// Supplier invoices do not say what was paid; their payments do.
    private func supplierIsPartlyPaid(_ context: DolibarrContext) throws -> Bool {
        try context.pages.objects("supplierinvoices/payments/\(record.externalID).json").contains { payment in
            let amount = try payment.text("amount") ?? ""
            return try payment.text("typeline") ?? "payment" == "payment"
                && DecimalText.scaled(amount, scale: 2) ?? 0 != 0
        }
    }
}
