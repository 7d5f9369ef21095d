import Core
import Store

/// Adds up batches. Rows that point to rows of their own module are tried again once all were stored, as long as that helps any of them.
struct ImportRounds {
    let links: Arrivals.Links
    private(set) var count = Importer.Count()
    private var waiting: [BatchResult.Waiting] = []
    private var before: Int?

    init(links: Arrivals.Links) { self.links = links }

    /// Rows that were stored in the first round are there already: linking them is no second arrival.
    var countsAgain: Bool { links == .anySource }

    mutating func add(_ batch: BatchResult) {
        waiting += batch.waiting
        count.refuse(batch.count.refused)
        count.warn(batch.count.warnings)
        count.followed += batch.count.followed
        count.created += batch.count.created
        count.updated += batch.count.updated
        count.unchanged += batch.count.unchanged
        count.leftInBin += batch.count.leftInBin
    }

    /// The rows to try again; nil when none waits or the last round helped none.
    mutating func next() -> [Importer.Row]? {
        guard !waiting.isEmpty, before.map({ waiting.count < $0 }) ?? true else { return nil }
        before = waiting.count
        defer { waiting = [] }
        return waiting.map { .success($0.record) }
    }

    /// What still leads nowhere is refused, or told, as the policy wants.
    func finished(_ reading: PartReading) -> Importer.Count {
        var count = count
        for row in waiting {
            switch links {
            case .anySource: count.refuse(row.reasons)
            case .sameSource: count.warn(row.reasons)
            }
        }
        count.asides = reading.asides.counts
        return count
    }
}

/// What one batch gave.
struct BatchResult: Sendable {
    var count = Importer.Count()
    /// Rows whose look-ups may lead somewhere once their whole module is there.
    var waiting: [Waiting] = []

    /// A row, and what it lacked.
    struct Waiting: Sendable {
        let record: IncomingRecord
        let reasons: [RefusedRow]
    }
}

/// Stores one batch inside its transaction.
struct ImportBatch: Sendable {
    let app: App
    let source: String
    let links: Arrivals.Links
    /// Where the files of records lie, by external id.
    let hashes: [String: [String]]
    /// What is undone at the end needs no event, and would keep the journal's head from everybody else for as long as it takes.
    let isDry: Bool
    /// Whether what is stored is an arrival, or only linked at last.
    let counts: Bool

    func store(_ rows: [Importer.Row], _ connection: any Connection) throws -> BatchResult {
        var result = BatchResult()
        let now = app.clock.now
        let arrivals = Arrivals(connection, app.catalog, source: source, ids: app.ids, at: now, links: links)
        for row in rows {
            switch row {
            case .failure(let refusal): result.count.refused.append(refusal)
            case .success(let record): try store(record, arrivals, &result)
            }
        }
        if !isDry, result.count.created + result.count.updated > 0 {
            try Journal(connection).append(
                .init("import.batch", detail: detail(result.count)), by: .system(source), at: now)
        }
        if !counts {
            (result.count.created, result.count.updated, result.count.unchanged, result.count.leftInBin) = (0, 0, 0, 0)
        }
        return result
    }

    private func store(_ record: IncomingRecord, _ arrivals: Arrivals, _ result: inout BatchResult) throws {
        do {
            let arrived = try arrivals.store(record)
            result.count.followed += arrived.followed
            try tally(arrived.outcome, record, arrivals, &result.count)
            guard !arrived.warnings.isEmpty else { return }
            if pointsToItsOwn(record) {
                result.waiting.append(.init(record: record, reasons: arrived.warnings))
            } else {
                result.count.warnings += arrived.warnings
            }
        } catch let refusal as RefusedRow {
            if links == .anySource, pointsToItsOwn(record) {
                result.waiting.append(.init(record: record, reasons: [refusal]))
            } else {
                result.count.refused.append(refusal)
            }
        }
    }

    private func pointsToItsOwn(_ record: IncomingRecord) -> Bool {
        guard let module = app.catalog[record.module] else { return false }
        return record.references.keys.contains { module[$0]?.target == record.module }
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

    private func detail(_ count: Importer.Count) -> [String: String] {
        [
            "created": String(count.created), "updated": String(count.updated),
            "refused": String(count.refused.count),
        ]
    }
}
