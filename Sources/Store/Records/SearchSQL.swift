import Core

/// The words of a search, folded as `search_text` is. Few and short: each costs the database a look at every candidate.
func searchWords(_ search: String) -> [String] {
    folded(search).split(whereSeparator: \.isWhitespace).prefix(6).map { String($0.prefix(60)) }
}

/// Records whose `search_text` holds every word.
func searchSQL(_ words: [String]) -> SQL { words.map { holds("\"search_text\"", $0) }.joined(by: " AND ") }

/// Records of which these fields alone hold every word, for viewers who may not see the others: whether a search finds something must
/// not tell what a hidden field holds.
func searchSQL(_ words: [String], in fields: [Field], _ dialect: Dialect) -> SQL {
    guard !fields.isEmpty else { return "1 = 0" }
    let (numbers, texts) = (fields.filter { $0.type is PhoneType }, fields.filter { !($0.type is PhoneType) })
    let text = texts.map { "coalesce(\(Identifier($0.key)), '')" as SQL }.joined(by: " || ' ' || ")
    let parts = (texts.isEmpty ? [] : [foldedSQL(text, dialect)]) + numbers.map { digitsSQL("\(Identifier($0.key))") }
    let tests = words.map { holds("\"seen\"", $0) }.joined(by: " AND ")
    return
        "EXISTS (SELECT 1 FROM (SELECT \(parts.joined(by: " || ' ' || ")) AS \"seen\") AS \"visible\" WHERE \(tests))"
}

/// The digits of a telephone number, as `PhoneType.digits` gives them.
func digitsSQL(_ number: SQL) -> SQL {
    let marks: [SQL] = ["' '", "'('", "')'", "'.'", "'-'", "'/'"]
    let bare: SQL = marks.reduce("coalesce(\(number), '')") { "replace(\($0), \($1), '')" }
    return """
        (SELECT CASE WHEN "n" LIKE '+330%' THEN substr("n", 4) WHEN "n" LIKE '+33%' THEN '0' || substr("n", 4) \
        WHEN "n" LIKE '00330%' THEN substr("n", 5) WHEN "n" LIKE '0033%' THEN '0' || substr("n", 5) \
        ELSE replace("n", '+', '') END FROM (SELECT \(bare) AS "n") AS "bare")
        """
}

private func holds(_ text: SQL, _ word: String) -> SQL {
    let escaped = word.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
    return "\(text) LIKE \("%" + escaped + "%") ESCAPE '\\'"
}

/// Words of fewer than three characters have none.
func trigrams(_ word: String) -> [String] {
    let scalars = Array(word.unicodeScalars)
    guard scalars.count >= 3 else { return [] }
    return (0...(scalars.count - 3)).map { String(String.UnicodeScalarView(scalars[$0..<$0 + 3])) }
}

/// A trigram as the full-text index takes it.
func quotedGram(_ gram: String) -> String { "\"" + gram.replacing("\"", with: "\"\"") + "\"" }
