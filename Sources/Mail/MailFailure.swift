package import Core

/// Why a mail did not leave, and whether trying again can help.
package enum MailFailure: Error, Hashable, Sendable {
    /// The server said no for good (5xx) to this sender, recipient or content.
    case refused(code: Int, reason: String)
    /// A 4xx, no connection, a time-out, or a server that refuses *us* (sign-in, certificate) rather than this mail.
    case deferred(code: Int?, reason: String)
    /// The message itself may not leave; nothing was sent.
    case invalid(InvalidMail)

    package var isPermanent: Bool {
        switch self {
        case .refused, .invalid: true
        case .deferred: false
        }
    }

    /// For staff. The reason is quoted as the server or the system said it.
    package var phrase: Phrase {
        switch self {
        case .refused(let code, let reason):
            Phrase(
                fr: "Le serveur de messagerie a refusé ce message (\(code))\u{A0}: \(reason)",
                en: "The mail server refused this message (\(code)): \(reason)")
        case .deferred(let code, let reason):
            Phrase(
                fr: "Ce message n’a pas pu partir\(Self.bracketed(code)), un nouvel essai suivra\u{A0}: \(reason)",
                en: "This message could not leave\(Self.bracketed(code)) and will be tried again: \(reason)")
        case .invalid(let problem): problem.phrase
        }
    }

    private static func bracketed(_ code: Int?) -> String { code.map { " (\($0))" } ?? "" }

    /// The failure for any error a transport meets, never more permanent than what is known.
    static func wrapping(_ error: any Error) -> MailFailure {
        switch error {
        case let failure as MailFailure: failure
        case let problem as InvalidMail: .invalid(problem)
        default: .deferred(code: nil, reason: "\(error)")
        }
    }
}
