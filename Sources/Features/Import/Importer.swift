package import Core
import Store

/// Stores what a reader gives, in batches: each is one transaction, so a killed import goes on where it stopped, and one bad row refuses only itself.
package struct Importer: Sendable {
    private let app: App
    private let source: String
    private let isDry: Bool
    private static let batch = 1000

    package init(app: App, source: String, dryRun: Bool) {
        self.app = app
        self.source = source
        isDry = dryRun
    }

    /// What became of the rows of one module.
    package struct Count: Sendable {
        package var created = 0
        package var updated = 0
        package var unchanged = 0
        /// Rows of records that staff deleted: nothing of them was stored.
        package var leftInBin = 0
        package var refused: [RefusedRow] = []

        package var total: Int { created + updated + unchanged + leftInBin + refused.count }
    }

    /// Stores the rows of one module as they are read. `progress` hears of each finished batch.
    package func run(
        _ read: ((Result<IncomingRecord, RefusedRow>) throws -> Void) throws -> Void, progress: (Count) -> Void
    ) async throws -> Count {
        var rows: [Result<IncomingRecord, RefusedRow>] = []
        try read { rows.append($0) }
        var count = Count()
        var start = 0
        while start < rows.count {
            let end = min(rows.count, start + Importer.batch)
            add(try await store(Array(rows[start..<end])), to: &count)
            start = end
            progress(count)
        }
        try await linkAgain(rows)
        return count
    }

    /// Records may point to later ones of their own module; now that all are there, those are stored once more.
    private func linkAgain(_ rows: [Result<IncomingRecord, RefusedRow>]) async throws {
        let pointing = rows.filter { row in
            guard case .success(let record) = row, let module = app.catalog[record.module] else { return false }
            return record.references.keys.contains { module[$0]?.target == record.module }
        }
        for start in stride(from: 0, to: isDry ? 0 : pointing.count, by: Importer.batch) {
            _ = try await store(Array(pointing[start..<min(pointing.count, start + Importer.batch)]))
        }
    }

    private func add(_ batch: Count, to count: inout Count) {
        count.created += batch.created
        count.updated += batch.updated
        count.unchanged += batch.unchanged
        count.leftInBin += batch.leftInBin
        count.refused += batch.refused
    }

    private func store(_ rows: [Result<IncomingRecord, RefusedRow>]) async throws -> Count {
        // Contents go to disk first: a file that no row names is harmless, a row without its file is not.
        let hashes = isDry ? [:] : try filesOnDisk(rows)
        let (app, source, isDry) = (app, source, isDry)
        do {
            return try await app.database.write { connection in
                let count = try BatchStore(connection: connection, app: app, source: source, hashes: hashes).store(rows)
                if isDry { throw DryRun(count: count) }
                return count
            }
        } catch let dry as DryRun {
            return dry.count
        }
    }

    private func filesOnDisk(_ rows: [Result<IncomingRecord, RefusedRow>]) throws -> [String: [String]] {
        var hashes: [String: [String]] = [:]
        for case .success(let record) in rows where !record.files.isEmpty {
            hashes[record.externalID] = try record.files.map { try app.files.keep($0.bytes) }
        }
        return hashes
    }
}

/// Undoes a batch that was only tried.
private struct DryRun: Error {
    let count: Importer.Count
}

/// One batch inside its transaction.
private struct BatchStore {
    let connection: any Connection
    let app: App
    let source: String
    let hashes: [String: [String]]

    func store(_ rows: [Result<IncomingRecord, RefusedRow>]) throws -> Importer.Count {
        var count = Importer.Count()
        let now = app.clock.now
        let arrivals = Arrivals(connection, app.catalog, source: source, ids: app.ids, at: now)
        for row in rows {
            do {
                let record = try row.get()
                try tally(try arrivals.store(record), record, arrivals, &count)
            } catch let refusal as RefusedRow {
                count.refused.append(refusal)
            }
        }
        if count.created + count.updated > 0 {
            let detail = [
                "created": String(count.created), "updated": String(count.updated),
                "refused": String(count.refused.count),
            ]
            try Journal(connection).append(.init("import.batch", detail: detail), by: .system(source), at: now)
        }
        return count
    }

    private func tally(
        _ outcome: Arrivals.Outcome, _ record: IncomingRecord, _ arrivals: Arrivals, _ count: inout Importer.Count
    ) throws {
        switch outcome {
        case .created: count.created += 1
        case .updated: count.updated += 1
        case .unchanged:
            count.unchanged += 1
            return
        case .leftInBin:
            count.leftInBin += 1
            return
        }
        for (file, hash) in zip(record.files, hashes[record.externalID] ?? []) {
            try arrivals.attach(file, hash: hash, to: Journal.Subject(record.module, outcome.id))
        }
    }
}
