package import Core

/// A question about all records that a viewer sees of a module.
package struct TallyPart: Sendable {
    fileprivate enum Kind { case count, sum, least }
    fileprivate let kind: Kind
    fileprivate let field: String
    fileprivate let filters: [Filter]

    /// How many records pass the filters.
    package static func count(_ filters: [Filter]) -> TallyPart { TallyPart(kind: .count, field: "", filters: filters) }
    /// The sum of an amount over the records that pass.
    package static func sum(_ field: String, _ filters: [Filter] = []) -> TallyPart {
        TallyPart(kind: .sum, field: field, filters: filters)
    }
    /// The smallest value among the records that pass, such as the first date.
    package static func least(_ field: String, _ filters: [Filter] = []) -> TallyPart {
        TallyPart(kind: .least, field: field, filters: filters)
    }
}

/// The answers, found in one walk over at most `bound` records.
package struct Tally: Sendable {
    /// How many records there are, up to the bound.
    package let total: Int
    /// One answer a part, in their order. Parts on fields that the viewer may not see answer as if no record passed.
    package let answers: [Value]
    /// False when there are more records than the bound: the answers then speak of some records only.
    package let isWhole: Bool
}

extension SeenRecords {
    /// Answers many questions with one statement, for the head of a list and the tiles of a home page; about what matches `query` alone
    /// when there is one.
    package func tally(_ parts: [TallyPart], upTo bound: Int, of query: Query? = nil) throws -> Tally {
        let visible = viewer.visibleKeys(of: module)
        // The questions are put to each row inside: carried out of it, every column would be copied.
        let asked = parts.enumerated().compactMap { index, part in question(part, index, visible) }
        let matching = try query.map { try conditions($0, visible) } ?? .empty
        let inner: SQL =
            "SELECT \((["\"id\""] + asked).joined(by: ", ")) FROM \(table) WHERE \(condition())\(matching) LIMIT \(bound + 1)"
        let answers = parts.enumerated().map { index, part in ", " + answer(part, index, visible) }.joined(by: "")
        guard let row = try connection.row("SELECT count(*)\(answers) FROM (\(inner)) AS \"seen\"") else {
            return Tally(total: 0, answers: [], isWhole: true)
        }
        let total = Int(row[0].int ?? 0)
        return Tally(total: min(total, bound), answers: Array(row.values.dropFirst()), isWhole: total <= bound)
    }

    /// A part's value on one row, NULL when the row does not pass.
    private func question(_ part: TallyPart, _ index: Int, _ visible: Set<String>) -> SQL? {
        guard !isPlainLeast(part), part.kind == .count || visible.contains(part.field) else { return nil }
        let value: SQL = part.kind == .count ? "1" : "\(Identifier(part.field))"
        return "CASE WHEN \(passing(part.filters, visible)) THEN \(value) END AS \(name(index))"
    }

    private func answer(_ part: TallyPart, _ index: Int, _ visible: Set<String>) -> SQL {
        guard part.kind == .count || visible.contains(part.field) else { return part.kind == .sum ? "0" : "NULL" }
        switch part.kind {
        case .count: return "count(\(name(index)))"
        case .sum: return "coalesce(sum(\(name(index))), 0)"
        case .least where isPlainLeast(part):
            // By itself, because an index of the default sort begins with it.
            return "(SELECT min(\(Identifier(part.field))) FROM \(table) WHERE \(condition()))"
        case .least: return "min(\(name(index)))"
        }
    }

    private func isPlainLeast(_ part: TallyPart) -> Bool {
        part.kind == .least && part.filters.isEmpty && part.field == module.sort.field
    }

    private func name(_ index: Int) -> Identifier { Identifier("part\(index)") }

    private func passing(_ filters: [Filter], _ visible: Set<String>) -> SQL {
        guard !filters.isEmpty else { return "1 = 1" }
        return filters.map { test($0, visible) }.joined(by: " AND ")
    }
}
