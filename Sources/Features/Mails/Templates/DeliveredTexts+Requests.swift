import Core

/// The mails about requests. None quotes what was written: a mail can be read by others than its addressee.
extension DeliveredTexts {
    static let requestAnswered = (
        subject: Phrase(
            fr: "{societe} - Réponse à votre demande {reference}", en: "{societe} - Answer to your request {reference}"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                {auteur} a répondu à votre demande {reference} («\u{A0}{objet}\u{A0}»).

                Lire la réponse\u{A0}: {lien}

                Pour que vos échanges restent confidentiels, le texte de la réponse ne figure pas dans cet e-mail\u{A0}: vous le lirez après connexion.

                Cordialement,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                {auteur} answered your request {reference} (“{objet}”).

                Read the answer: {lien}

                So that our exchanges stay confidential, the text of the answer is not in this e-mail: you read it after signing in.

                Kind regards,
                {societe}
                """)
    )

    static let requestQuestion = (
        subject: Phrase(
            fr: "{societe} - Votre réponse est attendue\u{A0}: demande {reference}",
            en: "{societe} - Your answer is needed: request {reference}"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                {auteur} a besoin de votre réponse pour avancer sur votre demande {reference} («\u{A0}{objet}\u{A0}»).

                Lire et répondre\u{A0}: {lien}

                Pour que vos échanges restent confidentiels, la question ne figure pas dans cet e-mail\u{A0}: vous la lirez après connexion.

                Cordialement,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                {auteur} needs your answer to go on with your request {reference} (“{objet}”).

                Read and answer: {lien}

                So that our exchanges stay confidential, the question is not in this e-mail: you read it after signing in.

                Kind regards,
                {societe}
                """)
    )

    static let requestClosed = (
        subject: Phrase(
            fr: "{societe} - Demande {reference}\u{A0}: {etat}", en: "{societe} - Request {reference}: {etat}"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                Votre demande {reference} («\u{A0}{objet}\u{A0}») est maintenant close. Son état\u{A0}: {etat}.

                Relire l’échange ou y donner suite\u{A0}: {lien}

                Pour que vos échanges restent confidentiels, ils ne figurent pas dans cet e-mail\u{A0}: vous les lirez après connexion.

                Cordialement,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                Your request {reference} (“{objet}”) is now closed. Its state: {etat}.

                Read it again or follow it up: {lien}

                So that our exchanges stay confidential, they are not in this e-mail: you read them after signing in.

                Kind regards,
                {societe}
                """)
    )
}

/// Those that staff get.
extension DeliveredTexts {
    static let requestOpened = (
        subject: Phrase(
            fr: "{societe} - Nouvelle demande {reference} de {auteur}",
            en: "{societe} - New request {reference} from {auteur}"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                {auteur} a ouvert la demande {reference} («\u{A0}{objet}\u{A0}»).

                Ouvrir la demande\u{A0}: {lien}

                Le texte de la demande ne figure pas dans cet e-mail\u{A0}: il se lit après connexion.

                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                {auteur} opened the request {reference} (“{objet}”).

                Open the request: {lien}

                The text of the request is not in this e-mail: it is read after signing in.

                {societe}
                """)
    )

    static let requestReplied = (
        subject: Phrase(
            fr: "{societe} - Message de {auteur} sur la demande {reference}",
            en: "{societe} - Message from {auteur} on the request {reference}"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                {auteur} a écrit dans la demande {reference} («\u{A0}{objet}\u{A0}»).

                Lire et répondre\u{A0}: {lien}

                Le texte du message ne figure pas dans cet e-mail\u{A0}: il se lit après connexion.

                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                {auteur} wrote in the request {reference} (“{objet}”).

                Read and answer: {lien}

                The text of the message is not in this e-mail: it is read after signing in.

                {societe}
                """)
    )
}
