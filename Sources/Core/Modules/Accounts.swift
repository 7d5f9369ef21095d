extension Module {
    /// Tiers: companies and people the firm deals with; prospects and suppliers are views of them.
    package static let accounts = Module(
        "accounts", one: Phrase(fr: "Tiers", en: "Account"), many: Phrase(fr: "Tiers", en: "Accounts"), title: "name",
        sort: Sort("name"),
        columns: ["name", "code", "kind", "town", "phone", "email", "state"], state: StateRule("state"),
        views: [
            ListView("customers", fr: "Clients", en: "Customers") { _ in
                [Filter("kind", .oneOf([.text("customer"), .text("both")]))]
            }.one(fr: "client", en: "customer"),
            ListView("prospects", fr: "Prospects", en: "Prospects") { _ in [Filter("kind", .equals(.text("prospect")))]
            },
            ListView("suppliers", fr: "Fournisseurs", en: "Suppliers") { _ in
                [Filter("is_supplier", .equals(.bool(true)))]
            },
            ListView("closed", fr: "Clos", en: "Closed") { _ in [Filter("state", .equals(.text("closed")))] },
        ],
        fields: [
            Field("name", fr: "Nom", en: "Name", TextType(limit: 128)).required().searched().sortedByName(),
            Field("alias", fr: "Nom alternatif", en: "Alias").searched(),
            Field("code", fr: "Code client", en: "Customer code", TextType(limit: 40)).searched().sortedNaturally(),
            Field("supplier_code", fr: "Code fournisseur", en: "Supplier code", TextType(limit: 40)).searched(),
            Field("kind", fr: "Nature", en: "Kind", accountKind).required(),
            Field("is_supplier", fr: "Fournisseur", en: "Supplier", YesNoType()),
            Field("state", fr: "État", en: "State", openOrClosed).required(),
            Field("parent_id", fr: "Maison mère", en: "Parent company", LookupType("accounts")),
            Field("address", fr: "Adresse", en: "Address", TextType.long),
            Field("zip", fr: "Code postal", en: "Postcode", TextType(limit: 25)),
            Field("town", fr: "Ville", en: "Town").searched(),
            Field("country", fr: "Pays", en: "Country", CountryType()),
            Field("phone", fr: "Téléphone", en: "Phone", PhoneType()).searched(),
            Field("email", fr: "E-mail", en: "E-mail", EmailType()).searched(),
            Field("website", fr: "Site web", en: "Website"),
            Field("siren", fr: "SIREN", en: "SIREN", TextType(limit: 128)),
            Field("siret", fr: "SIRET", en: "SIRET", TextType(limit: 128)),
            Field("vat_number", fr: "N° de TVA", en: "VAT number", TextType(limit: 40)),
            Field("payment_terms", fr: "Conditions de règlement", en: "Payment terms"),
            Field("language", fr: "Langue", en: "Language", languages),
            Field("tags", fr: "Tags / catégories", en: "Tags").internalOnly(),
            AdmissionFields.review, AdmissionFields.consent,
            Field("note", fr: "Note privée", en: "Private note", TextType.long).internalOnly(),
        ])

    static let openOrClosed = ChoiceType([
        Choice("open", fr: "Ouvert", en: "Open", .ok), Choice("closed", fr: "Clos", en: "Closed"),
    ])
    static let languages = ChoiceType([
        Choice("fr", fr: "Français", en: "French"), Choice("en", fr: "Anglais", en: "English"),
    ])
    private static let accountKind = ChoiceType([
        Choice("customer", fr: "Client", en: "Customer"), Choice("prospect", fr: "Prospect", en: "Prospect"),
        Choice("both", fr: "Client et prospect", en: "Customer and prospect"),
        Choice("none", fr: "Ni client ni prospect", en: "Neither"),
    ])
}
