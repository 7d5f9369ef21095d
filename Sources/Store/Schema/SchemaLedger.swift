import Core

/// What was made in a database, by name and hash, and the one way to make more.
struct SchemaLedger {
    private let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    /// Readies the transaction for changes of the schema; those who change it wait for each other. `patience` bounds how long PostgreSQL
    /// waits for them, and for people who read or write a table that changes; nil waits for ever.
    func prepare(patience: Interval? = nil) throws {
        // An index on a large table takes longer than any request may, and so does waiting for the node that makes it.
        try connection.takesLong()
        if connection.dialect == .postgres {
            try connection.script("SET LOCAL lock_timeout = 0")
            if let patience {
                try connection.run("SELECT set_config('lock_timeout', \(String(patience.milliseconds)), true)")
            }
            try connection.run("SELECT pg_advisory_xact_lock(7286574)")
            try connection.script("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        }
        try connection.script(
            "CREATE TABLE IF NOT EXISTS \"ledger\" (\"name\" TEXT PRIMARY KEY, \"hash\" TEXT NOT NULL, \"applied_at\" BIGINT NOT NULL)"
        )
    }

    func exists() throws -> Bool {
        let found: SQL =
            connection.dialect == .sqlite
            ? "SELECT 1 FROM sqlite_master WHERE name = 'ledger'"
            : "SELECT 1 FROM information_schema.tables WHERE table_name = 'ledger' AND table_schema = current_schema()"
        return try !connection.rows(found).isEmpty
    }

    /// The hash of each object that was made.
    func known() throws -> [String: String] {
        let rows = try connection.rows("SELECT \"name\", \"hash\" FROM \"ledger\"")
        return Dictionary(rows.map { ($0[0].text ?? "", $0[1].text ?? "") }, uniquingKeysWith: { first, _ in first })
    }

    /// Makes what is missing and returns its names. Throws when an object that was made differs from the one wanted.
    func bring(to objects: [SchemaObject], at now: Instant) throws -> [String] {
        let known = try known()
        for object in objects where known[object.name].map({ $0 != object.hash }) == true {
            throw StoreError.failed(
                reason: "the schema object '\(object.name)' differs from the one this database was made with")
        }
        return try make(objects.filter { known[$0.name] == nil }, now)
    }

    private func make(_ missing: [SchemaObject], _ now: Instant) throws -> [String] {
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

    /// Takes a table away, with its columns, its search and its indexes.
    func forget(_ table: String, _ sql: SQL) throws {
        try connection.script(sql)
        for name in try known().keys
        where name == "table " + table || name == "search " + table || name.hasPrefix("column \(table).")
            || name == "index \(table)_bin" || name.hasPrefix("index \(table)_by_")
            || name.hasPrefix("index \(table)_in_")
        {
            try connection.run("DELETE FROM \"ledger\" WHERE \"name\" = \(name)")
        }
    }

    /// Takes away the indexes that others took the place of; see `ModuleTables.later`.
    func dropFormerIndexes(of objects: [SchemaObject]) throws {
        let known = try known()
        for object in objects where object.name.hasPrefix("index ") && object.name.hasSuffix(ModuleTables.laterMark) {
            let former = String(object.name.dropLast(ModuleTables.laterMark.count))
            guard known[former] != nil else { continue }
            try drop(former, "DROP INDEX \(Identifier(String(former.dropFirst(6))))")
        }
    }

    /// Takes away the indexes of modules that an earlier sort or a removed field needed.
    func dropIndexes(notIn wanted: Set<String>, of catalog: Catalog) throws {
        let names = try known().keys.filter { $0.hasPrefix("index ") && !wanted.contains($0) }
        for module in catalog.modules {
            for name in names
            where name.hasPrefix("index \(module.key)_by_") || name.hasPrefix("index \(module.key)_in_") {
                let index = ModuleTables.indexName(String(name.dropFirst(6)))
                guard !JournalTables.indexes.contains(where: { $0.name == name }) else { continue }
                try drop(name, "DROP INDEX \(Identifier(index))")
            }
        }
    }

    /// Does what a list of steps with names of their own has not done yet, and returns the names.
    func perform(_ steps: [DataStep], on catalog: Catalog, at now: Instant) throws -> [String] {
        let known = try known()
        let missing = steps.filter { known[$0.name] == nil }
        for step in missing {
            try step.body(connection, catalog)
            try connection.run(
                "INSERT INTO \"ledger\" (\"name\", \"hash\", \"applied_at\") VALUES (\(step.name), '', \(now))")
        }
        return missing.map(\.name)
    }

    /// Takes an object away with `sql`, so that another of its name may be made.
    func drop(_ name: String, _ sql: SQL) throws {
        try connection.script(sql)
        try connection.run("DELETE FROM \"ledger\" WHERE \"name\" = \(name)")
    }
}
