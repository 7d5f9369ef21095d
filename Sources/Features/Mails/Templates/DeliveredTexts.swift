import Core

/// The words of a mail: its subject and its text, with placeholders.
struct MailWords: Sendable, Hashable {
    let subject: String
    let body: String
}

extension MailText {
    /// The text as Parvis comes with it.
    func delivered(_ language: Language) -> MailWords {
        let (subject, body) =
            switch self {
            case .credentials: DeliveredTexts.credentials
            case .passwordReset: DeliveredTexts.passwordReset
            case .passwordChanged: DeliveredTexts.passwordChanged
            case .newSignIn: DeliveredTexts.newSignIn
            case .signInFailures: DeliveredTexts.signInFailures
            case .emailConfirm: DeliveredTexts.emailConfirm
            case .emailChanged: DeliveredTexts.emailChanged
            case .accessAdded: DeliveredTexts.accessAdded
            case .accessEnds: DeliveredTexts.accessEnds
            case .accessIdle: DeliveredTexts.accessIdle
            case .reviewCustomer: DeliveredTexts.reviewCustomer
            case .reviewStaff: DeliveredTexts.reviewStaff
            case .staffWelcome: DeliveredTexts.staffWelcome
            case .portalMoved: DeliveredTexts.portalMoved
            case .requestAnswered: DeliveredTexts.requestAnswered
            case .requestQuestion: DeliveredTexts.requestQuestion
            case .requestClosed: DeliveredTexts.requestClosed
            case .requestOpened: DeliveredTexts.requestOpened
            case .requestReplied: DeliveredTexts.requestReplied
            case .fileRefused: DeliveredTexts.fileRefused
            case .fileRefusedStaff: DeliveredTexts.fileRefusedStaff
            case .signUpConfirm: DeliveredTexts.signUpConfirm
            case .signUpKnown: DeliveredTexts.signUpKnown
            case .signUpToDecide: DeliveredTexts.signUpToDecide
            case .signUpReminder: DeliveredTexts.signUpReminder
            case .signUpApproved: DeliveredTexts.signUpApproved
            case .signUpRefused: DeliveredTexts.signUpRefused
            }
        return MailWords(subject: subject(language), body: body(language))
    }
}

/// Subjects and texts as delivered.
enum DeliveredTexts {
    static let credentials = (
        subject: Phrase(
            fr: "{societe} - Accès à notre portail client", en: "{societe} - Access to our customer portal"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                Nous avons le plaisir de vous envoyer vos identifiants pour vous connecter à votre espace client sur notre portail en ligne\u{A0}:

                URL\u{A0}: {url}
                Identifiant\u{A0}: {identifiant}
                {mot_de_passe}

                Ce lien fonctionne une seule fois et reste valable {validite}. Votre mot de passe ne circule jamais par e-mail\u{A0}: vous seul le connaissez.

                Conservez bien votre identifiant. En cas de perte de votre mot de passe, ou si le lien a expiré, «\u{A0}Mot de passe oublié\u{A0}?\u{A0}» sur la page de connexion vous permet d’en choisir un nouveau à tout moment.

                Cordialement,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                We are pleased to send you what you need to sign in to your customer area on our online portal:

                URL: {url}
                Username: {identifiant}
                {mot_de_passe}

                This link works once and stays valid for {validite}. Your password is never sent by e-mail: only you know it.

                Please keep your username. If you lose your password, or if the link has expired, “Forgotten password?” on the sign-in page lets you choose a new one at any time.

                Kind regards,
                {societe}
                """)
    )

    static let passwordReset = (
        subject: Phrase(fr: "{societe} - Mot de passe oublié", en: "{societe} - Forgotten password"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                Une demande de nouveau mot de passe a été faite pour l’identifiant {identifiant}.

                {mot_de_passe}

                Ce lien fonctionne une seule fois et reste valable 30 minutes. Si la demande ne vient pas de vous, ne faites rien\u{A0}: votre mot de passe reste le même.

                Cordialement,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                Somebody asked for a new password for the username {identifiant}.

                {mot_de_passe}

                This link works once and stays valid for 30 minutes. If it was not you, do nothing: your password stays the same.

                Kind regards,
                {societe}
                """)
    )
}

extension DeliveredTexts {
    static let staffWelcome = (
        subject: Phrase(fr: "{societe} - Votre accès à Parvis", en: "{societe} - Your access to Parvis"),
        body: Phrase(
            fr: """
                Bonjour {prenom} {nom},

                Un accès à l’espace interne de {societe} a été créé pour vous\u{A0}:

                URL\u{A0}: {url}
                Identifiant\u{A0}: {identifiant}
                {mot_de_passe}

                Ce lien fonctionne une seule fois et reste valable {validite}.

                Cordialement,
                {societe}
                """,
            en: """
                Hello {prenom} {nom},

                Access to {societe}’s back office was created for you:

                URL: {url}
                Username: {identifiant}
                {mot_de_passe}

                This link works once and stays valid for {validite}.

                Kind regards,
                {societe}
                """)
    )
}
