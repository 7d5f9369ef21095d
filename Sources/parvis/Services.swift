import Core
import Features
import Logging
import Mail
import ServiceLifecycle
import Store

/// Tidies what has run out: sessions, counters of failures, fields removed a month ago, what a killed leak test left; at the start and every ten minutes.
struct Housekeeping: Service {
    let app: App
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await tidy()
                // Cancelled means that the server stops: then this is over, and not an error.
                do { try await Task.sleep(for: .seconds(600)) } catch { return }
            }
        }
    }

    private func tidy() async {
        let now = app.clock.now
        do {
            try await LeakTest(app: app).sweep()
            let builtIn = app.grants.builtIn
            try await app.database.write { connection in
                try RemovedForGood(connection, builtIn: builtIn, at: now).drop()
                try Sessions(connection).endExpired(at: now)
                try Attempts(connection).forgetOld(before: now - .days(2))
            }
        } catch {
            logger.warning("housekeeping failed; it will be tried again", metadata: ["error": "\(error)"])
        }
    }
}

/// Sends what waits in the outbox; without a mail server it waits there and the back office says so.
struct MailService: Service {
    let app: App
    let transport: (any MailTransport)?
    let logger: Logger

    func run() async throws {
        guard let transport else {
            try await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown { await MailWorker(app: app, transport: transport, logger: logger).run() }
    }
}
