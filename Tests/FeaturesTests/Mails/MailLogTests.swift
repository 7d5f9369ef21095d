import Core
import Features
import Mail
import Store
import TestSupport
import Testing

/// A mail that does not leave says why in the log, and names nobody there.
@Suite struct MailLogTests {
    private struct Refusing: MailTransport {
        let failure: MailFailure

        func send(_ message: MailMessage) async throws { throw failure }
    }

    @Test(arguments: [
        (
            MailFailure.deferred(code: nil, reason: "SSL certificate problem: certificate has expired"),
            "certificate has expired"
        ),
        (
            MailFailure.refused(code: 550, reason: "<atu.lenobli@example.test>: no such user"),
            "550 …@example.test>: no such"
        ),
    ]) func theReasonIsWrittenDown(_ failure: MailFailure, _ words: String) async throws {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app()
            #expect(try await Client(app).post("/p/clients/forgot", ["login": "atu.lenobli"]).status == 200)
            let log = RecordedLog()
            let worker = MailWorker(app: app, transport: Refusing(failure: failure), logger: log.logger)
            #expect(try await worker.deliverNext())
            let line = try #require(log.lines.first { $0.hasPrefix("mail not sent") })
            #expect(line.contains(words), "\(line)")
            #expect(!line.contains("atu.lenobli"))
        }
    }
}
