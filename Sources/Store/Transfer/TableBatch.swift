import Core

/// Rows of one table on their way in, many a statement.
struct TableBatch {
    private let connection: any Connection
    private let start: SQL
    private let width: Int
    private let most: Int
    private var rows: [SQL] = []
    /// Both engines take over 32,000 values a statement.
    private static let values = 20_000

    init(_ connection: any Connection, _ table: Identifier, _ columns: [String]) {
        self.connection = connection
        width = columns.count
        most = max(1, min(200, TableBatch.values / max(1, columns.count)))
        let names = columns.map { "\(Identifier($0))" as SQL }.joined(by: ", ")
        start = "INSERT INTO \(table) (\(names)) VALUES "
    }

    mutating func add(_ cells: some Collection<ArraySlice<UInt8>>) throws {
        guard cells.count == width else { throw TableImport.damaged }
        let values = try cells.map { cell -> SQL in
            guard let value = TransferCell.value(cell) else { throw TableImport.damaged }
            return "\(value)"
        }
        rows.append("(\(values.joined(by: ", ")))")
        if rows.count >= most { try flush() }
    }

    mutating func flush() throws {
        guard !rows.isEmpty else { return }
        try connection.run(start + rows.joined(by: ", "))
        rows.removeAll(keepingCapacity: true)
    }
}

/// Look-ups between tables, which may be filled in any order as long as all of them hold at the end.
struct TableLinks {
    private let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    func `defer`() throws {
        guard connection.dialect == .postgres else { return try connection.script("PRAGMA defer_foreign_keys = ON") }
        try connection.script(
            """
            DO $$ DECLARE link record; BEGIN FOR link IN SELECT conrelid::regclass AS place, conname AS name FROM pg_constraint \
            WHERE contype = 'f' AND connamespace = current_schema()::regnamespace LOOP \
            EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED', link.place, link.name); END LOOP; END $$
            """)
    }

    /// SQLite checks at the end of the transaction. PostgreSQL checks now, and from then on at every statement again.
    func check() throws {
        guard connection.dialect == .postgres else { return }
        try connection.script(
            """
            SET CONSTRAINTS ALL IMMEDIATE; \
            DO $$ DECLARE link record; BEGIN FOR link IN SELECT conrelid::regclass AS place, conname AS name FROM pg_constraint \
            WHERE contype = 'f' AND connamespace = current_schema()::regnamespace LOOP \
            EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I NOT DEFERRABLE', link.place, link.name); END LOOP; END $$
            """)
    }
}
