package import Core

/// The e-mails that Parvis writes by itself; staff may change their words.
package enum MailText: String, Sendable, CaseIterable {
    case credentials = "COMM_ID_MDP"
    case passwordReset = "PASSWORD_RESET"
    case passwordChanged = "PASSWORD_CHANGED"
    case newSignIn = "NEW_SIGN_IN"
    case signInFailures = "SIGN_IN_FAILURES"
    case emailConfirm = "EMAIL_CONFIRM"
    case emailChanged = "EMAIL_CHANGED"
    case accessAdded = "ACCESS_ADDED"
    case accessEnds = "ACCESS_ENDS"
    case accessIdle = "ACCESS_IDLE"
    case reviewCustomer = "REVIEW_CUSTOMER"
    case reviewStaff = "REVIEW_STAFF"
    case staffWelcome = "STAFF_ID_MDP"
    case portalMoved = "PORTAL_MOVED"
    case requestAnswered = "REQUEST_ANSWERED"
    case requestQuestion = "REQUEST_QUESTION"
    case requestClosed = "REQUEST_CLOSED"
    case requestOpened = "REQUEST_OPENED"
    case requestReplied = "REQUEST_REPLIED"
    case fileRefused = "FILE_REFUSED"
    case fileRefusedStaff = "FILE_REFUSED_STAFF"
    case signUpConfirm = "SIGN_UP_CONFIRM"
    case signUpKnown = "SIGN_UP_KNOWN"
    case signUpToDecide = "SIGN_UP_TO_DECIDE"
    case signUpReminder = "SIGN_UP_REMINDER"
    case signUpApproved = "SIGN_UP_APPROVED"
    case signUpRefused = "SIGN_UP_REFUSED"

    package var label: Phrase {
        switch self {
        case .credentials: Phrase(fr: "Identifiants du portail", en: "Portal sign-in details")
        case .passwordReset: Phrase(fr: "Mot de passe oublié", en: "Forgotten password")
        case .passwordChanged: Phrase(fr: "Mot de passe modifié", en: "Password changed")
        case .newSignIn: Phrase(fr: "Connexion depuis un nouveau navigateur", en: "Sign-in from a new browser")
        case .signInFailures: Phrase(fr: "Mots de passe erronés répétés", en: "Repeated wrong passwords")
        case .emailConfirm: Phrase(fr: "E-mail de connexion\u{A0}: à confirmer", en: "Sign-in e-mail: to be confirmed")
        case .emailChanged: Phrase(fr: "E-mail de connexion changé", en: "Sign-in e-mail changed")
        case .accessAdded: Phrase(fr: "Accès de plus", en: "One more access")
        case .accessEnds: Phrase(fr: "Accès qui se termine", en: "Access that ends")
        case .accessIdle: Phrase(fr: "Accès inutilisé, bientôt suspendu", en: "Access not used, soon suspended")
        case .reviewCustomer:
            Phrase(fr: "Revue des accès\u{A0}: chez le client", en: "Review of accesses: at the customer")
        case .reviewStaff: Phrase(fr: "Revue des accès\u{A0}: collaborateurs", en: "Review of accesses: staff")
        case .staffWelcome: Phrase(fr: "Accès d’un collaborateur", en: "Access for staff")
        case .portalMoved: Phrase(fr: "Nouvelle adresse du portail", en: "New address of the portal")
        case .requestAnswered: Phrase(fr: "Demande\u{A0}: réponse", en: "Request: answer")
        case .requestQuestion:
            Phrase(fr: "Demande\u{A0}: réponse du client attendue", en: "Request: answer needed from the customer")
        case .requestClosed: Phrase(fr: "Demande\u{A0}: close", en: "Request: closed")
        case .requestOpened: Phrase(fr: "Demande\u{A0}: nouvelle, à traiter", en: "Request: new, to be handled")
        case .requestReplied: Phrase(fr: "Demande\u{A0}: message du client", en: "Request: message from the customer")
        case .fileRefused: Phrase(fr: "Fichier refusé par l’antivirus", en: "File refused by the virus scanner")
        case .fileRefusedStaff:
            Phrase(fr: "Fichier refusé\u{A0}: collaborateurs", en: "File refused: staff")
        case .signUpConfirm:
            Phrase(fr: "Inscription\u{A0}: adresse à confirmer", en: "Sign-up: address to be confirmed")
        case .signUpKnown: Phrase(fr: "Inscription\u{A0}: adresse déjà connue", en: "Sign-up: address known already")
        case .signUpToDecide: Phrase(fr: "Inscription\u{A0}: à décider", en: "Sign-up: to be decided")
        case .signUpReminder: Phrase(fr: "Inscription\u{A0}: rappel", en: "Sign-up: reminder")
        case .signUpApproved: Phrase(fr: "Inscription\u{A0}: approuvée", en: "Sign-up: approved")
        case .signUpRefused: Phrase(fr: "Inscription\u{A0}: refusée", en: "Sign-up: refused")
        }
    }

    /// What a text tells about.
    enum Topic: Sendable {
        case signIn, request, signUp
    }

    var topic: Topic {
        switch self {
        case .credentials, .passwordReset, .passwordChanged, .accessAdded, .accessEnds, .staffWelcome, .portalMoved,
            .newSignIn, .signInFailures, .emailConfirm, .emailChanged, .accessIdle, .reviewCustomer, .reviewStaff,
            .fileRefused, .fileRefusedStaff:
            .signIn
        case .requestAnswered, .requestQuestion, .requestClosed, .requestOpened, .requestReplied: .request
        case .signUpConfirm, .signUpKnown, .signUpToDecide, .signUpReminder, .signUpApproved, .signUpRefused: .signUp
        }
    }

    /// Whether it tells about a request, to somebody who signs in to read it.
    var isAboutRequest: Bool { topic == .request }

    /// Whether it goes to staff, whose links lead to the back office.
    var isForStaff: Bool {
        switch self {
        case .staffWelcome, .requestOpened, .requestReplied, .signUpToDecide, .signUpReminder, .reviewStaff,
            .fileRefusedStaff:
            true
        case .credentials, .passwordReset, .passwordChanged, .accessAdded, .accessEnds, .portalMoved, .requestAnswered,
            .requestQuestion, .requestClosed, .signUpConfirm, .signUpKnown, .signUpApproved, .signUpRefused, .newSignIn,
            .signInFailures, .emailConfirm, .emailChanged, .accessIdle, .reviewCustomer, .fileRefused:
            false
        }
    }

    /// What the text may name, in the order of the editor.
    var placeholders: [MailPlaceholder] {
        switch self {
        case .passwordChanged, .signInFailures, .reviewCustomer, .reviewStaff: MailPlaceholder.notice
        case .fileRefused, .fileRefusedStaff: MailPlaceholder.notice + [.file]
        case .newSignIn: MailPlaceholder.notice + [.moment, .device]
        case .emailConfirm, .emailChanged: MailPlaceholder.notice + [.address]
        case .portalMoved, .accessAdded, .signUpKnown, .signUpApproved:
            MailPlaceholder.signIn.filter { $0 != .password && $0 != .validity }
        case .accessEnds, .accessIdle:
            MailPlaceholder.signIn.filter { $0 != .password && $0 != .validity } + [.lastDay]
        case .requestClosed: MailPlaceholder.request + [.state]
        case .signUpConfirm: MailPlaceholder.signUp
        case .signUpToDecide, .signUpReminder: MailPlaceholder.signUp + [.applicant]
        case .signUpRefused: MailPlaceholder.signUp + [.reason]
        case .passwordReset: MailPlaceholder.signIn.filter { $0 != .validity }
        default: isAboutRequest ? MailPlaceholder.request : MailPlaceholder.signIn
        }
    }

    /// What the text would be useless without.
    var needed: [MailPlaceholder] {
        switch self {
        case .credentials, .staffWelcome: [.url, .username, .password]
        case .passwordReset: [.password]
        case .passwordChanged, .signInFailures, .signUpRefused: []
        case .newSignIn, .emailConfirm, .emailChanged, .reviewCustomer, .reviewStaff: [.link]
        case .fileRefused, .fileRefusedStaff: [.file, .link]
        case .accessIdle: [.url, .lastDay]
        case .portalMoved, .accessAdded, .signUpKnown: [.url]
        case .accessEnds: [.lastDay]
        case .signUpApproved: [.url, .username]
        case .requestAnswered, .requestQuestion, .requestClosed, .requestOpened, .requestReplied, .signUpConfirm,
            .signUpToDecide, .signUpReminder:
            [.link]
        }
    }
}
