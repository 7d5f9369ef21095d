import Foundation
import Mail
import Testing

@Suite struct RefusalTests {
    static let breaks = ["x\r\nBcc: evil@example.com", "x\nBcc: evil@example.com", "x\ry", "x\u{0}y", "x\u{2028}y"]

    @Test(arguments: breaks)
    func namesTheHeader(value: String) throws {
        var message = try MailSamples.message("refused")
        message.subject = value
        #expect(throws: InvalidMail(.subject, .controlCharacter)) { try rendered(message) }
        message = try MailSamples.message("refused")
        message.messageID = value + "@parvis.example"
        #expect(throws: InvalidMail(.messageID, .controlCharacter)) { try rendered(message) }
        message = try MailSamples.message("refused")
        message.attachments = [MailAttachment(name: value, type: "text/plain", bytes: [])]
        #expect(throws: InvalidMail(.attachmentName, .controlCharacter)) { try rendered(message) }
        message.attachments = [MailAttachment(name: "a", type: "text/plain\(value)", bytes: [])]
        #expect(throws: InvalidMail(.attachmentType, .malformed)) { try rendered(message) }
    }

    @Test func namesWhatIsMissingOrTooMuch() throws {
        var message = try MailSamples.message("refused", subject: "")
        #expect(throws: InvalidMail(.subject, .empty)) { try rendered(message) }
        message.subject = "x"
        message.date = -1
        #expect(throws: InvalidMail(.date, .malformed)) { try rendered(message) }
        message.date = .max
        #expect(throws: InvalidMail(.date, .malformed)) { try rendered(message) }
        message.date = 0
        message.to = []
        #expect(throws: InvalidMail(.recipients, .empty)) { try rendered(message) }
        message.to = try (0...100).map { try Mailbox(address: "p\($0)@example.com") }
        #expect(throws: InvalidMail(.recipients, .tooMany(limit: 100))) { try rendered(message) }
    }

    @Test(arguments: ["", "a", "@b", "a@", "<a@b>", "a/b@c", "a b@c", "..@c", "a@b@c", "é@c"])
    func refusesMessageIDs(id: String) throws {
        var message = try MailSamples.message("x")
        message.messageID = id
        #expect(throws: InvalidMail.self) { try rendered(message) }
    }

    @Test(arguments: ["", "pdf", "a/b/c", "message/rfc822", "Multipart/mixed", "a/b; c=d", "a /b"])
    func refusesAttachmentTypes(type: String) throws {
        var message = try MailSamples.message("x")
        message.attachments = [MailAttachment(name: "a", type: type, bytes: [])]
        #expect(throws: InvalidMail(.attachmentType, .malformed)) { try rendered(message) }
    }
}
