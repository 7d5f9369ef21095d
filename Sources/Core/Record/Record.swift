/// The names of a row's columns, shared by all rows of one answer.
package final class Columns: Sendable {
    package let names: [String]
    private let index: [String: Int]

    package init(_ names: [String]) {
        self.names = names
        index = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }
    /// Names are short, and comparing a dozen of them is quicker than hashing one.
    package func position(of name: String) -> Int? {
        names.count <= 16 ? names.firstIndex(of: name) : index[name]
    }
}

/// One row of an answer.
package struct Row: Sendable {
    package let columns: Columns
    package let values: [Value]

    package init(columns: Columns, values: [Value]) {
        self.columns = columns
        self.values = values
    }
    /// The value of a column; `.null` when the answer has no such column.
    package subscript(name: String) -> Value { columns.position(of: name).map { values[$0] } ?? .null }
    package subscript(index: Int) -> Value { values[index] }
}

/// A record as one viewer may see it: the fields that are hidden from the viewer are not there.
package struct Record: Sendable {
    package let module: Module
    package let row: Row

    package init(module: Module, row: Row) {
        self.module = module
        self.row = row
    }

    package var id: RecordID { RecordID(row["id"].int ?? 0) }
    package var version: Int64 { row["version"].int ?? 0 }
    package subscript(field: String) -> Value { row[field] }
    package func has(_ field: String) -> Bool { row.columns.position(of: field) != nil }

    /// The name of the record for people.
    package var title: String {
        if module.isPeople {
            return [row["first_name"].text, row["last_name"].text].compactMap(\.self).joined(separator: " ")
        }
        return row[module.title].text ?? id.text
    }

    /// The record's state as a word with a tone; late wins over the stored state, and what is paid over late.
    package func chip(today: Day) -> (label: Phrase, tone: Tone)? {
        guard let rule = module.state, let key = row[rule.field].text,
            let choice = (module[rule.field]?.type as? ChoiceType)?[key]
        else { return nil }
        if let late = rule.lateness, late.states.contains(key) {
            if let left = late.owed.flatMap({ row[$0].int }), left <= 0 {
                return left == 0 ? (Lateness.settled, .ok) : (Lateness.overpaid, .info)
            }
            if let due = row[late.due].day, due < today { return (late.label, .bad) }
        }
        return (choice.label, choice.tone)
    }
}
