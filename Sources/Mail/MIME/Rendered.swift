import Core

/// The message as it travels: strict MIME in 7-bit ASCII with CRLF line ends only, so that nothing in it can look
/// like the end of the mail or like another header. The same message always gives the same bytes.
///
/// Throws `InvalidMail` naming the part that may not leave.
package func rendered(_ message: MailMessage) throws -> [UInt8] {
    let content = try content(of: message)
    let headers = try headers(of: message) + content.headers
    let end = content.body.suffix(2) == MailBytes.crlf[...] ? [] : MailBytes.crlf
    return headers.bytes + MailBytes.crlf + content.body + end
}

private func headers(of message: MailMessage) throws -> HeaderBlock {
    _ = try message.recipients()
    guard !message.subject.isEmpty else { throw InvalidMail(.subject, .empty) }
    var headers = HeaderBlock()
    headers.add("Date", words: try MailDate(seconds: message.date).text)
    headers.add("From", [message.from])
    headers.add("Reply-To", message.replyTo.map { [$0] } ?? [])
    headers.add("To", message.to)
    headers.add("Cc", message.cc)
    headers.add("Subject", try SingleLine(message.subject, as: .subject))
    headers.add("Message-ID", words: "<\(try MessageID(message.messageID).text)>")
    headers.add("MIME-Version", words: "1.0")
    headers.add("Content-Language", words: message.language.rawValue)
    if message.autoSubmitted { headers.add("Auto-Submitted", words: "auto-generated") }
    return headers
}

private func content(of message: MailMessage) throws -> MIMEPart {
    var content = MIMEPart.text(message.text, subtype: "plain")
    if let html = message.html {
        content = .multipart("alternative", [content, .text(html, subtype: "html")])
    }
    guard !message.attachments.isEmpty else { return content }
    return .multipart("mixed", [content] + (try message.attachments.map(MIMEPart.attachment)))
}
