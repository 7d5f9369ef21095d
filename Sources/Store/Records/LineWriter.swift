package import Core

extension SeenRecords {
    /// Puts these lines, in this order, in the place of a record's own, and works the record's totals out anew.
    ///
    /// Staff only: lines have no rights of their own yet. A line that points to what the viewer may not see is refused as `LINE.FIELD`.
    package func replaceLines(
        _ subform: Subform, of id: RecordID, version: Int64, with lines: [[String: Value]], ids: RecordIDGenerator,
        at now: Instant
    ) throws {
        guard viewer.isStaff, let current = try find(id), try mayEdit(id) else { throw WriteRefusal.notFound }
        guard current.version == version else { throw WriteRefusal.stale(current: current.version) }
        let problems = try dangling(lines, subform)
        guard problems.isEmpty else { throw WriteRefusal.fields(problems) }
        let totals = totals(of: lines, subform, current)
        guard try RecordTable(connection, module).update(id, version: version, totals, by: viewer.person, at: now)
        else { throw WriteRefusal.stale(current: version + 1) }
        try connection.storeLines(lines, of: id, subform, ids)
    }

    private func dangling(_ lines: [[String: Value]], _ subform: Subform) throws -> [String: FieldProblem] {
        var problems: [String: FieldProblem] = [:]
        for field in subform.fields {
            guard let target = field.target.flatMap({ catalog[$0] }) else { continue }
            let seen = SeenRecords(connection: connection, catalog: catalog, viewer: viewer, module: target)
            for (index, line) in lines.enumerated() {
                guard let id = line[field.key]?.id, try seen.find(id) == nil else { continue }
                problems["\(index).\(field.key)"] = .dangling
            }
        }
        return problems
    }

    /// The sums of the lines, and what is left to pay of them. A sub-form without prices changes no amount.
    private func totals(of lines: [[String: Value]], _ subform: Subform, _ current: Record) -> [String: Value] {
        guard module["total_incl"] != nil, subform.fields.contains(where: { $0.key == "total_incl" }) else {
            return [:]
        }
        let excl = lines.reduce(Int64(0)) { $0 + ($1["total_excl"]?.int ?? 0) }
        let incl = lines.reduce(Int64(0)) { $0 + ($1["total_incl"]?.int ?? 0) }
        var totals: [String: Value] = [
            "total_excl": .int(excl), "total_vat": .int(incl - excl), "total_incl": .int(incl),
        ]
        let isPaidFor = module["paid"] != nil && module["remaining"] != nil
        if isPaidFor, !current["remaining"].isNull || !current["paid"].isNull {
            totals["remaining"] = .int(incl - (current["paid"].int ?? 0))
        }
        return totals
    }
}

extension Connection {
    /// Puts the lines of a sub-form, in this order, in the place of those that a record has; a new record has none.
    func storeLines(
        _ lines: [[String: Value]], of parent: RecordID, _ subform: Subform, _ ids: RecordIDGenerator,
        isNew: Bool = false
    ) throws {
        if !isNew { try run("DELETE FROM \(Identifier(subform.table)) WHERE \"parent_id\" = \(parent)") }
        for (index, line) in lines.enumerated() {
            let system: [(String, Value)] = [
                ("id", .id(ids.next())), ("parent_id", .id(parent)), ("position", .int(Int64(index + 1))),
            ]
            let columns = system + subform.fields.compactMap { field in line[field.key].map { (field.key, $0) } }
            let names = columns.map { "\(Identifier($0.0))" as SQL }.joined(by: ", ")
            let values = columns.map { "\($0.1)" as SQL }.joined(by: ", ")
            try run("INSERT INTO \(Identifier(subform.table)) (\(names)) VALUES (\(values))")
        }
    }
}
