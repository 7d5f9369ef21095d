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
        let objects = Migrator.objects(catalog, database.dialect)
        return try await database.write { [clock, catalog] connection in
            let ledger = SchemaLedger(connection)
            try ledger.prepare()
            let made = try ledger.bring(to: objects, at: clock.now)
            // What administrators made gets whatever this version's modules have more.
            let adapted = try Definitions(connection).catalog(catalog)
            let wanted = adapted.objects(connection.dialect)
            let added = try ledger.bring(to: wanted, at: clock.now)
            try ledger.dropFormerIndexes(of: wanted)
            return try made + added + ledger.perform(DataStep.all, on: adapted, at: clock.now)
        }
    }

    /// What is missing, without making it.
    package func pending() async throws -> [String] {
        let objects = Migrator.objects(catalog, database.dialect)
        return try await database.read { [catalog] connection in
            let ledger = SchemaLedger(connection)
            let steps = DataStep.all.map(\.name)
            guard try ledger.exists() else { return objects.map(\.name) + steps }
            let known = try ledger.known()
            let adapted = known["table definitions"] == nil ? catalog : try Definitions(connection).catalog(catalog)
            var names = objects.map(\.name)
            names += adapted.objects(connection.dialect).map(\.name).filter { !names.contains($0) }
            return (names + steps).filter { known[$0] == nil }
        }
    }

    /// What this program's tables, and those of its modules, are made of.
    static func objects(_ catalog: Catalog, _ dialect: Dialect) -> [SchemaObject] {
        let system = SystemTables.all.prefix(1).map { table($0, dialect) }
        let modules = catalog.objects(dialect)
        let rest = (SystemTables.all.dropFirst() + JournalTables.all).map { table($0, dialect) }
        return system + modules + rest + JournalTables.indexes + documentContacts(catalog, dialect)
            + SystemChanges.all(dialect)
    }

    /// The table points to contacts, so it comes with them.
    private static func documentContacts(_ catalog: Catalog, _ dialect: Dialect) -> [SchemaObject] {
        guard catalog["contacts"] != nil else { return [] }
        return [table(JournalTables.documentContacts, dialect), JournalTables.documentContactsByRecord]
    }

    private static func table(_ table: Table, _ dialect: Dialect) -> SchemaObject {
        SchemaObject("table \(table.name)", table.creation(dialect))
    }
}

extension Catalog {
    /// Tables, columns and indexes of all modules.
    func objects(_ dialect: Dialect) -> [SchemaObject] {
        modules.flatMap { ModuleTables(module: $0, dialect: dialect).objects }
    }
}
