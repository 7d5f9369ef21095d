import Core

extension MailText {
    /// When it is sent.
    var occasion: Phrase {
        switch self {
        case .credentials:
            Phrase(
                fr: "Envoyé quand un compte utilisateur est créé ou que son mot de passe est régénéré.",
                en: "Sent when a user account is created or its password is renewed.")
        case .passwordReset:
            Phrase(
                fr: "Envoyé à qui demande un nouveau mot de passe sur la page de connexion.",
                en: "Sent to whoever asks for a new password on the sign-in page.")
        case .passwordChanged:
            Phrase(
                fr: "Avertit la personne que son mot de passe a changé.",
                en: "Tells the person that the password was changed.")
        case .newSignIn:
            Phrase(
                fr: "Envoyé quand la personne se connecte depuis un navigateur encore inconnu.",
                en: "Sent when the person signs in from a browser that is not known yet.")
        case .signInFailures:
            Phrase(
                fr: "Envoyé quand quelqu’un a essayé dix fois en un jour un mauvais mot de passe pour cette personne.",
                en: "Sent when the username was tried ten times in a day with a wrong password.")
        case .emailConfirm:
            Phrase(
                fr: "Envoyé à la nouvelle adresse de qui change son e-mail de connexion.",
                en: "Sent to the new address of whoever changes the sign-in e-mail.")
        case .emailChanged:
            Phrase(
                fr: "Prévient l’ancienne adresse que l’e-mail de connexion a changé.",
                en: "Tells the old address that the sign-in e-mail was changed.")
        case .portalMoved:
            Phrase(
                fr: "Prévient les utilisateurs d’un portail que son adresse a changé.",
                en: "Tells the users of a portal that its address has changed.")
        case .accessAdded:
            Phrase(
                fr: "Envoyé à qui reçoit un accès de plus, pour un autre client ou un autre portail.",
                en: "Sent to whoever gets one more access, for another customer or another portal.")
        case .accessEnds:
            Phrase(
                fr: "Envoyé une semaine avant le dernier jour d’un accès.",
                en: "Sent a week before the last day of an access.")
        case .accessIdle:
            Phrase(
                fr: "Envoyé deux semaines avant la suspension d’un accès que personne n’utilise.",
                en: "Sent two weeks before an access that nobody uses is suspended.")
        case .reviewCustomer:
            Phrase(
                fr: "Demande à l’administrateur d’un client de confirmer les accès de ses collègues.",
                en: "Asks a customer’s administrator to confirm the colleagues’ accesses.")
        case .reviewStaff:
            Phrase(
                fr: "Demande à un collaborateur de confirmer les accès qu’il a donnés.",
                en: "Asks a member of staff to confirm the accesses that they gave.")
        case .staffWelcome:
            Phrase(
                fr: "Envoyé à une personne ajoutée aux collaborateurs.",
                en: "Sent to a person who was added to the staff.")
        case .fileRefused:
            Phrase(
                fr: "Prévient la personne qu’un fichier qu’elle a envoyé contenait un virus et a été supprimé.",
                en: "Tells the person that a file that they sent held a virus and was removed.")
        case .fileRefusedStaff:
            Phrase(
                fr: "Prévient les administrateurs qu’un fichier reçu contenait un virus et a été supprimé.",
                en: "Tells administrators that a file that arrived held a virus and was removed.")
        case .signUpConfirm:
            Phrase(
                fr: "Envoyé à qui demande à s’inscrire, pour prouver que l’adresse est la sienne.",
                en: "Sent to whoever asks to sign up, to prove that the address is theirs.")
        case .signUpKnown:
            Phrase(
                fr: "Envoyé au lieu du précédent quand l’adresse a déjà un accès : la page, elle, ne le dit pas.",
                en: "Sent instead of the one before when the address has an access already: the page does not tell.")
        case .signUpToDecide:
            Phrase(
                fr: "Envoyé aux approbateurs quand une demande d’inscription attend leur décision.",
                en: "Sent to the approvers when a request to sign up waits for their decision.")
        case .signUpReminder:
            Phrase(
                fr: "Rappelle aux approbateurs une demande d’inscription qui attend toujours.",
                en: "Reminds the approvers of a request to sign up that still waits.")
        case .signUpApproved:
            Phrase(fr: "Annonce que l’inscription est approuvée.", en: "Tells that the sign-up is approved.")
        case .signUpRefused:
            Phrase(
                fr: "Annonce que l’inscription est refusée, ou que personne n’a décidé à temps.",
                en: "Tells that the sign-up is refused, or that nobody decided in time.")
        case .requestAnswered, .requestQuestion, .requestClosed, .requestOpened, .requestReplied:
            Phrase(
                fr: requestOccasion.fr
                    + " Le texte de l’échange n’y figure pas\u{A0}: il reste confidentiel et se lit après connexion.",
                en: requestOccasion.en
                    + " It does not contain the messages themselves: they stay confidential and are read after signing in."
            )
        }
    }

    private var requestOccasion: Phrase {
        switch self {
        case .requestQuestion:
            Phrase(
                fr: "Envoyé au client quand un collaborateur attend sa réponse sur une demande.",
                en: "Sent to the customer when staff wait for an answer to a request.")
        case .requestClosed:
            Phrase(
                fr: "Envoyé au client quand sa demande est résolue ou fermée.",
                en: "Sent to the customer when a request is solved or closed.")
        case .requestOpened:
            Phrase(
                fr: "Envoyé à l’adresse pour les demandes, ou au collaborateur concerné, quand un client en ouvre une.",
                en: "Sent to the address for requests, or to the member of staff concerned, when a customer opens one.")
        case .requestReplied:
            Phrase(
                fr: "Envoyé à qui suit la demande, ou à l’adresse pour les demandes, quand un client répond.",
                en: "Sent to whoever handles the request, or to the address for requests, when a customer answers.")
        default:
            Phrase(
                fr: "Envoyé au client quand un collaborateur répond à sa demande.",
                en: "Sent to the customer when staff answer a request.")
        }
    }
}
