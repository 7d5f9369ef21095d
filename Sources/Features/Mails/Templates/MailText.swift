package import Core

/// The e-mails that Parvis writes by itself; staff may change their words.
package enum MailText: String, Sendable, CaseIterable {
    case credentials = "COMM_ID_MDP"
    case passwordReset = "PASSWORD_RESET"
    case passwordChanged = "PASSWORD_CHANGED"
    case accessAdded = "ACCESS_ADDED"
    case staffWelcome = "STAFF_ID_MDP"
    case portalMoved = "PORTAL_MOVED"
    case requestAnswered = "REQUEST_ANSWERED"
    case requestQuestion = "REQUEST_QUESTION"
    case requestClosed = "REQUEST_CLOSED"
    case requestOpened = "REQUEST_OPENED"
    case requestReplied = "REQUEST_REPLIED"

    package var label: Phrase {
        switch self {
        case .credentials: Phrase(fr: "Identifiants du portail", en: "Portal sign-in details")
        case .passwordReset: Phrase(fr: "Mot de passe oublié", en: "Forgotten password")
        case .passwordChanged: Phrase(fr: "Mot de passe modifié", en: "Password changed")
        case .accessAdded: Phrase(fr: "Accès de plus", en: "One more access")
        case .staffWelcome: Phrase(fr: "Accès d’un collaborateur", en: "Access for staff")
        case .portalMoved: Phrase(fr: "Nouvelle adresse du portail", en: "New address of the portal")
        case .requestAnswered: Phrase(fr: "Demande\u{A0}: réponse", en: "Request: answer")
        case .requestQuestion:
            Phrase(fr: "Demande\u{A0}: réponse du client attendue", en: "Request: answer needed from the customer")
        case .requestClosed: Phrase(fr: "Demande\u{A0}: close", en: "Request: closed")
        case .requestOpened: Phrase(fr: "Demande\u{A0}: nouvelle, à traiter", en: "Request: new, to be handled")
        case .requestReplied: Phrase(fr: "Demande\u{A0}: message du client", en: "Request: message from the customer")
        }
    }

    /// Whether it tells about a request, to somebody who signs in to read it.
    var isAboutRequest: Bool {
        switch self {
        case .credentials, .passwordReset, .passwordChanged, .accessAdded, .staffWelcome, .portalMoved: false
        case .requestAnswered, .requestQuestion, .requestClosed, .requestOpened, .requestReplied: true
        }
    }

    /// Whether it goes to staff, whose links lead to the back office.
    var isForStaff: Bool {
        switch self {
        case .staffWelcome, .requestOpened, .requestReplied: true
        case .credentials, .passwordReset, .passwordChanged, .accessAdded, .portalMoved, .requestAnswered,
            .requestQuestion, .requestClosed:
            false
        }
    }

    /// What the text may name, in the order of the editor.
    var placeholders: [MailPlaceholder] {
        switch self {
        case .passwordChanged, .portalMoved, .accessAdded: MailPlaceholder.signIn.filter { $0 != .password }
        case .requestClosed: MailPlaceholder.request + [.state]
        default: isAboutRequest ? MailPlaceholder.request : MailPlaceholder.signIn
        }
    }

    /// What the text would be useless without.
    var needed: [MailPlaceholder] {
        switch self {
        case .credentials, .staffWelcome: [.url, .username, .password]
        case .passwordReset: [.password]
        case .passwordChanged: []
        case .portalMoved, .accessAdded: [.url]
        case .requestAnswered, .requestQuestion, .requestClosed, .requestOpened, .requestReplied: [.link]
        }
    }
}
