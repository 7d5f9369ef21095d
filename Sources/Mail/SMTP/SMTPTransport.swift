package import NIOPosix

/// Mail through an SMTP server, by libcurl.
///
/// One connection a mail. When the server refuses one recipient the mail goes to nobody, so mails that must not
/// depend on each other have one recipient each.
package struct SMTPTransport: MailTransport {
    private let settings: SMTPSettings
    private let threads: NIOThreadPool

    /// Throws `SMTPSettingsProblem`.
    package init(settings: SMTPSettings, threads: NIOThreadPool = MailThreads.shared) throws {
        self.settings = try settings.checked()
        self.threads = threads
    }

    package func send(_ message: MailMessage) async throws {
        do {
            let content = try rendered(message)
            let recipients = try message.recipients()
            try await threads.runIfActive { [settings] in
                let conversation = try SMTPConversation(settings)
                try conversation.send(content, from: message.from, to: recipients)
            }
        } catch {
            throw MailFailure.wrapping(error)
        }
    }
}
