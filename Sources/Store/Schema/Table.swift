import Core

/// A table as both engines understand it.
struct Table: Sendable {
    let name: String
    let columns: [Column]
    /// Columns that are unique together, each list one constraint.
    var unique: [[String]] = []

    init(_ name: String, _ columns: [Column], unique: [[String]] = []) {
        self.name = name
        self.columns = columns
        self.unique = unique
    }

    func creation(_ dialect: Dialect) -> SQL {
        let parts =
            columns.map { $0.definition(dialect) }
            + unique.map { "UNIQUE (\($0.map { "\(Identifier($0))" as SQL }.joined(by: ", ")))" }
        let end: SQL = dialect == .sqlite ? ") STRICT" : ")"
        return "CREATE TABLE \(Identifier(name)) (" + parts.joined(by: ", ") + end
    }
}

/// A column: its storage and the constraints that the database itself holds.
struct Column: Sendable {
    let name: String
    let storage: Storage
    var isKey = false
    var isRequired = false
    var isUnique = false
    var references: String?
    var defaultValue: Int64?

    init(_ name: String, _ storage: Storage) {
        self.name = name
        self.storage = storage
    }

    static func key(_ name: String, _ storage: Storage = .integer) -> Column {
        Column(name, storage).with { $0.isKey = true }
    }
    func required() -> Column { with { $0.isRequired = true } }
    func unique() -> Column { with { $0.isUnique = true } }
    func pointing(to table: String) -> Column { with { $0.references = table } }
    func byDefault(_ value: Int64) -> Column {
        with {
            $0.isRequired = true
            $0.defaultValue = value
        }
    }

    private func with(_ change: (inout Column) -> Void) -> Column {
        var copy = self
        change(&copy)
        return copy
    }

    func definition(_ dialect: Dialect) -> SQL {
        var sql: SQL = "\(Identifier(name)) \(type(dialect))"
        if isKey { sql += " PRIMARY KEY NOT NULL" } else if isRequired { sql += " NOT NULL" }
        if isUnique { sql += " UNIQUE" }
        if let references { sql += " REFERENCES \(Identifier(references)) (\"id\")" }
        if let defaultValue { sql += defaultValue == 0 ? " DEFAULT 0" : " DEFAULT 1" }
        return sql
    }

    /// Days are real dates in PostgreSQL; in SQLite, which has none, they are `2026-11-22`, which sorts alike.
    private func type(_ dialect: Dialect) -> SQL {
        switch (storage, dialect) {
        case (.integer, .sqlite): "INTEGER"
        case (.integer, .postgres): "BIGINT"
        case (.text, .sqlite), (.day, .sqlite): "TEXT"
        case (.text, .postgres): "TEXT COLLATE \"C\""
        case (.day, .postgres): "DATE"
        case (.bytes, .sqlite): "BLOB"
        case (.bytes, .postgres): "BYTEA"
        }
    }
}
