package import Core

/// A mail before it is put into bytes; `rendered` checks everything and every transport renders.
package struct MailMessage: Hashable, Sendable {
    package var from: Mailbox
    package var to: [Mailbox]
    package var cc: [Mailbox] = []
    package var replyTo: Mailbox?
    package var subject: String
    /// Plain text, any line ends; always sent.
    package var text: String
    /// The same content as HTML, when there is one.
    package var html: String?
    package var attachments: [MailAttachment] = []
    /// `left@right` without angle brackets. The same mail keeps the same identifier, so a second copy is recognised.
    package var messageID: String
    /// Seconds since 1970, UTC.
    package var date: Int64
    package var language: Language
    /// True when no person typed it: absence replies then stay silent (RFC 3834).
    package var autoSubmitted = true

    package init(
        from: Mailbox, to: [Mailbox], subject: String, text: String, html: String? = nil, messageID: String,
        date: Int64, language: Language
    ) {
        self.from = from
        self.to = to
        self.subject = subject
        self.text = text
        self.html = html
        self.messageID = messageID
        self.date = date
        self.language = language
    }

    /// More recipients than this is a mailing, which is many mails.
    static let recipientLimit = 100

    /// Everyone the server is asked to deliver to, once each.
    func recipients() throws -> [Mailbox] {
        var seen = Set<String>()
        let all = (to + cc).filter { seen.insert($0.address).inserted }
        guard !to.isEmpty else { throw InvalidMail(.recipients, .empty) }
        guard all.count <= Self.recipientLimit else {
            throw InvalidMail(.recipients, .tooMany(limit: Self.recipientLimit))
        }
        return all
    }
}
