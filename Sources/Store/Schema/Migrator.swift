package import Core

/// Brings a database to this program's schema: what the ledger lacks is made, in one transaction; nothing is ever edited.
package struct Migrator: Sendable {
    private let database: any Database
    private let catalog: Catalog
    private let clock: Clock

    package init(database: any Database, catalog: Catalog, clock: Clock) {
        self.database = database
        self.catalog = catalog
        self.clock = clock
    }

    /// Makes what is missing and returns the names of what was made. Safe to run from several nodes at once.
    @discardableResult
    package func migrate() async throws -> [String] {
        let objects = objects(database.dialect)
        return try await database.write { [clock] connection in
            try prepare(connection)
            let known = try ledger(connection)
            try check(objects, against: known)
            return try apply(objects.filter { known[$0.name] == nil }, clock.now, connection)
        }
    }

    /// What is missing, without making it.
    package func pending() async throws -> [String] {
        let objects = objects(database.dialect)
        return try await database.read { connection in
            guard try ledgerExists(connection) else { return objects.map(\.name) }
            let known = try ledger(connection)
            return objects.map(\.name).filter { known[$0] == nil }
        }
    }

    private func objects(_ dialect: Dialect) -> [SchemaObject] {
        let system = SystemTables.all.prefix(1).map { table($0, dialect) }
        let modules = catalog.modules.flatMap { ModuleTables(module: $0, dialect: dialect).objects }
        let rest = (SystemTables.all.dropFirst() + JournalTables.all).map { table($0, dialect) }
        return system + modules + rest + JournalTables.indexes + documentContacts(dialect) + SystemChanges.all(dialect)
    }

    /// The table points to contacts, so it comes with them.
    private func documentContacts(_ dialect: Dialect) -> [SchemaObject] {
        guard catalog["contacts"] != nil else { return [] }
        return [table(JournalTables.documentContacts, dialect), JournalTables.documentContactsByRecord]
    }

    private func table(_ table: Table, _ dialect: Dialect) -> SchemaObject {
        SchemaObject("table \(table.name)", table.creation(dialect))
    }
}

private func prepare(_ connection: any Connection) throws {
    if connection.dialect == .postgres {
        // An index on a large table takes longer than any request may, and so does waiting for the node that makes it.
        try connection.script("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
        try connection.run("SELECT pg_advisory_xact_lock(7286574)")
        try connection.script("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    }
    try connection.script(
        "CREATE TABLE IF NOT EXISTS \"ledger\" (\"name\" TEXT PRIMARY KEY, \"hash\" TEXT NOT NULL, \"applied_at\" BIGINT NOT NULL)"
    )
}

private func ledgerExists(_ connection: any Connection) throws -> Bool {
    let found: SQL =
        connection.dialect == .sqlite
        ? "SELECT 1 FROM sqlite_master WHERE name = 'ledger'"
        : "SELECT 1 FROM information_schema.tables WHERE table_name = 'ledger' AND table_schema = current_schema()"
    return try !connection.rows(found).isEmpty
}

private func ledger(_ connection: any Connection) throws -> [String: String] {
    let rows = try connection.rows("SELECT \"name\", \"hash\" FROM \"ledger\"")
    return Dictionary(rows.map { ($0[0].text ?? "", $0[1].text ?? "") }, uniquingKeysWith: { first, _ in first })
}

private func check(_ objects: [SchemaObject], against known: [String: String]) throws {
    for object in objects where known[object.name].map({ $0 != object.hash }) == true {
        throw StoreError.failed(
            reason: "the schema object '\(object.name)' differs from the one this database was made with")
    }
}

private func apply(_ missing: [SchemaObject], _ now: Instant, _ connection: any Connection) throws -> [String] {
    let newTables = Set(missing.compactMap { $0.name.hasPrefix("table ") ? $0.name.dropFirst(6) : nil })
    for object in missing {
        let cameWithTable =
            object.name.hasPrefix("column ")
            && newTables.contains(object.name.dropFirst(7).prefix(while: { $0 != "." }))
        if !cameWithTable, let sql = object.sql { try connection.script(sql) }
        try connection.run(
            "INSERT INTO \"ledger\" (\"name\", \"hash\", \"applied_at\") VALUES (\(object.name), \(object.hash), \(now))"
        )
    }
    if newTables.contains("state") {
        try connection.run(
            "INSERT INTO \"state\" (\"id\", \"version\", \"audit_seq\", \"audit_hash\") VALUES (1, 1, 0, \([UInt8](repeating: 0, count: 32)))"
        )
    }
    return missing.map(\.name)
}
