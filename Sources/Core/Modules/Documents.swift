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
        Field("ref", fr: fr, en: en, TextType(limit: 60)).required().searched().sortedNaturally()
    }
    static func date(_ fr: String = "Date", _ en: String = "Date") -> Field {
        Field("date", fr: fr, en: en, DayType()).required().sorted()
    }
    /// Amounts, and what currency they are in.
    static let totals = [
        Field(Currencies.field, fr: "Devise", en: "Currency", CurrencyType()),
        Field("total_excl", fr: "Total HT", en: "Total excl. tax", MoneyType()),
        Field("total_vat", fr: "TVA", en: "VAT", MoneyType()),
        Field("total_incl", fr: "Total TTC", en: "Total incl. tax", MoneyType()).sorted(),
    ]

    /// Prices and quantities keep six decimals, as much as business software does.
    static let pieces = NumberType(scale: 6, range: -9_000_000_000_000_000_000...9_000_000_000_000_000_000)
    static let piecePrice = MoneyType(scale: 6)
    /// Hundredths of a percent, from nothing to all.
    static let percent = NumberType(scale: 2, unit: Phrase(same: "%"), range: 0...10_000)

    /// How far the work of a line has come, on a progress invoice (*facture de situation*).
    private static let situation = Field("progress", fr: "Avancement", en: "Progress", percent).addedLater()

    /// The lines of a commercial document.
    static func lines(_ table: String, hasSituations: Bool = false) -> Subform {
        Subform(
            "lines", table: table, label: Phrase(fr: "Lignes", en: "Lines"),
            fields: [
                Field("kind", fr: "Nature", en: "Kind", lineKind),
                Field("product_id", fr: "Produit", en: "Product", LookupType("products")),
                Field("label", fr: "Désignation", en: "Description", TextType.long),
                Field("quantity", fr: "Qté", en: "Qty", pieces),
                Field("unit_price", fr: "PU HT", en: "Unit price", piecePrice),
                Field("discount", fr: "Remise", en: "Discount", percent),
                Field("vat_rate", fr: "TVA", en: "VAT", percent),
                Field("total_excl", fr: "Total HT", en: "Total excl. tax", MoneyType()),
                Field("total_incl", fr: "Total TTC", en: "Total incl. tax", MoneyType()),
            ] + (hasSituations ? [situation] : []))
    }
    private static let lineKind = ChoiceType([
        Choice("product", fr: "Produit", en: "Product"), Choice("service", fr: "Service", en: "Service"),
        Choice("title", fr: "Titre", en: "Title"),
    ])
}
