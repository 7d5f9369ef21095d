import Core
import Features
import Foundation
import Logging
import Store

/// An import that the command line asks for: by the process that serves the site when there is one, else by this one. It is the same work, and
/// the same report is read from the same rows.
struct ImportErrand: Sendable {
    let request: ImportRequest
    let path: String
    let isDry: Bool
    let show: Int

    /// How many rows were refused.
    func run(_ config: Config) async throws -> Int {
        guard ServerMark.isThere(ImportFolder(config.site)) else {
            let app = try await config.openApp()
            let refused = try await here(app)
            await app.database.close()
            return refused
        }
        return try await handedOver(config)
    }

    func here(_ app: App) async throws -> Int {
        let (id, now, request, isDry) = (app.ids.next(), app.clock.now, request, isDry)
        let run = try await app.database.write { connection -> ImportRun? in
            let imports = Imports(connection)
            try imports.add(
                id, source: request.source, options: try request.json, state: .waiting, isDry: isDry,
                by: ImportInbox.author, at: now)
            try imports.take(id, at: now)
            return try imports.find(id)
        }
        guard let run else { throw StoreError.failed(reason: "the import vanished") }
        let report = Report(show: show)
        let watching = Task {
            let watch = ImportWatch(database: app.database, report: report)
            while !Task.isCancelled, try await watch.look(id)?.run.state.isUnderWay == true {
                try await Task.sleep(for: ImportWatch.pause)
            }
        }
        defer { watching.cancel() }
        try await ImportWork(app: app, run: run, path: path, logger: Logger(label: "parvis.import")).perform()
        watching.cancel()
        _ = await watching.result
        return try await told(id, app.database, report)
    }

    private func handedOver(_ config: Config) async throws -> Int {
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw ImportProblem(
                fr: "« \(path) » ne peut pas être lu. Vérifiez le chemin et les droits.",
                en: "“\(path)” cannot be read. Check the path and its permissions.")
        }
        let report = Report(show: show)
        report.handedOver()
        let ticket = try ImportHandover(ImportFolder(config.site)).send(
            .init(request, isDry: isDry), source: path)
        let database = try await config.openDatabase(forReading: true)
        let watch = ImportWatch(database: database, report: report)
        let id = try await watch.taken(ticket)
        while try await watch.look(id)?.run.state.isUnderWay == true { try await Task.sleep(for: ImportWatch.pause) }
        let refused = try await told(id, database, report)
        await database.close()
        return refused
    }

    private func told(_ id: RecordID, _ database: any Database, _ report: Report) async throws -> Int {
        guard
            let standing = try await database.read({ try ImportStanding.read(id, most: Importer.Count.kept, $0) })
        else { throw StoreError.failed(reason: "the import vanished") }
        if let problem = standing.run.problem { throw ImportProblem(problem) }
        report.result(standing)
        return standing.refusals
    }
}

/// Watches an import's row and draws how far it is.
struct ImportWatch: Sendable {
    let database: any Database
    let report: Report

    static let pause: Duration = .milliseconds(300)
    private static let patience = 200

    func look(_ id: RecordID) async throws -> ImportStanding? {
        let standing = try await database.read { try ImportStanding.read(id, most: 1, $0) }
        if let part = standing?.parts.last(where: { $0.done > 0 }) {
            report.progress(part.module, part.done, of: part.total)
        }
        return standing
    }

    /// Waits until the server has taken an order.
    func taken(_ ticket: String) async throws -> RecordID {
        for _ in 0..<ImportWatch.patience {
            let run = try await database.read { try Imports($0).find(ticket: ticket) }
            if let run, run.state != .draft { return run.id }
            try await Task.sleep(for: ImportWatch.pause)
        }
        throw ImportWatch.silent
    }

    /// Waits until nothing is left to withdraw.
    func withdrawn(_ id: RecordID) async throws -> ImportStanding {
        for _ in 0..<ImportWatch.patience {
            guard let standing = try await look(id) else { break }
            if standing.run.state == .done, standing.brake.total == 0 { return standing }
            try await Task.sleep(for: standing.run.state == .withdrawing ? .seconds(1) : ImportWatch.pause)
        }
        throw ImportWatch.silent
    }

    private static let silent = ImportProblem(
        fr: "Le serveur ne prend pas l’import. Regardez son journal, puis recommencez.",
        en: "The server does not take the import. Look at its log, then try again.")
}
