package import Logging
import Core
import Store

/// Does jobs on many records: at once when one was asked for, and every five seconds for what another process left.
package struct BulkWorker: Sendable {
    private let app: App
    private let logger: Logger

    package init(app: App, logger: Logger) {
        self.app = app
        self.logger = logger
    }

    /// How many records one transaction does: a page that wants to write meanwhile waits for no more than that.
    private static let most = 20

    /// Until the task is cancelled.
    package func run() async { await app.bulkBell.drive { await runAll() } }

    private func runAll() async {
        do {
            while !Task.isCancelled, try await step() {}
        } catch {
            logger.error("a job on many records cannot go on", metadata: ["error": "\(error)"])
        }
    }

    /// Does some records of the oldest job; false when there is none. What breaks is tried once more alone, so that one record does not
    /// keep the others from being done.
    package func step() async throws -> Bool {
        guard let job = try await app.database.read({ try BulkJobs($0).next() }) else { return false }
        try await app.refresh()
        do {
            try await some(BulkWorker.most, of: job)
        } catch {
            try await one(of: job)
        }
        app.mailBell.ring()
        return true
    }

    private func some(_ count: Int, of job: BulkJobs.Job) async throws {
        let (app, now) = (app, app.clock.now)
        try await app.database.write { connection in
            let jobs = BulkJobs(connection)
            let items = try jobs.take(count, of: job.id)
            guard !items.isEmpty else { return try jobs.end(job: job.id, at: now) }
            // Seats are counted, and addresses looked up, before the first event: nobody may add accesses in between.
            try Journal(connection).hold()
            var work = try BulkWork(app, Records(connection, app.catalog), job, items, at: now)
            for item in items { try jobs.end(item.id, reason: try work.run(item)?.rawValue, at: now) }
        }
    }

    /// The record that breaks is marked, with the reason in the log.
    private func one(of job: BulkJobs.Job) async throws {
        do {
            try await some(1, of: job)
        } catch {
            logger.error("a record of a job cannot be done", metadata: ["job": "\(job.id)", "error": "\(error)"])
            let now = app.clock.now
            try await app.database.write { connection in
                let jobs = BulkJobs(connection)
                guard let item = try jobs.take(1, of: job.id).first else { return }
                try jobs.end(item.id, reason: BulkObstacle.failed.rawValue, at: now)
            }
        }
    }
}
