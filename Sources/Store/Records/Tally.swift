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
    /// Answers many questions with one statement, for the head of a list and the tiles of a home page.
    package func tally(_ parts: [TallyPart], upTo bound: Int) throws -> Tally {
        let visible = Set(viewer.visibleFields(of: module).map(\.key))
        let needed = Set(parts.flatMap { [$0.field] + $0.filters.map(\.field) }).intersection(visible).sorted()
        let inner: SQL = "SELECT \(columns(needed)) FROM \(table) WHERE \(condition()) LIMIT \(bound + 1)"
        let answers = parts.map { ", " + answer($0, visible) }.joined(by: "")
        guard let row = try connection.row("SELECT count(*)\(answers) FROM (\(inner)) AS \"seen\"") else {
            return Tally(total: 0, answers: [], isWhole: true)
        }
        let total = Int(row[0].int ?? 0)
        return Tally(total: min(total, bound), answers: Array(row.values.dropFirst()), isWhole: total <= bound)
    }

    private func answer(_ part: TallyPart, _ visible: Set<String>) -> SQL {
        let passes = passing(part.filters, visible)
        guard part.kind == .count || visible.contains(part.field) else { return part.kind == .sum ? "0" : "NULL" }
        switch part.kind {
        case .count: return "count(CASE WHEN \(passes) THEN 1 END)"
        case .sum: return "coalesce(sum(CASE WHEN \(passes) THEN \(Identifier(part.field)) END), 0)"
        case .least: return "min(CASE WHEN \(passes) THEN \(Identifier(part.field)) END)"
        }
    }

    private func passing(_ filters: [Filter], _ visible: Set<String>) -> SQL {
        guard !filters.isEmpty else { return "1 = 1" }
        return filters.map { visible.contains($0.field) ? $0.sql(on: module) ?? "1 = 0" : "1 = 0" }.joined(by: " AND ")
    }
}
