import Core

extension DeliveredTexts {
    static let signUpConfirm = (
        subject: Phrase(fr: "{societe} - Confirmez votre adresse", en: "{societe} - Confirm your address"),
        body: Phrase(
            fr: """
                Bonjour,

                Vous avez demandé un accès à notre portail en ligne. Confirmez que cette adresse est la vôtre\u{A0}:

                {lien}

                Le lien fonctionne pendant 48 heures. La même page vous dira ensuite où en est votre demande.

                Si vous n’avez rien demandé, ne faites rien\u{A0}: rien ne sera créé.

                Cordialement,
                {societe}
                """,
            en: """
                Hello,

                You asked for access to our online portal. Please confirm that this address is yours:

                {lien}

                The link works for 48 hours. The same page will then tell you how your request stands.

                If you asked for nothing, do nothing: nothing will be created.

                Kind regards,
                {societe}
                """)
    )

    static let signUpKnown = (
        subject: Phrase(fr: "{societe} - Vous avez déjà un accès", en: "{societe} - You already have access"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                Quelqu’un, sans doute vous, a demandé un accès à notre portail avec cette adresse, qui en a déjà un. Connectez-vous ici\u{A0}:

                {url}

                Votre identifiant est {identifiant}. Mot de passe oublié\u{A0}? La page de connexion vous aide à en choisir un autre.

                Si ce n’était pas vous, ne faites rien\u{A0}: rien n’a changé.

                Cordialement,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                Somebody, most likely you, asked for access to our portal with this address, which already has it. Sign in here:

                {url}

                Your username is {identifiant}. Forgotten password? The sign-in page helps you to choose another one.

                If it was not you, do nothing: nothing has changed.

                Kind regards,
                {societe}
                """)
    )

    static let signUpToDecide = (
        subject: Phrase(
            fr: "{societe} - Une demande d’inscription vous attend",
            en: "{societe} - A sign-up request waits for you"),
        body: Phrase(
            fr: """
                Bonjour {prenom},

                {demandeur} demande un accès au portail. L’adresse est confirmée.

                Approuvez ou refusez ici\u{A0}:

                {lien}

                {societe}
                """,
            en: """
                Hello {prenom},

                {demandeur} asks for access to the portal. The address is confirmed.

                Approve or refuse here:

                {lien}

                {societe}
                """)
    )

    static let signUpReminder = (
        subject: Phrase(
            fr: "{societe} - Rappel\u{A0}: une demande d’inscription attend",
            en: "{societe} - Reminder: a sign-up request waits"),
        body: Phrase(
            fr: """
                Bonjour {prenom},

                La demande d’inscription de {demandeur} attend toujours une décision\u{A0}:

                {lien}

                Sans décision, elle sera refusée automatiquement.

                {societe}
                """,
            en: """
                Hello {prenom},

                The sign-up request of {demandeur} still waits for a decision:

                {lien}

                Without a decision it will be refused automatically.

                {societe}
                """)
    )

    static let signUpApproved = (
        subject: Phrase(fr: "{societe} - Votre accès est ouvert", en: "{societe} - Your access is open"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                Votre inscription est approuvée. Connectez-vous avec le mot de passe que vous avez choisi\u{A0}:

                URL\u{A0}: {url}
                Identifiant\u{A0}: {identifiant}

                Bienvenue,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                Your sign-up is approved. Sign in with the password that you chose:

                URL: {url}
                Username: {identifiant}

                Welcome,
                {societe}
                """)
    )

    static let signUpRefused = (
        subject: Phrase(fr: "{societe} - Votre demande d’inscription", en: "{societe} - Your request to sign up"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                Nous ne pouvons pas ouvrir l’accès que vous avez demandé à notre portail.

                {motif}

                Pour toute question, contactez {societe}.

                Cordialement,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                We cannot give you the access to our portal that you asked for.

                {motif}

                For any question, contact {societe}.

                Kind regards,
                {societe}
                """)
    )
}
