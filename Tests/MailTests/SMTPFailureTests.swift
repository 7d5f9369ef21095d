import Core
import Foundation
import Mail
import Testing

/// Against a real server: what goes wrong, and whether it is for good.
@Suite struct SMTPFailureTests {
    private func failure(_ url: String, _ id: String, to: String = "atu@client.example") async throws -> MailFailure {
        try await failure(url, MailSamples.message(id, to: to))
    }

    private func failure(_ url: String, _ message: MailMessage) async throws -> MailFailure {
        let transport = try SMTPTransport(settings: SMTPSettings(url: url))
        let failure = try await #require(throws: MailFailure.self) { try await transport.send(message) }
        let server = try await MailServer.running.value
        #expect(!server.took(message.messageID))
        return failure
    }

    private func url(_ port: String, _ rest: String = "?security=none", login: String = "") async throws -> String {
        let server = try await MailServer.running.value
        return "smtp://\(login)127.0.0.1:\(try server.port(port))\(rest)"
    }

    @Test func recipientLater() async throws {
        let failure = try await failure(url("plain"), "later", to: "later@client.example")
        #expect(failure == .deferred(code: 451, reason: "451 4.7.1 Greylisted, come back"))
        #expect(!failure.isPermanent)
    }

    @Test func recipientNever() async throws {
        let failure = try await failure(url("plain"), "never", to: "never@client.example")
        #expect(failure == .refused(code: 550, reason: "550 5.1.1 No such user"))
        #expect(failure.isPermanent)
    }

    @Test func contentLater() async throws {
        let failure = try await failure(url("plain"), "busy", to: "busy@client.example")
        #expect(failure == .deferred(code: 452, reason: "452 4.3.1 Disk full"))
    }

    @Test func contentNever() async throws {
        let failure = try await failure(url("plain"), "spam", to: "spam@client.example")
        #expect(failure == .refused(code: 554, reason: "554 5.7.1 Content refused"))
    }

    @Test func oneBadRecipientStopsTheMail() async throws {
        var message = try MailSamples.message("one-bad")
        message.cc = [try Mailbox(address: "never@client.example")]
        #expect(try await failure(url("plain"), message) == .refused(code: 550, reason: "550 5.1.1 No such user"))
    }

    @Test func connectionRefused() async throws {
        let failure = try await failure(url("closed"), "closed")
        #expect(!failure.isPermanent)
    }

    @Test func unknownHost() async throws {
        let failure = try await failure("smtp://nowhere.invalid?timeout=5", "nowhere")
        #expect(!failure.isPermanent)
    }

    @Test func hangsUpAfterTheContent() async throws {
        let failure = try await failure(url("plain"), "drop", to: "drop@client.example")
        guard case .deferred = failure else { throw failure }
    }

    @Test func silentServer() async throws {
        let failure = try await failure(url("silent", "?security=none&timeout=1"), "silent")
        guard case .deferred(nil, _) = failure else { throw failure }
    }

    @Test func refusesUsNotTheMail() async throws {
        let failure = try await failure(url("hostile"), "hostile")
        #expect(failure == .deferred(code: 554, reason: "554 5.7.1 Your network is not welcome"))
    }

    @Test func wrongPassword() async throws {
        let failure = try await failure(url("login", login: "parvis%40example.com:wrong@"), "wrong-password")
        #expect(!failure.isPermanent)
        #expect(!"\(failure)".contains("wrong@") && "\(failure)".contains("535"))
    }

    @Test func signInMissing() async throws {
        let failure = try await failure(url("login"), "no-login")
        #expect(failure == .deferred(code: 530, reason: "530 5.7.0 Authentication required"))
    }

    @Test func nothingInClearWhenStartTLSIsMissing() async throws {
        let failure = try await failure(url("plain", ""), "no-starttls")
        #expect(!failure.isPermanent)
    }

    @Test func unknownCertificate() async throws {
        let failure = try await failure(url("starttls", ""), "untrusted")
        #expect(!failure.isPermanent)
    }

    @Test func certificateOfAnotherName() async throws {
        let server = try await MailServer.running.value
        let failure = try await failure(
            "smtp://localhost:\(server.port("starttls"))?ca=\(server.certificate)", "other-name")
        #expect(!failure.isPermanent)
    }

    @Test func refusesInjectionBeforeConnecting() async throws {
        let message = try MailSamples.message("injection", subject: "x\r\nBcc: evil@example.com")
        let failure = try await failure(url("closed"), message)
        #expect(failure == .invalid(InvalidMail(.subject, .controlCharacter)))
    }
}
