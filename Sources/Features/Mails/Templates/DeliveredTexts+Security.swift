import Core

/// What happened to the own sign-in, with *Ce n’était pas moi*.
extension DeliveredTexts {
    static let passwordChanged = (
        subject: Phrase(
            fr: "{societe} - Votre mot de passe a été modifié", en: "{societe} - Your password was changed"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                Le mot de passe de l’identifiant {identifiant} vient d’être modifié, et vos autres connexions ont été fermées.

                Ce n’était pas vous\u{A0}? Fermez tout et choisissez un nouveau mot de passe\u{A0}:
                {lien}

                Cordialement,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                The password of the username {identifiant} was just changed, and your other sessions were ended.

                Was it not you? End everything and choose a new password:
                {lien}

                Kind regards,
                {societe}
                """)
    )

    static let newSignIn = (
        subject: Phrase(
            fr: "{societe} - Connexion depuis un nouveau navigateur", en: "{societe} - Sign-in from a new browser"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                Quelqu’un vient de se connecter avec votre identifiant {identifiant}\u{A0}:

                Quand\u{A0}: {date}
                Depuis\u{A0}: {appareil}

                Si c’était vous, il n’y a rien à faire.

                Ce n’était pas vous\u{A0}? Fermez tout et choisissez un nouveau mot de passe\u{A0}:
                {lien}

                Cordialement,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                Somebody just signed in with your username {identifiant}:

                When: {date}
                From: {appareil}

                If it was you, there is nothing to do.

                Was it not you? End everything and choose a new password:
                {lien}

                Kind regards,
                {societe}
                """)
    )

    static let signInFailures = (
        subject: Phrase(
            fr: "{societe} - Des mots de passe erronés ont été essayés", en: "{societe} - Wrong passwords were tried"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                Quelqu’un a essayé dix fois en un jour de se connecter à votre place (identifiant {identifiant}), avec un mauvais mot de passe. Vous pouvez toujours vous connecter depuis votre navigateur habituel.

                Ce n’était pas vous\u{A0}? Par prudence, fermez tout et choisissez un nouveau mot de passe\u{A0}:
                {lien}

                Cordialement,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                Somebody tried ten times in a day to sign in as you (username {identifiant}) with a wrong password. You can still sign in from your usual browser.

                Was it not you? To be safe, end everything and choose a new password:
                {lien}

                Kind regards,
                {societe}
                """)
    )

    static let emailConfirm = (
        subject: Phrase(
            fr: "{societe} - Confirmez votre e-mail de connexion", en: "{societe} - Confirm your sign-in e-mail"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                Vous avez demandé à vous connecter avec l’adresse {adresse}. Confirmez-la\u{A0}:

                {lien}

                Ce lien fonctionne une seule fois et reste valable 24 heures. Si la demande ne vient pas de vous, ne faites rien\u{A0}: rien ne change.

                Cordialement,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                You asked to sign in with the address {adresse}. Confirm it:

                {lien}

                This link works once and stays valid for 24 hours. If it was not you, do nothing: nothing changes.

                Kind regards,
                {societe}
                """)
    )

    static let emailChanged = (
        subject: Phrase(
            fr: "{societe} - Votre e-mail de connexion a changé", en: "{societe} - Your sign-in e-mail was changed"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                L’adresse qui vous connecte est désormais {adresse}. L’adresse à laquelle vous recevez ce message ne vous connecte plus.

                Ce n’était pas vous\u{A0}? Reprenez votre adresse, fermez tout et choisissez un nouveau mot de passe\u{A0}:
                {lien}

                Cordialement,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                The address that signs you in is now {adresse}. The address at which you read this does not sign you in any more.

                Was it not you? Take your address back, end everything and choose a new password:
                {lien}

                Kind regards,
                {societe}
                """)
    )
}
