package import Core
package import Store

/// Where an import stands, with everything that it has to say.
package struct ImportStanding: Sendable {
    package let run: ImportRun
    package let parts: [ImportPart]
    package let notes: [ImportNote.Kind: [ImportNote]]
    package let absents: [String: Absents.Tally]

    /// Nil when there is no such import. `most`: how many notes of each kind.
    package static func read(_ id: RecordID, most: Int, _ connection: any Connection) throws -> ImportStanding? {
        let imports = Imports(connection)
        guard let run = try imports.find(id) else { return nil }
        var notes: [ImportNote.Kind: [ImportNote]] = [:]
        for kind in ImportNote.Kind.allCases { notes[kind] = try imports.notes(of: id, kind, limit: most) }
        return ImportStanding(
            run: run, parts: try imports.parts(of: id), notes: notes, absents: try Absents(connection).tallies(of: id))
    }

    package var summary: ImportSummary { ImportSummary(json: run.summary) }
    package var brake: WithdrawalBrake { WithdrawalBrake(absents, parts) }
    package var refusals: Int { parts.reduce(0) { $0 + $1.refused } }

    /// The counts of one module, as the report on the terminal has them.
    package func count(_ part: ImportPart) -> Importer.Count {
        var count = Importer.Count()
        (count.created, count.updated, count.unchanged) = (part.created, part.updated, part.unchanged)
        count.leftInBin = part.inBin
        count.refused = rows(.refused, part.module)
        count.moreRefused = max(0, part.refused - count.refused.count)
        count.warnings = rows(.warning, part.module)
        count.moreWarnings = max(0, part.warnings - count.warnings.count)
        for aside in summary.asides where aside.module == part.module {
            count.asides[Phrase(fr: aside.fr, en: aside.en)] = aside.count
        }
        return count
    }

    private func rows(_ kind: ImportNote.Kind, _ module: String) -> [RefusedRow] {
        (notes[kind] ?? []).filter { $0.module == module }.map {
            RefusedRow(module: $0.module, externalID: $0.externalID, reason: $0.reason, line: $0.line)
        }
    }
}
