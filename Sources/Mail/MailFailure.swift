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

    /// The failure for any error a transport meets, never more permanent than what is known.
    static func wrapping(_ error: any Error) -> MailFailure {
        switch error {
        case let failure as MailFailure: failure
        case let problem as InvalidMail: .invalid(problem)
        default: .deferred(code: nil, reason: "\(error)")
        }
    }
}
