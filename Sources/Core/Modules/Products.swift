extension Module {
    package static let products = Module(
        "products", one: Phrase(fr: "Produit", en: "Product"), many: Phrase(fr: "Produits", en: "Products"),
        title: "ref", sort: Sort("ref"),
        columns: ["ref", "label", "kind", "price_excl", "vat_rate", "state"],
        state: StateRule("state", unpublished: ["off_sale"]),
        views: [
            ListView("goods", fr: "Produits", en: "Goods") { _ in [Filter("kind", .equals(.text("product")))] }
                .one(fr: "produit", en: "good"),
            ListView("services", fr: "Services", en: "Services") { _ in [Filter("kind", .equals(.text("service")))] },
        ],
        fields: [
            Field("ref", fr: "Référence", en: "Reference", TextType(limit: 128)).required().searched()
                .sortedNaturally(),
            Field("label", fr: "Libellé", en: "Label").required().searched().sortedByName(),
            Field(
                "kind", fr: "Nature", en: "Kind",
                ChoiceType([
                    Choice("product", fr: "Produit", en: "Product"), Choice("service", fr: "Service", en: "Service"),
                ])
            ).required(),
            Field("price_excl", fr: "Prix unitaire HT", en: "Unit price excl. tax", DocumentFields.piecePrice).sorted(),
            Field("vat_rate", fr: "TVA", en: "VAT", DocumentFields.percent),
            Field("description", fr: "Description", en: "Description", TextType.long),
            Field(
                "state", fr: "État", en: "State",
                ChoiceType([
                    Choice("on_sale", fr: "En vente", en: "On sale", .ok),
                    Choice("off_sale", fr: "Hors vente", en: "Off sale"),
                ])
            ).required(),
        ])
}
