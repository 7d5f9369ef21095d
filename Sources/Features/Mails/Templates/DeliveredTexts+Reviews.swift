import Core

/// Accesses that nobody uses, and those that somebody should confirm.
extension DeliveredTexts {
    static let accessIdle = (
        subject: Phrase(
            fr: "{societe} - Votre accès sera suspendu après le {dernier_jour}",
            en: "{societe} - Your access will be suspended after {dernier_jour}"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                Vous ne vous êtes pas connecté à notre portail depuis longtemps. Par prudence, votre accès sera suspendu après le {dernier_jour}.

                Vous en avez encore besoin\u{A0}? Il suffit de vous connecter jusqu’au {dernier_jour} inclus\u{A0}: {url}

                Votre identifiant\u{A0}: {identifiant}

                Cordialement,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                You have not signed in to our portal for a long time. To be safe, your access will be suspended after {dernier_jour}.

                Do you still need it? Signing in until {dernier_jour}, that day included, is enough: {url}

                Your username: {identifiant}

                Kind regards,
                {societe}
                """)
    )

    static let reviewCustomer = (
        subject: Phrase(
            fr: "{societe} - Vos collègues ont-ils encore besoin de leur accès ?",
            en: "{societe} - Do your colleagues still need their access?"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                Comme administrateur de votre espace, confirmez les accès de vos collègues, ou fermez ceux qui ne servent plus\u{A0}:

                {lien}

                Cela prend une minute. Un accès sans réponse reste ouvert, et nous vous le rappellerons une fois.

                Cordialement,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                As the administrator of your area, please confirm your colleagues’ accesses, or close those that are not needed any more:

                {lien}

                It takes a minute. An access without an answer stays open, and we will remind you once.

                Kind regards,
                {societe}
                """)
    )

    static let reviewStaff = (
        subject: Phrase(
            fr: "{societe} - Revue des accès que vous avez donnés",
            en: "{societe} - Review of the accesses that you gave"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                Une revue des accès est en cours. Confirmez ceux que vous avez donnés, ou fermez ceux qui ne servent plus\u{A0}:

                {lien}

                Cordialement,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                A review of accesses is under way. Confirm those that you gave, or close those that are not needed any more:

                {lien}

                Kind regards,
                {societe}
                """)
    )
}
