import Core
import Foundation
import Store
import Synchronization

/// The checks behind `/readyz` and `parvis doctor`.
package struct Readiness: Sendable {
    private let app: App

    package init(app: App) { self.app = app }

    /// One thing that must work, and what is wrong with it.
    package struct Check: Sendable {
        package let name: String
        package let problem: String?
    }

    /// With `writing`, whether the database takes writes too; not for who only reads it.
    package func checks(writing: Bool) async -> [Check] {
        let database = await database
        // Where nothing can be read, nothing more need be asked, nor waited for.
        guard database.problem == nil else { return [database, disk] }
        return [database] + (writing ? [await writes] : []) + [disk, await outbox]
    }

    private var database: Check {
        get async {
            do {
                _ = try await app.database.read { try Portals($0).version() }
                return Check(name: "database", problem: nil)
            } catch {
                return Check(name: "database", problem: "does not answer")
            }
        }
    }

    private var writes: Check {
        get async { Check(name: "writing", problem: await app.writing.problem(app)) }
    }

    /// At least 200 MB must be free for files and the write-ahead log.
    private var disk: Check {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: app.site.dataFolder)
        guard let free = attributes?[.systemFreeSize] as? NSNumber else {
            return Check(name: "disk", problem: "cannot be read")
        }
        return Check(name: "disk", problem: free.int64Value < 200 << 20 ? "less than 200 MB free" : nil)
    }

    /// Mail that has waited for an hour means that somebody should look.
    private var outbox: Check {
        get async {
            guard let health = try? await app.database.read({ try Outbox($0).health() }) else {
                return Check(name: "outbox", problem: "cannot be read")
            }
            guard app.site.hasMail, let oldest = health.oldest, app.clock.now - oldest > .hours(1) else {
                return Check(name: "outbox", problem: nil)
            }
            return Check(name: "outbox", problem: "mail has waited for more than an hour")
        }
    }
}

/// Tries from time to time whether the database takes a write: a full disk and a server that went into recovery can still be read. However
/// often strangers ask, it is tried once in five seconds.
final class WriteProbe: Sendable {
    private let last = Mutex<(at: Instant, problem: String?)?>(nil)
    private static let keeps = Interval.seconds(5)

    func problem(_ app: App) async -> String? {
        let now = app.clock.now
        let isOld = last.withLock { known in
            guard let known else { return true }
            return now - known.at >= WriteProbe.keeps || now < known.at
        }
        if isOld {
            let problem = await probe(app, now)
            last.withLock { $0 = (now, problem) }
        }
        return last.withLock { $0?.problem }
    }

    private func probe(_ app: App, _ now: Instant) async -> String? {
        do {
            try await app.database.write { try Settings($0).set(.writeProbe, String(now.milliseconds)) }
            return nil
        } catch StoreError.full {
            return "the disk is full"
        } catch {
            return "does not take writes"
        }
    }
}
