/// How a server answered when a mail was not taken, and what that means for the mail.
struct SMTPReply {
    /// The last reply's code; 0 when there was none, 2xx or 3xx when the connection broke after it.
    let code: Int
    /// False while connecting, greeting and signing in: an answer there says nothing about the mail.
    let isAboutThisMail: Bool
    let reason: String

    /// Codes about our sign-in or encryption (RFC 4954, RFC 3207): mended in the settings, so the mail waits.
    private static let aboutUs: Set<Int> = [530, 534, 535, 538]

    var failure: MailFailure {
        switch code {
        case 500...599 where isAboutThisMail && !Self.aboutUs.contains(code): .refused(code: code, reason: reason)
        case 400...599: .deferred(code: code, reason: reason)
        default: .deferred(code: nil, reason: reason)
        }
    }

    /// A server's words made fit for a log, a table and a page: one line, no control characters, bounded.
    static func cleaned(_ text: String) -> String {
        let visible = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
        let line = String(String.UnicodeScalarView(visible.prefix(300)))
        return line.split(separator: " ").joined(separator: " ")
    }
}
