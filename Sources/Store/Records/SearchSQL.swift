import Core

/// The words of a search, folded as `search_text` is. Few and short: each costs the database a look at every candidate.
func searchWords(_ search: String) -> [String] {
    folded(search).split(whereSeparator: \.isWhitespace).prefix(6).map { String($0.prefix(60)) }
}

/// Records whose `search_text` holds every word.
func searchSQL(_ words: [String]) -> SQL { words.map { holds("\"search_text\"", $0) }.joined(by: " AND ") }

/// The candidates of a search over a whole module in SQLite, from the trigram index, and from the index of totals when an amount was typed.
///
/// Nil where testing each record is enough: over the records of one account, which are few, and in PostgreSQL, whose planner chooses by
/// itself. Words of fewer than three characters have no trigram.
func candidatesSQL(_ words: [String], total: Int64?, of module: Module, isScoped: Bool, _ dialect: Dialect) -> SQL? {
    let grams = words.flatMap(trigrams)
    guard dialect == .sqlite, !isScoped, !grams.isEmpty else { return nil }
    let index = Identifier(module.key + "_search")
    let match = grams.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: " AND ")
    let totals: SQL? = total.map {
        " UNION ALL SELECT \"id\" FROM \(Identifier(module.key)) WHERE \"total_incl\" = \($0) AND \"deleted_at\" IS NULL"
    }
    return "\"id\" IN (SELECT rowid FROM \(index) WHERE \(index) MATCH \(match)\(totals ?? .empty))"
}

/// Records of which these fields alone hold every word, for viewers who may not see the others: whether a search finds something must
/// not tell what a hidden field holds.
func searchSQL(_ words: [String], in fields: [Field], _ dialect: Dialect) -> SQL {
    guard !fields.isEmpty else { return "1 = 0" }
    let text = fields.map { "coalesce(\(Identifier($0.key)), '')" as SQL }.joined(by: " || ' ' || ")
    let tests = words.map { holds("\"seen\"", $0) }.joined(by: " AND ")
    return "EXISTS (SELECT 1 FROM (SELECT \(foldedSQL(text, dialect)) AS \"seen\") AS \"visible\" WHERE \(tests))"
}

private func holds(_ text: SQL, _ word: String) -> SQL {
    let escaped = word.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
    return "\(text) LIKE \("%" + escaped + "%") ESCAPE '\\'"
}

private func trigrams(_ word: String) -> [String] {
    let scalars = Array(word.unicodeScalars)
    guard scalars.count >= 3 else { return [] }
    return (0...(scalars.count - 3)).map { String(String.UnicodeScalarView(scalars[$0..<$0 + 3])) }
}
