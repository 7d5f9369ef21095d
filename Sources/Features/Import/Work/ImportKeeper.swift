import Core
package import Store

/// Writes down how far an import is: with each batch, in its transaction, and at the end of each module.
///
/// Whoever has lost the import, because it was stopped or another process took it over, learns it here, and what it was about to do is undone.
package struct ImportKeeper: Sendable {
    let app: App
    package let run: ImportRun
    let isFull: Bool

    package init(app: App, run: ImportRun, isFull: Bool) {
        self.app = app
        self.run = run
        self.isFull = isFull
    }

    /// The import is no longer this process's.
    package struct Lost: Error {}

    func add(_ count: Importer.Count, of module: String, read: Int, _ connection: any Connection) throws {
        guard try Imports(connection).beat(run, at: app.clock.now) else { throw Lost() }
        var part = part(module, count)
        part.done = read
        try Imports(connection).add(part, to: run)
        // In the same transaction: who gets in elsewhere, or no more, is told even when the process is killed after it.
        try Imports(connection).add(count.followed.map(told), to: run.id, ids: app.ids)
    }

    private func told(_ access: FollowedAccess) -> ImportNote {
        ImportNote(
            module: access.subject.module, kind: .access, externalID: access.name, line: nil, reason: access.words)
    }

    /// Tells what became of a module, and which of its records are absent from the source.
    func finish(_ module: String, _ count: Importer.Count, _ reading: PartReading, isCounted: Bool) async throws {
        let (ids, run, now) = (app.ids, run, app.clock.now)
        let absent = try await missing(module, reading)
        var part = part(module, count)
        (part.done, part.known) = (count.total, absent?.known)
        let followed = isCounted ? [] : count.followed.map(told)
        let (counted, all) = (part, followed + notes(count, reading))
        try await app.database.write { connection in
            let imports = Imports(connection)
            guard try imports.beat(run, at: now) else { throw Lost() }
            try imports.finish(counted, of: run, isCounted: isCounted)
        }
        try await inSlices(all) { slice, connection in
            try Imports(connection).add(Array(slice), to: run.id, ids: ids)
        }
        try await inSlices(absent?.records ?? []) { slice, connection in
            try Absents(connection).add(slice, of: module, to: run.id, ids: ids, at: now)
        }
    }

    /// Nil where nothing can be called absent.
    private func missing(_ module: String, _ reading: PartReading) async throws -> (
        known: Int, records: [(id: RecordID, externalID: String)]
    )? {
        guard isFull, reading.tellsAbsents else { return nil }
        let (source, seen) = (run.source, reading.seen)
        return try await app.database.read { try Absents($0).missing(module, source: source, seen: seen) }
    }

    private func inSlices<Element: Sendable>(
        _ all: [Element], _ body: @escaping @Sendable (ArraySlice<Element>, any Connection) throws -> Void
    ) async throws {
        for start in stride(from: 0, to: all.count, by: 500) {
            let slice = all[start..<min(all.count, start + 500)]
            try await app.database.write { try body(slice, $0) }
        }
    }

    private func part(_ module: String, _ count: Importer.Count) -> ImportPart {
        var part = ImportPart(module)
        (part.created, part.updated, part.unchanged) = (count.created, count.updated, count.unchanged)
        (part.inBin, part.refused) = (count.leftInBin, count.refusals)
        part.warnings = count.warnings.count + count.moreWarnings
        return part
    }

    private func notes(_ count: Importer.Count, _ reading: PartReading) -> [ImportNote] {
        func told(_ kind: ImportNote.Kind, _ row: RefusedRow) -> ImportNote {
            ImportNote(
                module: row.module, kind: kind, externalID: row.externalID, line: row.line, reason: row.reason)
        }
        return count.refused.map { told(.refused, $0) } + count.warnings.map { told(.warning, $0) }
            + reading.asides.first
    }
}
