import Core
import Foundation
import Mail
import Testing

/// Against a real server: what Python reads is what was sent.
@Suite struct SMTPDeliveryTests {
    private func transport(_ server: MailServer, _ port: String = "plain", _ rest: String = "security=none") throws
        -> SMTPTransport
    {
        try SMTPTransport(
            settings: SMTPSettings(url: "smtp://127.0.0.1:\(server.port(port))?ehlo=portal.parvis.example&\(rest)"))
    }

    @Test func everythingArrivesAsSent() async throws {
        let server = try await MailServer.running.value
        var message = try MailSamples.message("everything")
        message.html = "<p>Bonjour Hélène, <a href=\"https://parvis.example/é\">entrez</a></p>"
        message.cc = [
            try Mailbox(name: "Durand, Zoé \"Z\"", address: "zoe@client.example"), try Mailbox(address: "x@y.example"),
        ]
        message.replyTo = try Mailbox(name: "Aide (J. Doe)", address: "aide@parvis.example")
        let bytes = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 8) }
        let names = [
            "Facture n° 12 – été.pdf", "plain name.bin", String(repeating: "très long ", count: 15) + ".csv",
            "\"quoted\\.txt",
        ]
        message.attachments = names.map { MailAttachment(name: $0, type: "application/octet-stream", bytes: bytes) }
        try await transport(server).send(message)

        let found = try server.delivered(message.messageID)
        #expect(found.defects.isEmpty && found.isClean && found.longestLine <= 76)
        #expect(found.ehlo == "portal.parvis.example" && found.sender == "portail@parvis.example")
        #expect(found.recipients == ["atu@client.example", "zoe@client.example", "x@y.example"])
        #expect(found.from == [["Société Générale d’Électricité", "portail@parvis.example"]])
        #expect(found.to == [["Atu Lenobli", "atu@client.example"]])
        #expect(found.cc == [["Durand, Zoé \"Z\"", "zoe@client.example"], ["", "x@y.example"]])
        #expect(found.replyTo == [["Aide (J. Doe)", "aide@parvis.example"]])
        #expect(found.headers["Subject"] == message.subject && found.headers["Content-Language"] == "fr")
        #expect(found.headers["Auto-Submitted"] == "auto-generated")
        #expect(found.headers["Date"] == "Tue, 05 Mar 2024 10:00:00 +0000")
        let leaves = ["text/plain", "text/html"]
        #expect(
            found.structure == ["multipart/mixed", "multipart/alternative"] + leaves
                + names.map { _ in "application/octet-stream" })
        #expect(found.parts[0].text == MailSamples.canonical(message.text))
        #expect(found.parts[1].text == message.html && found.parts[1].charset == "utf-8")
        #expect(found.parts.dropFirst(2).map(\.name) == names)
        #expect(found.parts.dropFirst(2).allSatisfy { $0.bytes == bytes })
    }

    @Test func hostileTextArrivesUnchanged() async throws {
        let server = try await MailServer.running.value
        let text =
            ".\n..\n\n.\r\nFrom me\rMAIL FROM:<x@y>\n\ttab \n=?utf-8?q?x?= =3D" + String(repeating: "é.", count: 200)
            + "\n"
        let message = try MailSamples.message("hostile-text", subject: "=?utf-8?q?x?= \"a\"  b", text: text)
        try await transport(server).send(message)
        let found = try server.delivered(message.messageID)
        #expect(found.parts.map(\.text) == [MailSamples.canonical(text)])
        #expect(found.headers["Subject"] == message.subject && found.isClean && found.defects.isEmpty)
    }

    @Test func randomMailsArriveUnchanged() async throws {
        let server = try await MailServer.running.value
        var random = SeededGenerator(seed: 99)
        for number in 0..<40 {
            var message = try MailSamples.message(
                "random.\(number)", subject: "S" + random.text(":;,<>\"\\@=?.()[]'%*/", upTo: 90))
            message.text = random.text("\r\n.=\t ", upTo: 600)
            message.html = random.text("\r\n.=\t ", upTo: 600)
            guard (try? rendered(message)) != nil else { continue }
            try await transport(server).send(message)
            let found = try server.delivered(message.messageID)
            #expect(found.headers["Subject"] == message.subject)
            #expect(found.parts.map(\.text) == [message.text, message.html ?? ""].map(MailSamples.canonical))
            #expect(found.isClean && found.defects.isEmpty)
        }
    }

    @Test(.timeLimit(.minutes(40))) func aServerSilentAfterTheMailDoesNotHoldIt() async throws {
        let server = try await MailServer.running.value
        let message = try MailSamples.message("lingering")
        try await transport(server, "lingering", "security=none&timeout=1").send(message)
        #expect(server.took(message.messageID))
    }

    @Test func signsInOverStartTLS() async throws {
        let server = try await MailServer.running.value
        let message = try MailSamples.message("starttls")
        try await signedIn("smtp", "starttls", server).send(message)
        let found = try server.delivered(message.messageID)
        #expect(found.encrypted && found.login == "parvis@example.com")
    }

    @Test func signsInOverTLS() async throws {
        let server = try await MailServer.running.value
        let message = try MailSamples.message("tls")
        try await signedIn("smtps", "tls", server).send(message)
        #expect(try server.delivered(message.messageID).login == "parvis@example.com")
    }

    private func signedIn(_ scheme: String, _ port: String, _ server: MailServer) throws -> SMTPTransport {
        let login = "parvis%40example.com:p%C3%A2ss%3A%2F%40"
        return try SMTPTransport(
            settings: SMTPSettings(url: "\(scheme)://\(login)@127.0.0.1:\(server.port(port))?ca=\(server.certificate)"))
    }
}
