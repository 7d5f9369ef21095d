import Core
import Features
import Logging
import Mail
import ServiceLifecycle
import Store

/// Tidies what has run out: sessions, counters of failures, fields removed a month ago, what a killed leak test left; at the start and every
/// ten minutes. Files that belong to nobody go at the start and once a day.
struct Housekeeping: Service {
    let app: App
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var swept: Day?
            while !Task.isCancelled {
                await tidy()
                if swept != app.today { await attempt("files that nobody names") { try await sweep() } }
                swept = app.today
                // Cancelled means that the server stops: then this is over, and not an error.
                do { try await Task.sleep(for: .seconds(600)) } catch { return }
            }
        }
    }

    private func tidy() async {
        let (now, builtIn, database) = (app.clock.now, app.grants.builtIn, app.database)
        // Each for itself: what cannot be done today must not keep the rest from being done.
        await attempt("leak test") { try await LeakTest(app: app).sweep() }
        await attempt("sessions") { try await database.write { try Sessions($0).forgetExpired(at: now) } }
        await attempt("forms") { try await database.write { try UnfinishedForms($0).forgetOld(at: now) } }
        await attempt("attempts") { try await database.write { try Attempts($0).forgetOld(before: now - .days(2)) } }
        await attempt("accesses that end") { try await EndingWarning(app: app).run() }
        await attempt("accesses that nobody uses") { try await IdleRule(app: app).run() }
        await attempt("reviews of accesses") { try await ReviewCalendar(app: app).run() }
        await attempt("wrong passwords in the journal") { try await FailureJournal(app: app).run() }
        await attempt("repeated wrong passwords") { try await FailureWarning(app: app).run() }
        await attempt("what is kept for too long") { try await RetentionWork(app: app).run() }
        await attempt("previews") { try await database.write { try Previews($0).endExpired(at: now) } }
        await attempt("requests to sign up") { try await SignUpTidy(app: app).run() }
        await attempt("files to be scanned") { try await ScanTidy(app: app).run() }
        await attempt("imports") { try await ImportWorker(app: app, logger: logger).sweep() }
        await attempt("removed modules and fields") {
            _ = try await database.write { try RemovedForGood($0, builtIn: builtIn, at: now).drop() }
        }
    }

    private func sweep() async throws {
        let finding = try await FileSweep(app: app).run()
        if !finding.leftovers.isEmpty {
            logger.info(
                "files that nobody names were removed",
                metadata: ["files": "\(finding.leftovers.count)", "bytes": "\(finding.bytes)"])
        }
        for hash in finding.missing.prefix(20) {
            logger.error(
                "a stored file is missing", metadata: ["hash": "\(hash)", "missing": "\(finding.missing.count)"])
        }
    }

    private func attempt(_ work: String, _ body: () async throws -> Void) async {
        do {
            try await body()
        } catch {
            logger.warning(
                "housekeeping failed; it will be tried again", metadata: ["work": "\(work)", "error": "\(error)"])
        }
    }
}

/// Does jobs on many records, such as ten thousand invitations.
struct BulkService: Service {
    let app: App
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown { await BulkWorker(app: app, logger: logger).run() }
    }
}

/// Does imports that the back office or the command line asked for.
struct ImportService: Service {
    let app: App
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown { await ImportWorker(app: app, logger: logger).run() }
    }
}

/// Has the virus scanner look at what arrives; without one nothing waits.
struct ScanService: Service {
    let app: App
    let logger: Logger

    func run() async throws {
        guard let worker = ScanWorker(app: app, logger: logger) else {
            try await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown { await worker.run() }
    }
}

/// Sends what waits in the outbox; without a mail server it waits there and the back office says so.
struct MailService: Service {
    let app: App
    let transport: (any MailTransport)?
    /// Mails a minute.
    let rate: Int
    let logger: Logger

    func run() async throws {
        guard let transport else {
            try await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown {
            await MailWorker(app: app, transport: transport, logger: logger, rate: rate).run()
        }
    }
}
