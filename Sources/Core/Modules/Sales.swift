extension Module {
    package static let quotes = Module(
        "quotes", one: Phrase(fr: "Devis", en: "Quote"), many: Phrase(fr: "Devis", en: "Quotes"), title: "ref",
        sort: Sort("date", descending: true),
        columns: ["ref", "date", "valid_until", "account_id", "total_incl", "state"],
        state: StateRule(
            "state",
            lateness: Lateness(states: ["open"], due: "valid_until", label: Phrase(fr: "Expiré", en: "Expired")),
            unpublished: drafts, void: void),
        views: [
            ListView("open", fr: "À signer", en: "To sign") { today in
                [Filter("state", .equals(.text("open"))), Filter("valid_until", .atLeast(.day(today)))]
            },
            ListView("signed", fr: "Signés", en: "Signed") { _ in
                [Filter("state", .oneOf([.text("signed"), .text("billed")]))]
            },
            ListView("refused", fr: "Non signés", en: "Not signed") { _ in [Filter("state", .equals(.text("refused")))]
            },
        ],
        subforms: [DocumentFields.lines("quote_lines")],
        fields: [
            DocumentFields.ref(), DocumentFields.date(),
            Field("valid_until", fr: "Valable jusqu’au", en: "Valid until", DayType()).sorted(),
            DocumentFields.account, DocumentFields.project, DocumentFields.customerRef,
        ] + DocumentFields.totals + [
            Field("state", fr: "État", en: "State", quoteStates).required(),
            DocumentFields.paymentTerms, DocumentFields.paymentMethod, DocumentFields.note, DocumentFields.privateNote,
        ])

    package static let orders = Module(
        "orders", one: Phrase(fr: "Commande", en: "Order"), many: Phrase(fr: "Commandes", en: "Orders"), title: "ref",
        sort: Sort("date", descending: true),
        columns: ["ref", "date", "account_id", "customer_ref", "total_incl", "state"],
        state: StateRule("state", unpublished: drafts, void: void),
        views: [
            ListView("current", fr: "En cours", en: "In progress") { _ in
                [Filter("state", .oneOf([.text("validated"), .text("shipping")]))]
            },
            ListView("delivered", fr: "Livrées", en: "Delivered") { _ in
                [Filter("state", .oneOf([.text("delivered"), .text("billed")]))]
            },
        ],
        subforms: [DocumentFields.lines("order_lines")],
        fields: [
            DocumentFields.ref(), DocumentFields.date(),
            Field("delivery_date", fr: "Livraison prévue", en: "Planned delivery", DayType()),
            DocumentFields.account, Field("quote_id", fr: "Devis", en: "Quote", LookupType("quotes")),
            DocumentFields.project, DocumentFields.customerRef,
        ] + DocumentFields.totals + [
            Field("state", fr: "État", en: "State", orderStates).required(),
            DocumentFields.paymentTerms, DocumentFields.paymentMethod, DocumentFields.note, DocumentFields.privateNote,
        ])

    package static let shipments = Module(
        "shipments", one: Phrase(fr: "Expédition", en: "Shipment"), many: Phrase(fr: "Expéditions", en: "Shipments"),
        title: "ref",
        sort: Sort("date", descending: true),
        columns: ["ref", "date", "account_id", "order_id", "carrier", "tracking_number", "state"],
        state: StateRule("state", unpublished: drafts, void: void),
        views: [
            ListView("current", fr: "En cours", en: "In progress") { _ in [Filter("state", .equals(.text("validated")))]
            },
            ListView("done", fr: "Traitées", en: "Processed") { _ in [Filter("state", .equals(.text("processed")))] },
        ],
        subforms: [
            Subform(
                "lines", table: "shipment_lines", label: Phrase(fr: "Lignes", en: "Lines"),
                fields: [
                    Field("product_id", fr: "Produit", en: "Product", LookupType("products")),
                    Field("label", fr: "Désignation", en: "Description", TextType.long),
                    Field("quantity", fr: "Qté", en: "Qty", DocumentFields.pieces),
                    Field("ordered", fr: "Qté commandée", en: "Qty ordered", DocumentFields.pieces),
                ])
        ],
        fields: [
            DocumentFields.ref(), DocumentFields.date("Date d’expédition", "Shipping date"),
            Field("delivery_date", fr: "Livraison prévue", en: "Planned delivery", DayType()).sorted(),
            DocumentFields.account, Field("order_id", fr: "Commande", en: "Order", LookupType("orders")),
            DocumentFields.customerRef,
            Field("carrier", fr: "Transporteur", en: "Carrier"),
            Field("tracking_number", fr: "N° de suivi", en: "Tracking number").searched(),
            Field("tracking_url", fr: "Lien de suivi", en: "Tracking link", TextType(limit: 2000)),
            Field("weight", fr: "Poids", en: "Weight", NumberType(scale: 3, unit: Phrase(same: "kg"))),
            Field("state", fr: "État", en: "State", shipmentStates).required(), DocumentFields.note,
            DocumentFields.privateNote,
        ])

    private static let drafts: Set = ["draft"]
    /// What was cancelled stays to be seen by those who had it, and counts for nothing.
    private static let void: Set = ["draft", "cancelled"]
    private static let quoteStates = ChoiceType([
        Choice("draft", fr: "Brouillon", en: "Draft"), Choice("open", fr: "À signer", en: "To sign", .warn),
        Choice("signed", fr: "Signé", en: "Signed", .ok), Choice("refused", fr: "Non signé", en: "Not signed"),
        Choice("billed", fr: "Facturé", en: "Billed", .info), Choice("cancelled", fr: "Annulé", en: "Cancelled"),
    ])
    private static let orderStates = ChoiceType([
        Choice("draft", fr: "Brouillon", en: "Draft"), Choice("validated", fr: "Validée", en: "Confirmed", .info),
        Choice("shipping", fr: "Envoi en cours", en: "Shipping", .warn),
        Choice("delivered", fr: "Livrée", en: "Delivered", .ok),
        Choice("billed", fr: "Livrée et facturée", en: "Delivered and billed", .ok),
        Choice("cancelled", fr: "Annulée", en: "Cancelled"),
    ])
    private static let shipmentStates = ChoiceType([
        Choice("draft", fr: "Brouillon", en: "Draft"), Choice("validated", fr: "Envoyée", en: "Sent", .info),
        Choice("processed", fr: "Traitée", en: "Processed", .ok), Choice("cancelled", fr: "Annulée", en: "Cancelled"),
    ])
}
