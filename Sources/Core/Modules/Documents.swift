/// Fields that quotes, orders and invoices share.
enum DocumentFields {
    static let account = Field("account_id", fr: "Tiers", en: "Account", LookupType("accounts")).inPortal(
        fr: "Société", en: "Company"
    ).required()
    static let project = Field("project_id", fr: "Projet", en: "Project", LookupType("projects"))
    static let customerRef = Field("customer_ref", fr: "Référence client", en: "Customer reference").inPortal(
        fr: "Votre référence", en: "Your reference"
    ).searched()
    static let note = Field("public_note", fr: "Note", en: "Note", TextType.long)
    static let privateNote = Field("note", fr: "Note privée", en: "Private note", TextType.long).internalOnly()
    static let paymentTerms = Field("payment_terms", fr: "Conditions de règlement", en: "Payment terms")
    static let paymentMethod = Field("payment_method", fr: "Mode de règlement", en: "Payment method")

    static func ref(_ fr: String = "Référence", _ en: String = "Reference") -> Field {
        Field("ref", fr: fr, en: en, TextType(limit: 60)).required().searched().sorted()
    }
    static func date(_ fr: String = "Date", _ en: String = "Date") -> Field {
        Field("date", fr: fr, en: en, DayType()).required().sorted()
    }
    static let totals = [
        Field("total_excl", fr: "Total HT", en: "Total excl. tax", MoneyType()),
        Field("total_vat", fr: "TVA", en: "VAT", MoneyType()),
        Field("total_incl", fr: "Total TTC", en: "Total incl. tax", MoneyType()).sorted(),
    ]

    /// The lines of a commercial document. Unit prices keep 4 decimals, quantities 3.
    static func lines(_ table: String) -> Subform {
        Subform(
            "lines", table: table, label: Phrase(fr: "Lignes", en: "Lines"),
            fields: [
                Field("kind", fr: "Nature", en: "Kind", lineKind),
                Field("product_id", fr: "Produit", en: "Product", LookupType("products")),
                Field("label", fr: "Désignation", en: "Description", TextType.long),
                Field("quantity", fr: "Qté", en: "Qty", NumberType(scale: 3)),
                Field("unit_price", fr: "PU HT", en: "Unit price", NumberType(scale: 4)),
                Field("discount", fr: "Remise", en: "Discount", NumberType(scale: 2, unit: Phrase(same: "%"))),
                Field("vat_rate", fr: "TVA", en: "VAT", NumberType(scale: 2, unit: Phrase(same: "%"))),
                Field("total_excl", fr: "Total HT", en: "Total excl. tax", MoneyType()),
                Field("total_incl", fr: "Total TTC", en: "Total incl. tax", MoneyType()),
            ])
    }
    private static let lineKind = ChoiceType([
        Choice("product", fr: "Produit", en: "Product"), Choice("service", fr: "Service", en: "Service"),
        Choice("title", fr: "Titre", en: "Title"),
    ])
}
