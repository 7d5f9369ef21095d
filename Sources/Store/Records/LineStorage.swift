import Core

/// A line to be stored: the stored line that it is, or none for a new one.
struct LineToStore {
    var id: RecordID?
    let values: [String: Value]
}

extension Connection {
    /// Makes these the lines of a record, in this order. Lines that stay keep their id, and what they hold in other fields than `fields`:
    /// those of removed fields, or of fields that another system does not know.
    func storeLines(
        _ lines: [LineToStore], of parent: RecordID, _ subform: Subform, _ fields: [Field], _ ids: RecordIDGenerator
    ) throws {
        let table = Identifier(subform.table)
        let kept = lines.compactMap(\.id)
        let others: SQL = kept.isEmpty ? "" : "AND \"id\" NOT IN (\(kept.map { "\($0)" as SQL }.joined(by: ", ")))"
        try run("DELETE FROM \(table) WHERE \"parent_id\" = \(parent) \(others)")
        // Out of the way of the new places, which no two lines of a record may share at any moment.
        if !kept.isEmpty { try run("UPDATE \(table) SET \"position\" = -\"position\" WHERE \"parent_id\" = \(parent)") }
        for (index, line) in lines.enumerated() {
            try storeLine(line, at: index + 1, of: parent, table, fields, ids)
        }
    }

    private func storeLine(
        _ line: LineToStore, at position: Int, of parent: RecordID, _ table: Identifier, _ fields: [Field],
        _ ids: RecordIDGenerator
    ) throws {
        let place: (String, Value) = ("position", .int(Int64(position)))
        if let id = line.id {
            let columns = [place] + fields.map { ($0.key, line.values[$0.key] ?? .null) }
            let sets = columns.map { "\(Identifier($0.0)) = \($0.1)" as SQL }.joined(by: ", ")
            try run("UPDATE \(table) SET \(sets) WHERE \"id\" = \(id) AND \"parent_id\" = \(parent)")
            return
        }
        let columns =
            [("id", .id(ids.next())), ("parent_id", .id(parent)), place]
            + fields.compactMap { field in line.values[field.key].map { (field.key, $0) } }
        let names = columns.map { "\(Identifier($0.0))" as SQL }.joined(by: ", ")
        let values = columns.map { "\($0.1)" as SQL }.joined(by: ", ")
        try run("INSERT INTO \(table) (\(names)) VALUES (\(values))")
    }

    /// Stores lines that came from another system. A line that says what a stored one says is that line: it keeps what was typed here.
    func storeArrivedLines(
        _ lines: [[String: Value]], of parent: RecordID, _ subform: Subform, _ ids: RecordIDGenerator, isNew: Bool
    ) throws {
        let sent = Set(lines.flatMap(\.keys))
        let fields = subform.fields.filter { !$0.isCustom || sent.contains($0.key) }
        var stored = isNew ? [] : try arrivedLines(of: parent, subform)
        let matched = lines.map { line -> LineToStore in
            guard let index = stored.firstIndex(where: { $0.isSame(as: line, subform) }) else {
                return LineToStore(values: line)
            }
            return LineToStore(id: stored.remove(at: index).id, values: line)
        }
        try storeLines(matched, of: parent, subform, fields, ids)
    }

    private func arrivedLines(of parent: RecordID, _ subform: Subform) throws -> [StoredLine] {
        let naming = subform.naming.map(\.key) ?? "id"
        let product = subform["product_id"] == nil ? "NULL" : "\"product_id\"" as SQL
        return try rows(
            "SELECT \"id\", \(product), \(Identifier(naming)) FROM \(Identifier(subform.table)) WHERE \"parent_id\" = \(parent) ORDER BY \"position\""
        ).compactMap { row in row[0].id.map { StoredLine(id: $0, product: row[1].id, name: row[2]) } }
    }
}

/// What tells a stored line from its neighbours.
private struct StoredLine {
    let id: RecordID
    let product: RecordID?
    let name: Value

    /// The same product, or without one the same words.
    func isSame(as line: [String: Value], _ subform: Subform) -> Bool {
        let other = line["product_id"]?.id
        if product != nil || other != nil { return product == other }
        return subform.naming.map { line[$0.key] ?? .null } == name
    }
}
