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

    static let accessAdded = (
        subject: Phrase(fr: "{societe} - Un accès de plus", en: "{societe} - One more access"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                Vous avez un accès de plus à notre portail en ligne\u{A0}:

                {url}

                Votre identifiant ({identifiant}) et votre mot de passe restent les mêmes. Une fois connecté, «\u{A0}Changer de client\u{A0}», en haut à droite, passe d’un accès à l’autre.

                Cordialement,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                You have one more access to our online portal:

                {url}

                Your username ({identifiant}) and your password stay the same. Once signed in, “Change customer” at the top right goes from one access to the other.

                Kind regards,
                {societe}
                """)
    )

    static let accessEnds = (
        subject: Phrase(
            fr: "{societe} - Votre accès se termine le {dernier_jour}",
            en: "{societe} - Your access ends on {dernier_jour}"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                Votre accès à notre portail en ligne ({url}) se termine le {dernier_jour}.

                Vous en avez encore besoin\u{A0}? Dites-le à votre interlocuteur chez {societe}, ou à l’administrateur de votre espace, avant ce jour.

                Cordialement,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                Your access to our online portal ({url}) ends on {dernier_jour}.

                Do you still need it? Tell your contact at {societe}, or whoever administers your area, before that day.

                Kind regards,
                {societe}
                """)
    )
}
