/// What stands between a record and an invitation.
enum AdmissionFields {
    static let review = Field(
        "review", fr: "Validation", en: "Review",
        ChoiceType([
            Choice("awaiting_approval", fr: "En attente d’approbation", en: "Awaiting approval", .warn),
            Choice("awaiting_review", fr: "En attente de relecture", en: "Awaiting review", .warn),
            Choice("approved", fr: "Validée", en: "Approved", .ok),
        ])
    ).internalOnly()

    static let consent = Field(
        "consent", fr: "Consentement (RGPD)", en: "Consent (GDPR)",
        ChoiceType([
            Choice("asked", fr: "Demandé", en: "Asked for", .warn), Choice("given", fr: "Donné", en: "Given", .ok),
            Choice("refused", fr: "Refusé", en: "Refused", .bad),
        ])
    ).internalOnly()
}
