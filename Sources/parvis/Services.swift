import Core
import Features
import Logging
import ServiceLifecycle
import Store

/// Tidies what has run out: sessions, counters of failures.
struct Housekeeping: Service {
    let app: App
    let logger: Logger

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await tidy()
                try await Task.sleep(for: .seconds(600))
            }
        }
    }

    private func tidy() async {
        let now = app.clock.now
        do {
            try await app.database.write { connection in
                try Sessions(connection).endExpired(at: now)
                try Attempts(connection).forgetOld(before: now - .days(2))
            }
        } catch {
            logger.warning("housekeeping failed; it will be tried again", metadata: ["error": "\(error)"])
        }
    }
}
