import Foundation
import Mail
import Testing

@Suite struct InjectionFuzzTests {
    private static let special = "\r\n\u{0}\u{85}\u{2028}:;,<>\"\\@=?.\t()[]'%*/ "
    private static let names = [
        "Date", "From", "Reply-To", "To", "Cc", "Subject", "Message-ID", "MIME-Version", "Content-Language",
        "Auto-Submitted", "Content-Type",
    ]

    @Test func randomTextNeverBecomesAHeader() throws {
        var random = SeededGenerator(seed: 20_240_305)
        var sent = 0
        for _ in 0..<4000 {
            guard let message = try? Self.message(&random), let bytes = try? rendered(message) else { continue }
            sent += 1
            try Self.expectClean(bytes, message)
        }
        #expect(sent > 300)
    }

    @Test func randomAddressesAreCleanOrRefused() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<20_000 {
            let text = random.text(Self.special + "abc@@@@", upTo: 12)
            guard let mailbox = try? Mailbox(address: text) else { continue }
            #expect(mailbox.address.utf8.allSatisfy { $0 > 32 && $0 < 127 && !"<>\"\\,;:()[]".utf8.contains($0) })
        }
    }

    private static func message(_ random: inout SeededGenerator) throws -> MailMessage {
        // Half of the time without line breaks, or nearly nothing would get past the first check.
        let special = Bool.random(using: &random) ? Self.special : ":;,<>\"\\@=?.()[]'%*/ "
        var message = try MailSamples.message(
            "fuzz", subject: random.text(special, upTo: 90), text: random.text(Self.special, upTo: 400))
        let person = try Mailbox(name: random.text(special, upTo: 40), address: "a@b.example")
        message.to = [person, person]
        message.cc = [person]
        message.replyTo = person
        message.attachments = [
            MailAttachment(name: random.text(special, upTo: 90), type: "text/plain", bytes: [0, 10, 13])
        ]
        return message
    }

    private static func expectClean(_ bytes: [UInt8], _ message: MailMessage) throws {
        let breaks = CharacterSet.controlCharacters.union(.newlines)
        for value in [message.subject, message.attachments[0].name, message.to[0].name] {
            #expect(
                value.unicodeScalars.allSatisfy { $0.properties.generalCategory == .format || !breaks.contains($0) })
        }
        let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 76 && $0.utf8.allSatisfy { (32...126).contains($0) || $0 == 9 } })
        #expect(!lines.contains { $0.hasPrefix(".") || $0.hasPrefix("From ") })
        let end = try #require(lines.firstIndex(of: ""))
        let found = lines[..<end].filter { !$0.hasPrefix(" ") }.map { String($0.prefix { $0 != ":" }) }
        #expect(found == names)
    }
}
