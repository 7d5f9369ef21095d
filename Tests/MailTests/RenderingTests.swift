import Core
import Foundation
import Mail
import Testing

@Suite struct RenderingTests {
    private func lines(_ message: MailMessage) throws -> [String] {
        String(decoding: try rendered(message), as: UTF8.self).components(separatedBy: "\r\n")
    }

    @Test func writesThePlainestMail() throws {
        let from = try Mailbox(name: "Parvis", address: "portail@parvis.example")
        var message = MailMessage(
            from: from, to: [try Mailbox(address: "a@b.example")], subject: "Hello there", text: "One\nTwo.",
            messageID: "1.x@parvis.example", date: 0, language: .en)
        message.replyTo = try Mailbox(name: "J. \"Joe\" Doe", address: "joe@parvis.example")
        #expect(
            try lines(message) == [
                "Date: Thu, 01 Jan 1970 00:00:00 +0000",
                "From: Parvis <portail@parvis.example>",
                "Reply-To: \"J. \\\"Joe\\\" Doe\" <joe@parvis.example>",
                "To: a@b.example",
                "Subject: Hello there",
                "Message-ID: <1.x@parvis.example>",
                "MIME-Version: 1.0",
                "Content-Language: en",
                "Auto-Submitted: auto-generated",
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: quoted-printable",
                "", "One", "Two.", "",
            ])
    }

    @Test func encodesFrenchAccentsAsWords() throws {
        let found = try lines(MailSamples.message("accents", subject: "Votre accès est prêt"))
        #expect(found.contains("Subject: =?UTF-8?B?Vm90cmUgYWNjw6hzIGVzdCBwcsOqdA==?="))
    }

    @Test func foldsLongHeadersAt76() throws {
        let subject = String(repeating: "Évènement très attendu n° 1, ", count: 20)
        let ascii = String(repeating: "plain words ", count: 30) + "end"
        for text in [subject, ascii, String(repeating: "x", count: 300), " edges ", "two  spaces", "=?utf-8?q?x?="] {
            var message = try MailSamples.message("long", subject: text)
            message.attachments = [
                MailAttachment(name: subject.prefix(120) + ".pdf", type: "application/pdf", bytes: [1])
            ]
            #expect(try lines(message).allSatisfy { $0.utf8.count <= 76 })
        }
    }

    @Test func textCannotEndTheMail() throws {
        let message = try MailSamples.message("dots", text: "a\n.\nb\r\n.\r\nc\r.\rFrom me \n..\n\u{0}")
        let found = try lines(message)
        let body = found[(try #require(found.firstIndex(of: "")) + 1)...]
        #expect(body.elementsEqual(["a", "=2E", "b", "=2E", "c", "=2E", "=46rom me=20", "=2E.", "=00", ""]))
    }

    @Test(arguments: [
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"), (1_709_632_800, "Tue, 05 Mar 2024 10:00:00 +0000"),
        (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 +0000"), (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 +0000"),
    ])
    func writesDates(seconds: Int64, expected: String) throws {
        var message = try MailSamples.message("date")
        message.date = seconds
        #expect(try lines(message).first == "Date: \(expected)")
    }

    @Test func sameMessageSameBytes() throws {
        let message = try MailSamples.message("same")
        #expect(try rendered(message) == rendered(message))
    }
}
