/// A way out for mails.
package protocol MailTransport: Sendable {
    /// Returns once the next hop has taken the message; throws `MailFailure` otherwise.
    ///
    /// A connection lost after the content was sent is a failure, although the server may have taken the mail:
    /// delivery is at least once, and the stable `messageID` makes the second copy recognisable.
    func send(_ message: MailMessage) async throws
}
