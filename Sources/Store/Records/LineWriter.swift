package import Core

/// A line as somebody sends it: the stored line it stands for, if any, and the fields that were sent.
package struct SentLine: Sendable {
    package let id: RecordID?
    package let values: [String: Value]

    package init(id: RecordID? = nil, _ values: [String: Value]) {
        self.id = id
        self.values = values
    }
}

extension SeenRecords {
    /// Whether the viewer may add lines to the sub-form, and take lines away: whoever may name a line may.
    package func mayAddLines(_ subform: Subform) -> Bool {
        subform.naming.map { viewer.mayEdit($0, of: subform, in: module) } ?? false
    }

    /// Whether the viewer may change anything in the lines of a record that the viewer may change.
    package func mayEditLines(_ subform: Subform) -> Bool {
        subform.fields.contains { viewer.mayEdit($0, of: subform, in: module) }
    }

    /// Puts these lines, in this order, in the place of a record's own. Amounts of lines whose figures changed are worked out anew, and the
    /// totals move by as much: what a document came to in the business software stays until somebody changes a figure.
    ///
    /// What the viewer may not change of a stored line stays as it is; sent all the same, it is refused as `LINE.FIELD`. So is a line that
    /// points to what the viewer may not see, lacks what it must have, or comes to too large an amount.
    package func replaceLines(
        _ subform: Subform, of id: RecordID, version: Int64, with sent: [SentLine], ids: RecordIDGenerator,
        at now: Instant
    ) throws {
        let laid = try laid(outAs: id)
        guard let current = try laid.find(id), try laid.mayEdit(id), laid.mayEditLines(subform) else {
            throw WriteRefusal.notFound
        }
        guard current.version == version else { throw WriteRefusal.stale(current: current.version) }
        try laid.putLines(subform, of: current, with: sent, ids: ids, at: now)
    }

    /// The same for a record that the caller found fit to be written.
    func putLines(
        _ subform: Subform, of record: Record, with sent: [SentLine], ids: RecordIDGenerator, at now: Instant
    ) throws {
        let id = record.id
        let stored = try storedLines(subform.fields.map(\.key), subform, of: id)
        var merger = LineMerger(
            viewer: viewer, module: module, subform: subform, stored: stored, products: try products(of: sent))
        let lines = try merger.lines(sent, mayAdd: mayAddLines(subform))
        let problems = merger.problems.merging(try dangling(merger.pointed, subform)) { first, _ in first }
        guard problems.isEmpty else { throw WriteRefusal.fields(problems) }
        let totals = try totals(of: lines.map(\.values), instead: stored, subform, id)
        let isWritten = try RecordTable(connection, module).update(
            id, version: record.version, totals, by: viewer.person, at: now)
        guard isWritten else { throw WriteRefusal.stale(current: record.version + 1) }
        try connection.storeLines(lines, of: id, subform, subform.fields, ids)
    }

    /// What lines take over from their products: the system does that, whatever the viewer may see.
    private func products(of lines: [SentLine]) throws -> [RecordID: Row] {
        let ids = Set(lines.compactMap { $0.values["product_id"]?.id }).sorted()
        guard !ids.isEmpty, catalog["products"] != nil else { return [:] }
        let list = ids.map { "\($0)" as SQL }.joined(by: ", ")
        let rows = try connection.rows(
            "SELECT \"id\", \"label\", \"kind\", \"price_excl\", \"vat_rate\" FROM \"products\" WHERE \"id\" IN (\(list))"
        )
        return Dictionary(
            rows.compactMap { row in row["id"].id.map { ($0, row) } }, uniquingKeysWith: { first, _ in first })
    }

    /// The totals of the document as they are, whether the viewer may see them or not.
    private func amounts(of id: RecordID) throws -> Row? {
        let names = DocumentTotals.fields.sorted().filter { module[$0] != nil }
        return try connection.row("SELECT \(columns(names)) FROM \(table) WHERE \"id\" = \(id)")
    }

    /// What lines newly point to that the viewer may not see.
    private func dangling(_ pointed: [(cell: String, field: Field, id: RecordID)], _ subform: Subform) throws
        -> [String: FieldProblem]
    {
        var problems: [String: FieldProblem] = [:]
        for link in pointed {
            guard let target = link.field.target.flatMap({ catalog[$0] }) else { continue }
            let seen = SeenRecords(connection: connection, catalog: catalog, viewer: viewer, module: target)
            if try seen.find(link.id) == nil { problems[link.cell] = .dangling }
        }
        return problems
    }

    /// The totals with these lines instead of the stored ones, and what is left to pay then. A sub-form without prices changes no amount.
    private func totals(of lines: [[String: Value]], instead stored: [Row], _ subform: Subform, _ id: RecordID) throws
        -> [String: Value]
    {
        guard module["total_incl"] != nil, subform["total_incl"] != nil, let current = try amounts(of: id) else {
            return [:]
        }
        func total(_ key: String) -> (before: Int64?, after: Int64, isSame: Bool) {
            let (new, old) = (sum(lines.map { $0[key] }), sum(stored.map { $0[key] }))
            let before = current[key].int
            // Without lines the totals were typed or came by themselves: those of the first lines take their place.
            return (before, stored.isEmpty ? new : (before ?? old) + new - old, !stored.isEmpty && new == old)
        }
        let (excl, incl) = (total("total_excl"), total("total_incl"))
        if excl.isSame, incl.isSame { return [:] }
        var totals: [String: Value] = [
            "total_excl": .int(excl.after), "total_vat": .int(incl.after - excl.after), "total_incl": .int(incl.after),
        ]
        guard module["paid"] != nil, module["remaining"] != nil else { return totals }
        let (paid, remaining) = (current["paid"].int, current["remaining"].int)
        if let remaining, let before = incl.before {
            totals["remaining"] = .int(remaining + incl.after - before)
        } else if remaining != nil || paid != nil {
            totals["remaining"] = .int(incl.after - (paid ?? 0))
        }
        return totals
    }

    /// Amounts are below 10^15 and lines a few thousand at most, so sums cannot overflow.
    private func sum(_ amounts: [Value?]) -> Int64 { amounts.reduce(0) { $0 + ($1?.int ?? 0) } }
}

extension Subform {
    /// The field that says what a line is.
    package var naming: Field? { self["label"] ?? fields.first { $0.target == nil } ?? fields.first }
}
