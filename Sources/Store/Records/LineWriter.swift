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

    /// Puts these lines, in this order, in the place of a record's own, and works amounts and totals out anew.
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
        let totals = totals(of: lines.map(\.values), subform, try settlement(of: id))
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

    /// Paid and left to pay, whether the viewer may see them or not.
    private func settlement(of id: RecordID) throws -> Row? {
        let names = ["paid", "remaining"].filter { module[$0] != nil }
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

    /// The sums of the lines, and what is left to pay of them. A sub-form without prices changes no amount.
    private func totals(of lines: [[String: Value]], _ subform: Subform, _ current: Row?) -> [String: Value] {
        guard module["total_incl"] != nil, subform["total_incl"] != nil else { return [:] }
        let excl = lines.reduce(Int64(0)) { $0 + ($1["total_excl"]?.int ?? 0) }
        let incl = lines.reduce(Int64(0)) { $0 + ($1["total_incl"]?.int ?? 0) }
        var totals: [String: Value] = [
            "total_excl": .int(excl), "total_vat": .int(incl - excl), "total_incl": .int(incl),
        ]
        let isPaidFor = module["paid"] != nil && module["remaining"] != nil
        let (paid, remaining) = (current?["paid"] ?? .null, current?["remaining"] ?? .null)
        if isPaidFor, !remaining.isNull || !paid.isNull { totals["remaining"] = .int(incl - (paid.int ?? 0)) }
        return totals
    }
}

extension Subform {
    /// The field that says what a line is.
    package var naming: Field? { self["label"] ?? fields.first { $0.target == nil } ?? fields.first }
}
