package import Logging
package import Mail
import Core
import Store
import Web

/// Sends what waits in the outbox: at once when the bell rings, and every five seconds for what other processes queued.
package struct MailWorker: Sendable {
    private let app: App
    private let transport: any MailTransport
    private let logger: Logger
    /// After each mail, so that a server that counts takes them all; nil for as fast as it goes.
    private let pause: Duration?

    /// `rate` is in mails a minute, for this process; nil for no limit.
    package init(app: App, transport: any MailTransport, logger: Logger, rate: Int? = nil) {
        self.app = app
        pause = rate.map { .milliseconds(60_000 / max(1, $0)) }
        self.transport = transport
        self.logger = logger
    }

    /// Until the task is cancelled; a mail on its way is finished first.
    package func run() async { await app.mailBell.drive { await deliverAll() } }

    private func deliverAll() async {
        do {
            while !Task.isCancelled, try await deliverNext() {
                if let pause { try await Task.sleep(for: pause) }
            }
        } catch is CancellationError {
            return
        } catch {
            logger.error("the outbox cannot be worked on", metadata: ["error": "\(error)"])
        }
    }

    /// Takes one mail that is due and sends it; false when none is. One at a time, so that a worker that is stopped leaves nothing claimed.
    package func deliverNext() async throws -> Bool {
        let (claim, now) = (app.ids.next(), app.clock.now)
        let claimed = try await app.database.write {
            try Outbox($0).claim(claim, most: 1, lease: Delivery.lease, at: now)
        }
        guard let mail = claimed.first else { return false }
        let delivery = Delivery(app: app, mail: mail, claim: claim)
        // A task of its own is not cancelled with this one: what was handed to the server must be written down.
        let failure = try await Task { try await delivery.runHoldingTheClaim(transport) }.value
        report(mail, failure)
        return true
    }

    private func report(_ mail: OutboxMail, _ failure: MailFailure?) {
        app.counters.count(failure == nil ? "mails_sent" : "mails_failed")
        let facts: Logger.Metadata = ["mail": "\(mail.id)", "kind": "\(mail.kind)", "try": "\(mail.tries)"]
        guard let failure else { return logger.info("mail sent", metadata: facts) }
        let why: Logger.Metadata = [
            "permanent": "\(failure.isPermanent)", "reason": "\(withoutAddresses(StoredProblem.reason(failure)))",
        ]
        logger.warning("mail not sent", metadata: facts.merging(why) { $1 })
    }
}
