extension Module {
    /// What an account has bought and its people use: packs, subscriptions, contracts. People of the account see those that are assigned to them.
    package static let services = Module(
        "services", one: Phrase(fr: "Service", en: "Service"), many: Phrase(fr: "Services", en: "Services"),
        title: "name", sort: Sort("name"),
        columns: ["name", "ref", "account_id", "product_id", "quantity", "starts_on", "ends_on", "state"],
        state: StateRule("state"),
        views: [
            ListView("active", fr: "Actifs", en: "Active") { _ in [Filter("state", .equals(.text("active")))] },
            ListView("ended", fr: "Terminés", en: "Ended") { _ in [Filter("state", .equals(.text("ended")))] },
        ],
        fields: [
            Field("name", fr: "Nom", en: "Name", TextType(limit: 128)).required().searched().sortedByName(),
            Field("ref", fr: "Référence", en: "Reference", TextType(limit: 60)).searched().sorted(),
            Field("account_id", fr: "Tiers", en: "Account", LookupType("accounts")).inPortal(
                fr: "Société", en: "Company"
            ).required(),
            Field("product_id", fr: "Produit", en: "Product", LookupType("products")),
            Field("quantity", fr: "Quantité", en: "Quantity", NumberType()),
            Field("starts_on", fr: "Début", en: "Start", DayType()).sorted(),
            Field("ends_on", fr: "Fin", en: "End", DayType()).sorted(),
            Field("description", fr: "Description", en: "Description", TextType.long),
            Field("state", fr: "État", en: "State", serviceStates).required(), DocumentFields.privateNote,
        ])

    private static let serviceStates = ChoiceType([
        Choice("active", fr: "Actif", en: "Active", .ok), Choice("suspended", fr: "Suspendu", en: "Suspended", .warn),
        Choice("ended", fr: "Terminé", en: "Ended"),
    ])
}
