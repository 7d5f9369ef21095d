package import Core

/// One import: what was asked for, where it stands, how it ended.
package struct ImportRun: Sendable {
    package let id: RecordID
    package let source: String
    package let state: State
    /// Nothing is stored, only told.
    package let isDry: Bool
    /// What was asked for, as JSON; whoever runs it reads it.
    package let options: String
    package let madeBy: RecordID?
    package let madeByName: String
    package let madeAt: Instant
    package let endedAt: Instant?
    /// Why it failed.
    package let problem: Phrase?
    /// Which taking over this is; whoever holds an older one has lost the import.
    package let claim: Int64
    /// What was counted beside rows, as JSON.
    package let summary: String

    /// Where an import stands.
    package enum State: String, Sendable {
        /// The file is here; columns and choices are still open.
        case draft
        case waiting, running
        case done, failed, stopped
        /// Records that are absent from the source go to the bin.
        case withdrawing

        package var isUnderWay: Bool { self == .waiting || self == .running || self == .withdrawing }
        package var isOver: Bool { self == .done || self == .failed || self == .stopped }
    }

    init(_ row: Row) {
        id = RecordID(row["id"].int ?? 0)
        source = row["source"].text ?? ""
        state = State(rawValue: row["state"].text ?? "") ?? .failed
        isDry = row["is_dry"].int == 1
        options = row["options"].text ?? "{}"
        madeBy = row["made_by"].id
        madeByName = row["made_by_name"].text ?? ""
        madeAt = row["started_at"].instant ?? Instant(milliseconds: 0)
        endedAt = row["ended_at"].instant
        let (fr, en) = (row["problem_fr"].text, row["problem_en"].text)
        problem = fr.map { Phrase(fr: $0, en: en ?? $0) }
        claim = row["claim"].int ?? 0
        summary = row["report"].text ?? ""
    }
}

/// One module of an import.
package struct ImportPart: Sendable, Hashable {
    package let module: String
    package var total = 0
    package var done = 0
    package var created = 0
    package var updated = 0
    package var unchanged = 0
    package var inBin = 0
    package var refused = 0
    package var warnings = 0
    /// Live records of the source; nil where what is absent cannot be told.
    package var known: Int?

    package init(_ module: String) { self.module = module }

    init(_ row: Row) {
        func count(_ name: String) -> Int { Int(row[name].int ?? 0) }
        module = row["module"].text ?? ""
        (total, done, created, updated) = (count("total"), count("done"), count("created"), count("updated"))
        // What a killed process stored counts once, as what it was.
        unchanged = max(0, count("unchanged") - count("earlier"))
        (inBin, refused, warnings) = (count("in_bin"), count("refused"), count("warnings"))
        known = row["known"].int.map { Int($0) }
    }
}

/// Something an import has to say about a row.
package struct ImportNote: Sendable, Hashable {
    package let module: String
    package let kind: Kind
    package let externalID: String
    package let line: Int?
    package let reason: Phrase
    /// The value it is about.
    package let value: String?

    /// What is said.
    package enum Kind: String, Sendable, CaseIterable {
        /// The row was not stored.
        case refused
        /// The row was stored without a look-up that leads nowhere.
        case warning
        /// A value went to the note, because its field does not take it.
        case aside
        /// The row changed who may sign in.
        case access
    }

    package init(
        module: String, kind: Kind, externalID: String, line: Int?, reason: Phrase, value: String? = nil
    ) {
        self.module = module
        self.kind = kind
        self.externalID = externalID
        self.line = line
        self.reason = reason
        self.value = value
    }

    init(_ row: Row) {
        module = row["module"].text ?? ""
        kind = Kind(rawValue: row["kind"].text ?? "") ?? .refused
        externalID = row["external_id"].text ?? ""
        line = row["line"].int.map { Int($0) }
        reason = Phrase(fr: row["reason_fr"].text ?? "", en: row["reason_en"].text ?? "")
        value = row["value"].text
    }
}
