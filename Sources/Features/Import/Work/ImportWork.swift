import Core
package import Logging
package import Store

/// Does one import that this process has taken over, from opening its source to the last word about it.
package struct ImportWork: Sendable {
    private let app: App
    private let run: ImportRun
    private let path: String
    private let logger: Logger
    private let meter = ImportMeter()

    /// `path`: where the source lies, a table or a folder.
    package init(app: App, run: ImportRun, path: String, logger: Logger) {
        self.app = app
        self.run = run
        self.path = path
        self.logger = logger
    }

    /// How often a process that is at work says so.
    private static let beat: Duration = .seconds(2)

    /// Runs the import to its end. What goes wrong is told with it; only a database that cannot be written throws.
    package func perform() async throws {
        do {
            let summary = try await withTaskCancellationHandler {
                try await withBeats { try await stored() }
            } onCancel: {
                // A dry run is one long transaction, which hears of the end here.
                meter.stop()
            }
            try await end(.done, summary: summary)
        } catch is ImportKeeper.Lost {
            logger.info("an import was stopped or taken over", metadata: ["import": "\(run.id)"])
        } catch is CancellationError {
            // The process ends: another takes the import over and goes on.
            throw CancellationError()
        } catch StoreError.unavailable(let reason) {
            throw StoreError.unavailable(reason: reason)
        } catch {
            logger.error("an import failed", metadata: ["import": "\(run.id)", "error": "\(error)"])
            try await end(.failed, problem: problem(error))
        }
    }

    private func stored() async throws -> ImportSummary {
        guard let request = run.request else { throw ImportWork.unreadable }
        try await app.refresh()
        let opened = try await apart { [path, app] in try OpenedSource(request, path: path, app) }
        let (run, ids, standing) = (run, app.ids, opened.standing)
        try await app.database.write { try Imports($0).begin(run, standing, ids: ids) }
        let keeper = ImportKeeper(app: app, run: run, isFull: request.isFull)
        let importer = Importer(
            app: app, source: run.source, links: opened.links, dryRun: run.isDry, keeper: keeper)
        let meter = meter
        let counts = try await importer.run(opened.parts) { try meter.set($1.total, of: $0) }
        return try await summary(opened, counts, isFull: request.isFull)
    }

    private func summary(_ opened: OpenedSource, _ counts: [Importer.Count], isFull: Bool) async throws
        -> ImportSummary
    {
        var summary = ImportSummary()
        summary.unread = opened.unread
        for (part, count) in zip(opened.parts, counts) {
            summary.asides += count.asides.sorted { $0.key.fr < $1.key.fr }.map {
                ImportSummary.Counted($0.key, $0.value, module: part.module)
            }
        }
        let run = run.id
        let parts = try await app.database.read { try Imports($0).parts(of: run) }
        if isFull { summary.unsure = parts.filter { $0.known == nil }.map(\.module) }
        return summary
    }

    /// While the work is done: says that this process is alive, shows how far a dry run is, and notices when somebody stops it.
    private func withBeats<T: Sendable>(_ work: @escaping @Sendable () async throws -> T) async throws -> T {
        try await withThrowingTaskGroup(of: T?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                while !Task.isCancelled {
                    // Cancelled means that the work is done.
                    do { try await Task.sleep(for: ImportWork.beat) } catch { return nil }
                    try await beat()
                }
                return nil
            }
            defer { group.cancelAll() }
            while let result = try await group.next() { if let result { return result } }
            throw CancellationError()
        }
    }

    private func beat() async throws {
        let (run, now, done) = (run, app.clock.now, meter.done)
        let isOurs = try await app.database.write { connection in
            let imports = Imports(connection)
            guard try imports.beat(run, at: now) else { return false }
            if run.isDry { for (module, count) in done { try imports.set(done: count, of: module, in: run.id) } }
            return true
        }
        if !isOurs { meter.stop() }
    }

    private func end(_ state: ImportRun.State, problem: Phrase? = nil, summary: ImportSummary? = nil) async throws {
        let (run, now, text) = (run, app.clock.now, try summary?.json)
        try await app.database.write { connection in
            guard try Imports(connection).end(run, state, problem: problem, summary: text, at: now) else { return }
            let verb = state == .failed ? "import.failed" : run.isDry ? "import.tried" : "import.done"
            let author = Author(kind: run.madeBy == nil ? .system : .staff, id: run.madeBy, name: run.madeByName)
            try Journal(connection).append(
                .init(verb, detail: ["import": run.id.text, "source": run.source]), by: author, at: now)
        }
    }

    private static let unreadable = ImportProblem(
        fr: "Cet import a été demandé par une autre version de Parvis. Recommencez-le.",
        en: "This import was asked for by another version of Parvis. Begin it anew.")

    /// Whoever asked on the command line is told what helps there.
    private func problem(_ error: any Error) -> Phrase {
        switch error {
        case let problem as ImportProblem where run.madeBy == nil: problem.words
        case let problem as ImportProblem: problem.reason
        case StoreError.full:
            Phrase(
                fr: "Le disque est plein. Ce qui était enregistré reste ; faites de la place, puis relancez l’import.",
                en: "The disk is full. What was stored stays; make room, then import again.")
        default:
            Phrase(
                fr:
                    "L’import s’est arrêté sur une erreur, écrite dans le journal du serveur. Ce qui était enregistré reste.",
                en: "The import ended with an error, which is in the server’s log. What was stored stays.")
        }
    }
}
