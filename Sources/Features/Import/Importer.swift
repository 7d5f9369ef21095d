package import Core
package import Store

/// Stores what a reader gives, in batches: each is one transaction, so a killed import goes on where it stopped, and one bad row refuses only itself.
package struct Importer: Sendable {
    private let app: App
    private let source: String
    private let links: Arrivals.Links
    private let isDry: Bool
    private static let batch = 1000

    package init(app: App, source: String, links: Arrivals.Links = .sameSource, dryRun: Bool) {
        self.app = app
        self.source = source
        self.links = links
        isDry = dryRun
    }

    package typealias Row = Result<IncomingRecord, RefusedRow>

    /// The rows of one module.
    package struct Part: Sendable {
        package let module: String
        package let read: @Sendable (_ body: (Row) throws -> Void) throws -> Void

        package init(_ module: String, _ read: @escaping @Sendable (_ body: (Row) throws -> Void) throws -> Void) {
            self.module = module
            self.read = read
        }

        fileprivate var rows: [Row] {
            get throws {
                var rows: [Row] = []
                try read { rows.append($0) }
                return rows
            }
        }
    }

    /// What became of the rows of one module.
    package struct Count: Sendable {
        package var created = 0
        package var updated = 0
        package var unchanged = 0
        /// Rows of records that staff deleted: nothing of them was stored.
        package var leftInBin = 0
        package var refused: [RefusedRow] = []
        /// Look-ups of stored rows that led nowhere.
        package var warnings: [RefusedRow] = []
        /// Accesses that went where their records went.
        package var followed: [FollowedAccess] = []

        package init() {}

        package var total: Int { created + updated + unchanged + leftInBin + refused.count }
    }

    /// Stores the parts in this order. `progress` hears of each finished batch.
    package func run(_ parts: [Part], progress: @escaping @Sendable (String, Count) -> Void) async throws -> [Count] {
        isDry ? try await tried(parts, progress) : try await stored(parts, progress)
    }

    private func stored(_ parts: [Part], _ progress: @Sendable (String, Count) -> Void) async throws -> [Count] {
        var counts: [Count] = []
        for part in parts {
            let rows = try part.rows
            var rounds = ImportRounds(links: links)
            for start in stride(from: 0, to: rows.count, by: Importer.batch) {
                let slice = Array(rows[start..<min(rows.count, start + Importer.batch)])
                rounds.add(try await store(slice))
                progress(part.module, rounds.count)
            }
            while let again = rounds.next() {
                for start in stride(from: 0, to: again.count, by: Importer.batch) {
                    rounds.add(try await store(Array(again[start..<min(again.count, start + Importer.batch)])))
                }
            }
            counts.append(rounds.finished())
        }
        return counts
    }

    private func store(_ rows: [Row]) async throws -> BatchResult {
        // Contents go to disk first: a file that no row names is harmless, a row without its file is not.
        let hashes = try filesOnDisk(rows)
        let batch = ImportBatch(app: app, source: source, links: links, hashes: hashes, isDry: false)
        return try await app.database.write { try batch.store(rows, $0) }
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
    private struct Undone: Error {
        let counts: [Count]
    }

    private func tried(_ parts: [Part], _ progress: @escaping @Sendable (String, Count) -> Void) async throws -> [Count]
    {
        let batch = ImportBatch(app: app, source: source, links: links, hashes: [:], isDry: true)
        let links = links
        do {
            return try await app.database.write { connection -> [Count] in
                let counts = try parts.map { part -> Count in
                    var rounds = ImportRounds(links: links)
                    rounds.add(try batch.store(try part.rows, connection))
                    progress(part.module, rounds.count)
                    while let again = rounds.next() { rounds.add(try batch.store(again, connection)) }
                    return rounds.finished()
                }
                throw Undone(counts: counts)
            }
        } catch let undone as Undone {
            return undone.counts
        }
    }
}
