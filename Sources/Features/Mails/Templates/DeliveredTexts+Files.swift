import Core

/// Files that the virus scanner refused.
extension DeliveredTexts {
    static let fileRefused = (
        subject: Phrase(
            fr: "{societe} - Un fichier que vous avez envoyé a été refusé",
            en: "{societe} - A file that you sent was refused"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                Le fichier «\u{A0}{fichier}\u{A0}» que vous avez envoyé sur notre portail contient un virus ou un programme dangereux. Nous l’avons supprimé, et personne n’a pu l’ouvrir depuis le portail.

                Vérifiez votre appareil avec un antivirus, puis joignez de nouveau le document depuis un appareil sain\u{A0}:

                {lien}

                Cordialement,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                The file “{fichier}” that you sent on our portal holds a virus or a dangerous program. We have removed it, and nobody could open it from the portal.

                Check your device with a virus scanner, then attach the document again from a clean device:

                {lien}

                Kind regards,
                {societe}
                """)
    )

    static let fileRefusedStaff = (
        subject: Phrase(
            fr: "{societe} - Virus dans un fichier reçu", en: "{societe} - Virus in a file that arrived"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                L’antivirus a trouvé un virus ou un programme dangereux dans le fichier «\u{A0}{fichier}\u{A0}». Le fichier a été supprimé\u{A0}; personne n’a pu l’ouvrir. La personne qui l’a envoyé est prévenue.

                La fiche concernée\u{A0}:

                {lien}

                Cordialement,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                The virus scanner found a virus or a dangerous program in the file “{fichier}”. The file was removed; nobody could open it. The person who sent it has been told.

                The record that it was on:

                {lien}

                Kind regards,
                {societe}
                """)
    )
}
