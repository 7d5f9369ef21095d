import Core

extension DeliveredTexts {
    static let portalMoved = (
        subject: Phrase(
            fr: "{societe} - Notre portail a une nouvelle adresse", en: "{societe} - Our portal has a new address"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                Notre portail en ligne se trouve désormais à cette adresse\u{A0}:

                {url}

                L’ancienne adresse y mène toujours. Votre identifiant ({identifiant}) et votre mot de passe ne changent pas\u{A0}; il vous sera demandé une fois de vous reconnecter.

                Cordialement,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                Our online portal is now at this address:

                {url}

                The old address still leads there. Your username ({identifiant}) and your password stay the same; you will be asked once to sign in again.

                Kind regards,
                {societe}
                """)
    )
}
