extension Module {
    /// Prospects: people who may become customers. One who does is converted into a contact.
    package static let leads = Module(
        "leads", one: Phrase(fr: "Prospect", en: "Lead"), many: Phrase(fr: "Prospects", en: "Leads"),
        title: "last_name", sort: Sort("last_name"),
        columns: ["last_name", "first_name", "company", "account_id", "email", "phone_work", "state"],
        state: StateRule(LeadState.field),
        views: [
            ListView("open", fr: "À suivre", en: "To follow up") { _ in
                [Filter(LeadState.field, .isNot([.text(LeadState.converted), .text("lost")]))]
            },
            ListView(LeadState.converted, fr: "Convertis", en: "Converted") { _ in
                [Filter(LeadState.field, .equals(.text(LeadState.converted)))]
            },
            ListView("lost", fr: "Perdus", en: "Lost") { _ in [Filter(LeadState.field, .equals(.text("lost")))] },
        ],
        fields: [
            Field("last_name", fr: "Nom / Libellé", en: "Last name / label").inPortal(fr: "Nom", en: "Last name")
                .required().searched().sortedByName(),
            Field("first_name", fr: "Prénom", en: "First name").searched(),
            Field("company", fr: "Société", en: "Company", TextType(limit: 128)).searched(),
            Field("account_id", fr: "Tiers", en: "Account", LookupType("accounts")),
        ] + personFields + [
            Field("language", fr: "Langue", en: "Language", languages),
            Field("origin", fr: "Origine", en: "Origin").internalOnly(),
            Field("tags", fr: "Tags / catégories", en: "Tags").internalOnly(),
            Field(LeadState.field, fr: "État", en: "State", leadStates).required(), AdmissionFields.review,
            AdmissionFields.consent,
            Field(LeadState.contact, fr: "Converti en", en: "Converted into", LookupType("contacts")).readOnly()
                .internalOnly(),
            Field(LeadState.moment, fr: "Converti le", en: "Converted on", InstantType()).readOnly().internalOnly(),
            Field("note", fr: "Note privée", en: "Private note", TextType.long).internalOnly(),
        ])

    private static let leadStates = ChoiceType([
        Choice("new", fr: "Nouveau", en: "New", .info), Choice("contacted", fr: "Contacté", en: "Contacted", .info),
        Choice("qualified", fr: "Qualifié", en: "Qualified", .warn),
        Choice(LeadState.converted, fr: "Converti", en: "Converted", .ok), Choice("lost", fr: "Perdu", en: "Lost"),
    ])

    /// Whether the records are people, who have a first and a last name.
    package var isPeople: Bool { key == "contacts" || key == "leads" }
}

/// What a lead keeps of its conversion.
package enum LeadState {
    package static let field = "state"
    package static let converted = "converted"
    /// The look-up to the contact that the lead became.
    package static let contact = "contact_id"
    package static let moment = "converted_at"
}
