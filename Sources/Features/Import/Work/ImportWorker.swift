import Core
package import Logging
import Store

/// Does imports: at once when one was asked for, and every five seconds for what another process left or handed over.
package struct ImportWorker: Sendable {
    private let app: App
    private let logger: Logger

    package init(app: App, logger: Logger) {
        self.app = app
        self.logger = logger
    }

    /// Until the task is cancelled. Meanwhile other programs on this machine know that they may hand imports over.
    package func run() async {
        let mark = ServerMark(app.importFolder)
        await app.importBell.drive { await runAll() }
        mark?.release()
    }

    private func runAll() async {
        do {
            try await ImportInbox(app: app).take()
            while !Task.isCancelled, try await step() {}
        } catch is CancellationError {
            return
        } catch {
            logger.error("an import cannot go on", metadata: ["error": "\(error)"])
        }
    }

    /// Does the oldest import that waits; false when there is none.
    package func step() async throws -> Bool {
        let (now, isAlone) = (app.clock.now, app.database.dialect == .sqlite)
        // Looked up first: a process with nothing to do writes nothing.
        guard try await app.database.read({ try Imports($0).isAnythingToDo }) else { return false }
        guard let run = try await app.database.write({ try Imports($0).claim(at: now, isAlone: isAlone) }) else {
            return false
        }
        if run.state == .withdrawing {
            try await ImportWithdrawal(app: app, run: run).perform()
        } else {
            let kind = run.request?.kind ?? .csv
            let path = app.importFolder.source(of: run.id, kind)
            try await ImportWork(app: app, run: run, path: path, logger: logger).perform()
        }
        try await tidy(run.id)
        return true
    }

    /// What was stored needs its file no more.
    private func tidy(_ id: RecordID) async throws {
        let isNeeded = try await app.database.read { try Imports($0).withFiles().contains(id) }
        if !isNeeded { app.importFolder.remove(id) }
    }

    /// Forgets drafts of a week ago, and the files of imports that need none.
    package func sweep() async throws {
        let (app, now) = (app, app.clock.now)
        for id in try await app.database.read({ try Imports($0).forgotten(before: now - .days(7)) }) {
            try await app.database.write { try Imports($0).remove(id) }
        }
        let needed = try await app.database.read { try Imports($0).withFiles() }
        for id in app.importFolder.known() where !needed.contains(id) && id.madeAt < now - .days(1) {
            app.importFolder.remove(id)
        }
    }
}
