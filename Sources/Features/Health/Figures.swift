import Core
import Store
import Web

/// What `/metrics` says: how many requests, how many went wrong, how long they took, and how full everything is that they may have to wait for.
struct Figures: Sendable {
    let app: App

    var families: [MetricFamily] {
        get async { app.counters.families + saturation + (await waiting) }
    }

    private var saturation: [MetricFamily] {
        let load = app.database.load
        let size = load.connections.map {
            [MetricFamily.gauge("database_connections", "Connections to the database at most.", Int64($0))]
        }
        return (size ?? []) + [
            .gauge("database_connections_used", "Connections to the database that are used.", Int64(load.used)),
            .gauge("database_waiting", "Reads and writes that wait for the database.", Int64(load.waiting)),
            .gauge("password_queue", "Passwords that are hashed or wait for it.", Int64(app.passwords.queue)),
        ]
    }

    /// What waits in the database; when that cannot be asked, only that it cannot.
    private var waiting: [MetricFamily] {
        get async {
            let read = try? await app.database.read { connection in
                (try Outbox(connection).health(), try BulkJobs(connection).backlog())
            }
            let up = MetricFamily.gauge("database_up", "1 when the database answers.", read == nil ? 0 : 1)
            guard let (mails, jobs) = read else { return [up] }
            return [
                up,
                .gauge(
                    "outbox_mails", "Mails in the outbox that did not leave.", by: "state",
                    [("waiting", mails.waiting), ("dead", mails.dead)]),
                .gauge(
                    "outbox_oldest_seconds", "How long the oldest waiting mail has waited.",
                    milliseconds: age(mails.oldest)),
                .gauge("jobs_waiting_records", "Records that jobs are still to do.", jobs.records),
                .gauge(
                    "jobs_oldest_seconds", "How long ago the oldest job that runs was asked for.",
                    milliseconds: age(jobs.oldest)),
            ]
        }
    }

    private func age(_ moment: Instant?) -> Int64 { moment.map { max(0, (app.clock.now - $0).milliseconds) } ?? 0 }
}
