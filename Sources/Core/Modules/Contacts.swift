extension Module {
    /// Contacts and addresses of an account; a portal access is carried by one of them.
    package static let contacts = Module(
        "contacts", one: Phrase(fr: "Contact", en: "Contact"), many: Phrase(fr: "Contacts", en: "Contacts"),
        title: "last_name", sort: Sort("last_name"),
        columns: ["last_name", "first_name", "account_id", "position", "email", "default_roles", "state"],
        state: StateRule("state"),
        views: [
            ListView("open", fr: "Ouverts", en: "Open") { _ in [Filter("state", .equals(.text("open")))] }
                .one(fr: "ouvert", en: "open"),
            ListView("disabled", fr: "Désactivés", en: "Disabled") { _ in [Filter("state", .equals(.text("disabled")))]
            },
        ],
        fields: [
            Field("last_name", fr: "Nom / Libellé", en: "Last name / label").inPortal(fr: "Nom", en: "Last name")
                .required().searched().sortedByName(),
            Field("first_name", fr: "Prénom", en: "First name").searched(),
            Field("account_id", fr: "Tiers", en: "Account", LookupType("accounts")).inPortal(
                fr: "Société", en: "Company"),
        ] + personFields + [
            Field("visibility", fr: "Visibilité", en: "Visibility", visibilities).internalOnly(),
            Field("language", fr: "Langue", en: "Language", languages),
            Field("birthday", fr: "Date de naissance", en: "Date of birth", DayType()).internalOnly(),
            Field("tags", fr: "Tags / catégories", en: "Tags").internalOnly(),
            Field("default_roles", fr: "Contact par défaut pour", en: "Default contact for", contactRoles)
                .inPortal(fr: "Contact pour", en: "Contact for"),
            Field("state", fr: "État", en: "State", contactStates).required(), AdmissionFields.review,
            AdmissionFields.consent,
            Field("note", fr: "Note privée", en: "Private note", TextType.long).internalOnly(),
        ])

    /// How a person is addressed and reached.
    static let personFields = [
        Field("civility", fr: "Titre civilité", en: "Title", civilities).inPortal(fr: "Civilité", en: "Title"),
        Field("position", fr: "Poste / fonction", en: "Position").searched(),
        Field("address", fr: "Adresse", en: "Address", TextType.long),
        Field("zip", fr: "Code postal", en: "Postcode", TextType(limit: 25)),
        Field("town", fr: "Ville", en: "Town"),
        Field("country", fr: "Pays", en: "Country", CountryType()),
        Field("department", fr: "Département / Canton", en: "County"),
        Field("phone_work", fr: "Tél. pro.", en: "Work phone", PhoneType()).searched(),
        Field("phone_mobile", fr: "Tél. portable", en: "Mobile phone", PhoneType()).searched(),
        Field("phone_home", fr: "Tél. perso.", en: "Home phone", PhoneType()).searched(),
        Field("fax", fr: "Fax", en: "Fax", PhoneType()),
        Field("email", fr: "E-mail", en: "E-mail", EmailType()).searched(),
        Field("no_mailing", fr: "Refuse les e-mailings", en: "Refuses mailings", YesNoType())
            .inPortal(fr: "Je refuse les e-mailings", en: "I refuse mailings"),
    ]

    static let civilities = ChoiceType([
        Choice("MME", fr: "Madame", en: "Mrs"), Choice("MLE", fr: "Mademoiselle", en: "Miss"),
        Choice("MR", fr: "Monsieur", en: "Mr"),
        Choice("MTRE", fr: "Maître", en: "Master"), Choice("DR", fr: "Docteur", en: "Doctor"),
    ])
    private static let visibilities = ChoiceType([
        Choice("shared", fr: "Partagé", en: "Shared"), Choice("private", fr: "Privé", en: "Private"),
    ])
    private static let contactStates = ChoiceType([
        Choice("open", fr: "Ouvert", en: "Open", .ok), Choice("disabled", fr: "Désactivé", en: "Disabled"),
    ])
    /// Document roles of S1-18, in the order of the card.
    package static let contactRoles = ChoicesType([
        Choice("quotes", fr: "Propositions", en: "Quotes"),
        Choice("orders", fr: "Commandes ou expéditions", en: "Orders or shipments"),
        Choice("contracts", fr: "Contrats", en: "Contracts"), Choice("invoices", fr: "Factures", en: "Invoices"),
        Choice("tickets", fr: "Tickets", en: "Tickets"), Choice("projects", fr: "Projets", en: "Projects"),
    ])
}
