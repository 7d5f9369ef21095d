package import Core
package import Store

/// Stores what a reader gives, in batches: each is one transaction, so a killed import goes on where it stopped, and one bad row refuses only itself.
package struct Importer: Sendable {
    private let app: App
    private let source: String
    private let links: Arrivals.Links
    private let isDry: Bool
    private let keeper: ImportKeeper?

    /// `keeper` writes down how far the import is, when somebody wants to know.
    package init(
        app: App, source: String, links: Arrivals.Links = .sameSource, dryRun: Bool, keeper: ImportKeeper? = nil
    ) {
        self.app = app
        self.source = source
        self.links = links
        isDry = dryRun
        self.keeper = keeper
    }

    package typealias Row = Result<IncomingRecord, RefusedRow>

    /// The rows of one module.
    package struct Part: Sendable {
        package let module: String
        /// False when the rows are a choice among those of the source: then nothing is absent.
        package let isWhole: Bool
        package let read: @Sendable (_ body: (Row) throws -> Void) throws -> Void

        package init(
            _ module: String, isWhole: Bool = true,
            _ read: @escaping @Sendable (_ body: (Row) throws -> Void) throws -> Void
        ) {
            self.module = module
            self.isWhole = isWhole
            self.read = read
        }
    }

    /// What became of the rows of one module.
    package struct Count: Sendable {
        package var created = 0
        package var updated = 0
        package var unchanged = 0
        /// Rows of records that staff deleted: nothing of them was stored.
        package var leftInBin = 0
        /// The first of the rows that were not stored.
        package var refused: [RefusedRow] = []
        /// Those that were not stored beyond the first.
        package var moreRefused = 0
        /// Look-ups of stored rows that led nowhere; the first of them.
        package var warnings: [RefusedRow] = []
        package var moreWarnings = 0
        /// Values that their field does not take, by field.
        package var asides: [Phrase: Int] = [:]
        /// Accesses that went where their records went.
        package var followed: [FollowedAccess] = []

        package init() {}

        /// How many rows are told one by one: a file of a million mistakes must not fill the memory.
        package static let kept = 5000

        package var refusals: Int { refused.count + moreRefused }
        package var total: Int { created + updated + unchanged + leftInBin + refusals }

        mutating func refuse(_ rows: [RefusedRow]) {
            let room = max(0, Count.kept - refused.count)
            refused += rows.prefix(room)
            moreRefused += rows.count - min(rows.count, room)
        }

        mutating func warn(_ rows: [RefusedRow]) {
            let room = max(0, Count.kept - warnings.count)
            warnings += rows.prefix(room)
            moreWarnings += rows.count - min(rows.count, room)
        }
    }

    /// Hears of each finished batch; what it throws ends the import.
    package typealias Progress = @Sendable (_ module: String, _ count: Count) throws -> Void

    /// Stores the parts in this order.
    package func run(_ parts: [Part], progress: @escaping Progress) async throws -> [Count] {
        var counts: [Count] = []
        if isDry {
            let tried = try await tried(parts, progress)
            for (part, result) in zip(parts, tried) {
                try await keeper?.finish(part.module, result.count, result.reading, isCounted: false)
                counts.append(result.count)
            }
        } else {
            for part in parts { counts.append(try await stored(part, progress)) }
        }
        return counts
    }

    private func stored(_ part: Part, _ progress: Progress) async throws -> Count {
        var (rounds, reading, feed) = (ImportRounds(links: links), PartReading(isWhole: part.isWhole), RowFeed(part))
        defer { feed.stop() }
        while let rows = try await feed.next() {
            reading.note(rows)
            rounds.add(try await store(rows, of: part.module, read: rows.count, counts: true))
            try progress(part.module, rounds.count)
        }
        while let again = rounds.next() {
            for start in stride(from: 0, to: again.count, by: Part.most) {
                let rows = Array(again[start..<min(again.count, start + Part.most)])
                rounds.add(try await store(rows, of: part.module, read: 0, counts: rounds.countsAgain))
            }
        }
        let count = rounds.finished(reading)
        try await keeper?.finish(part.module, count, reading, isCounted: true)
        return count
    }

    private func store(_ rows: [Row], of module: String, read: Int, counts: Bool) async throws -> BatchResult {
        // Contents go to disk first: a file that no row names is harmless, a row without its file is not.
        let hashes = try filesOnDisk(rows)
        let batch = ImportBatch(
            app: app, source: source, links: links, hashes: hashes, isDry: false, counts: counts)
        let keeper = keeper
        return try await app.database.write { connection in
            let result = try batch.store(rows, connection)
            try keeper?.add(result.count, of: module, read: read, connection)
            return result
        }
    }

    private func filesOnDisk(_ rows: [Row]) throws -> [String: [String]] {
        var hashes: [String: [String]] = [:]
        for case .success(let record) in rows where !record.files.isEmpty {
            hashes[record.externalID] = try record.files.map { try app.files.keep($0.bytes) }
        }
        return hashes
    }
}

/// A dry run: everything in one transaction, which is undone, so that later rows find earlier ones as they would.
extension Importer {
    fileprivate struct Tried: Sendable {
        let count: Count
        let reading: PartReading
    }

    private func tried(_ parts: [Part], _ progress: @escaping Progress) async throws -> [Tried] {
        let links = links
        @Sendable func batch(counts: Bool) -> ImportBatch {
            ImportBatch(app: app, source: source, links: links, hashes: [:], isDry: true, counts: counts)
        }
        return try await app.database.trial { connection in
            try connection.takesLong()
            return try parts.map { part in
                var (rounds, reading) = (ImportRounds(links: links), PartReading(isWhole: part.isWhole))
                try part.inBatches { rows in
                    reading.note(rows)
                    rounds.add(try batch(counts: true).store(rows, connection))
                    try progress(part.module, rounds.count)
                }
                while let again = rounds.next() {
                    rounds.add(try batch(counts: rounds.countsAgain).store(again, connection))
                }
                return Tried(count: rounds.finished(reading), reading: reading)
            }
        }
    }
}
