package import Core

/// The e-mails that Parvis writes by itself; staff may change their words.
package enum MailText: String, Sendable, CaseIterable {
    case credentials = "COMM_ID_MDP"
    case passwordReset = "PASSWORD_RESET"
    case passwordChanged = "PASSWORD_CHANGED"
    case staffWelcome = "STAFF_ID_MDP"

    package var label: Phrase {
        switch self {
        case .credentials: Phrase(fr: "Identifiants du portail", en: "Portal sign-in details")
        case .passwordReset: Phrase(fr: "Mot de passe oublié", en: "Forgotten password")
        case .passwordChanged: Phrase(fr: "Mot de passe modifié", en: "Password changed")
        case .staffWelcome: Phrase(fr: "Accès d’un collaborateur", en: "Access for staff")
        }
    }

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
        case .staffWelcome:
            Phrase(
                fr: "Envoyé à une personne ajoutée aux collaborateurs.",
                en: "Sent to a person who was added to the staff.")
        }
    }

    /// What the text may name, in the order of the editor.
    var placeholders: [MailPlaceholder] {
        self == .passwordChanged ? MailPlaceholder.allCases.filter { $0 != .password } : MailPlaceholder.allCases
    }

    /// What the text would be useless without.
    var needed: [MailPlaceholder] {
        switch self {
        case .credentials, .staffWelcome: [.url, .username, .password]
        case .passwordReset: [.password]
        case .passwordChanged: []
        }
    }
}

/// A name in braces that a mail replaces.
enum MailPlaceholder: String, Sendable, CaseIterable {
    case url, username = "identifiant", password = "mot_de_passe", company = "societe", firstName = "prenom", lastName =
        "nom"

    var braced: String { "{\(rawValue)}" }

    var meaning: Phrase {
        switch self {
        case .url: Phrase(fr: "adresse du portail", en: "address of the portal")
        case .username: Phrase(fr: "identifiant de la personne", en: "the person’s username")
        case .password:
            Phrase(
                fr: "lien à usage unique pour choisir le mot de passe ; un mot de passe ne part jamais par e-mail",
                en: "one-time link to choose the password; a password is never sent by e-mail")
        case .company: Phrase(fr: "nom de votre société", en: "your company’s name")
        case .firstName: Phrase(fr: "prénom", en: "first name")
        case .lastName: Phrase(fr: "nom", en: "last name")
        }
    }
}
