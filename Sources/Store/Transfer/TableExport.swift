import Core

/// Everything in a database as text that either engine can take: tables, columns and rows, in an order that does not depend on the engine.
package struct TableExport {
    static let head = "parvis-tables 1"
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// Writes a new file: the head, the names in the schema ledger, then each table with its rows, then how many rows there were.
    package func write(to path: String) throws {
        try connection.takesLong()
        let names = try SchemaLedger(connection).known().keys.sorted()
        var writer = try TransferWriter(path: path)
        try writer.line(TableExport.head)
        for name in names { try writer.line("object\t" + name) }
        var count = 0
        for name in names where name.hasPrefix("table ") {
            let table = Identifier(String(name.dropFirst(6)))
            let columns = try TableColumns(connection).names(of: table)
            try writer.line((["table", table.name] + columns).joined(separator: "\t"))
            try connection.each(rows(table, columns)) { row in
                try writer.line("row\t" + row.values.map(TransferCell.text).joined(separator: "\t"))
                count += 1
            }
        }
        try writer.line("end\t\(count)")
        try writer.finish()
    }

    private func rows(_ table: Identifier, _ columns: [String]) -> SQL {
        let list = columns.map { "\(Identifier($0))" as SQL }.joined(by: ", ")
        return "SELECT \(list) FROM \(table) ORDER BY \(Identifier(TableColumns.key(columns)))"
    }
}

/// The columns that a table has, told by the engine.
struct TableColumns {
    private let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    /// In the order of their names: a column that came later stands last in one database and not in another.
    func names(of table: Identifier) throws -> [String] {
        let found: SQL =
            connection.dialect == .sqlite
            ? "SELECT \"name\" FROM pragma_table_info(\(table.name))"
            : "SELECT \"column_name\" FROM information_schema.columns WHERE \"table_schema\" = current_schema() AND \"table_name\" = \(table.name)"
        return try connection.rows(found).compactMap { $0[0].text }.sorted()
    }

    /// Each table has one of these as its key.
    static func key(_ columns: [String]) -> String {
        ["id", "seq", "name", "slug", "key", "hash"].first(where: columns.contains) ?? columns.first ?? "id"
    }
}
