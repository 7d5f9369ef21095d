import Core

/// What records hold beside their fields because of them, worked out anew: the columns that names and references are sorted by, and the
/// text that is searched. For records that were stored before a program worked them out in another way.
struct DerivedColumns {
    let connection: any Connection
    let module: Module

    private static let page = 2000
    /// Rows of one statement; each takes two values for itself and one for each sort column.
    private static let batch = 400

    private var table: Identifier { Identifier(module.key) }

    func workOut() throws {
        let sorted = module.fields.filter(\.isSortedByName)
        try pages(sorted.flatMap { [$0.key, $0.sortColumn] } + module.searched.map(\.key) + ["search_text"]) { rows in
            try sort(rows, by: sorted)
            let table = RecordTable(connection, module)
            for row in rows { try table.indexAnew(RecordID(row["id"].int ?? 0), row) }
        }
    }

    /// The sort columns of these fields alone.
    func sort(by fields: [Field]) throws {
        guard !fields.isEmpty else { return }
        try pages(fields.flatMap { [$0.key, $0.sortColumn] }) { try sort($0, by: fields) }
    }

    private func pages(_ columns: [String], _ body: ([Row]) throws -> Void) throws {
        let names = Set(columns).sorted().map { ", \(Identifier($0))" as SQL }.joined(by: "")
        var last = Int64.min
        while true {
            let rows = try connection.rows(
                "SELECT \"id\"\(names) FROM \(table) WHERE \"id\" > \(last) ORDER BY \"id\" LIMIT \(DerivedColumns.page)"
            )
            guard let end = rows.last?["id"].int else { return }
            try body(rows)
            last = end
        }
    }

    private func sort(_ rows: [Row], by fields: [Field]) throws {
        for field in fields {
            let changed = rows.compactMap { row -> (Value, Value)? in
                let key = row[field.key].text.map { Value.text(sortKey($0)) } ?? .null
                return key == row[field.sortColumn] ? nil : (row["id"], key)
            }
            for start in stride(from: 0, to: changed.count, by: DerivedColumns.batch) {
                try write(changed[start..<min(start + DerivedColumns.batch, changed.count)], to: field.sortColumn)
            }
        }
    }

    private func write(_ keys: ArraySlice<(Value, Value)>, to column: String) throws {
        let rows = keys.map { "(CAST(\($0.0) AS BIGINT), CAST(\($0.1) AS TEXT))" as SQL }.joined(by: ", ")
        try connection.run(
            """
            WITH "keys" ("of", "key") AS (VALUES \(rows)) UPDATE \(table) SET \(Identifier(column)) = "keys"."key" \
            FROM "keys" WHERE \(table)."id" = "keys"."of"
            """)
    }
}
