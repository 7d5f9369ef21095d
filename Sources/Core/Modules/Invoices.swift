extension Module {
    package static let invoices = Module(
        "invoices", one: Phrase(fr: "Facture", en: "Invoice"), many: Phrase(fr: "Factures", en: "Invoices"),
        title: "ref",
        sort: Sort("date", descending: true),
        columns: ["ref", "date", "due_date", "account_id", "total_incl", "remaining", "state"],
        state: StateRule("state", lateness: late, unpublished: unpublished, void: unpublished),
        views: [
            ListView("due", fr: "À régler", en: "To pay") { _ in
                owed
            },
            ListView("late", fr: "En retard", en: "Late") { today in
                owed + [Filter("due_date", .atMost(.day(today.advanced(by: -1))))]
            },
            ListView("paid", fr: "Payées", en: "Paid") { _ in [Filter("state", .equals(.text("paid")))] },
            ListView("credit", fr: "Avoirs", en: "Credit notes") { _ in [Filter("state", .equals(.text("credit")))] },
        ],
        subforms: [DocumentFields.lines("invoice_lines", hasSituations: true)],
        fields: [
            DocumentFields.ref(), DocumentFields.date(),
            Field("due_date", fr: "Échéance", en: "Due date", DayType()).sorted(),
            DocumentFields.account, Field("kind", fr: "Type", en: "Type", invoiceKinds).required(),
            Field("order_id", fr: "Commande", en: "Order", LookupType("orders")),
            Field("source_id", fr: "Facture d’origine", en: "Original invoice", LookupType("invoices")),
            DocumentFields.project, DocumentFields.customerRef,
        ] + DocumentFields.totals + [
            Field("paid", fr: "Réglé", en: "Paid", MoneyType()),
            Field("remaining", fr: "Reste à payer", en: "Left to pay", MoneyType()).sorted(),
            Field("state", fr: "État", en: "State", invoiceStates).required(),
            DocumentFields.paymentTerms, DocumentFields.paymentMethod, DocumentFields.note, DocumentFields.privateNote,
        ])

    package static let supplierInvoices = Module(
        "supplier_invoices", one: Phrase(fr: "Facture fournisseur", en: "Supplier invoice"),
        many: Phrase(fr: "Factures fournisseurs", en: "Supplier invoices"), title: "ref",
        sort: Sort("date", descending: true),
        columns: ["ref", "supplier_ref", "date", "due_date", "account_id", "total_incl", "state"],
        state: StateRule(
            "state", lateness: Lateness(states: open, due: "due_date", label: Phrase(fr: "En retard", en: "Late")),
            unpublished: unpublished, void: unpublished),
        views: [
            ListView("due", fr: "À payer", en: "To pay") { _ in
                [Filter("state", .oneOf(open.map { .text($0) }))]
            },
            ListView("paid", fr: "Payées", en: "Paid") { _ in [Filter("state", .equals(.text("paid")))] },
        ],
        subforms: [DocumentFields.lines("supplier_invoice_lines", hasSituations: true)],
        fields: [
            DocumentFields.ref(), Field("supplier_ref", fr: "Réf. fournisseur", en: "Supplier reference").searched(),
            DocumentFields.date(), Field("due_date", fr: "Échéance", en: "Due date", DayType()).sorted(),
            DocumentFields.account,
            Field("kind", fr: "Type", en: "Type", invoiceKinds).required(), DocumentFields.project,
        ] + DocumentFields.totals + [
            Field("state", fr: "État", en: "State", invoiceStates).required(),
            DocumentFields.paymentTerms, DocumentFields.paymentMethod, DocumentFields.note, DocumentFields.privateNote,
        ])

    private static let open = ["unpaid", "partly_paid"]
    /// A draft has a provisional reference; what was written off or replaced is the company's own book-keeping.
    private static let unpublished: Set = ["draft", "abandoned", "replaced"]
    private static let late = Lateness(
        states: open, due: "due_date", label: Phrase(fr: "En retard", en: "Late"), owed: "remaining")
    /// Something is left to pay: an invoice that is paid in full or too much waits for nobody, whatever its state says.
    private static let owed = [
        Filter("state", .oneOf(open.map { .text($0) })), Filter("remaining", .exceeds(0)).whereSeen,
    ]
    private static let invoiceKinds = ChoiceType([
        Choice("standard", fr: "Facture standard", en: "Standard invoice"),
        Choice("replacement", fr: "Facture de remplacement", en: "Replacement invoice"),
        Choice("credit_note", fr: "Avoir", en: "Credit note"),
        Choice("deposit", fr: "Facture d’acompte", en: "Deposit invoice"),
        Choice("situation", fr: "Facture de situation", en: "Progress invoice"),
    ])
    private static let invoiceStates = ChoiceType([
        Choice("draft", fr: "Brouillon", en: "Draft"), Choice("unpaid", fr: "À régler", en: "To pay", .warn),
        Choice("partly_paid", fr: "Réglée en partie", en: "Partly paid", .warn),
        Choice("paid", fr: "Payée", en: "Paid", .ok),
        Choice("credit", fr: "Avoir", en: "Credit note", .info),
        Choice("abandoned", fr: "Abandonnée", en: "Written off"),
        Choice("replaced", fr: "Remplacée", en: "Replaced"),
    ])
}
