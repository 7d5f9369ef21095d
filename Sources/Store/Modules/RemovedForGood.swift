package import Core

/// Drops what administrators removed more than 30 days ago: columns, lines, modules, and their definitions.
package struct RemovedForGood {
    private let connection: any Connection
    private let builtIn: Catalog
    private let limit: Int64

    /// How long removed things can be taken back.
    package static let keeping = Interval.days(30)

    package init(_ connection: any Connection, builtIn: Catalog, at now: Instant) {
        self.connection = connection
        self.builtIn = builtIn
        limit = (now - RemovedForGood.keeping).milliseconds
    }

    /// Returns how many things were dropped.
    @discardableResult
    package func drop() throws -> Int {
        guard try !old().isEmpty else { return 0 }
        try SchemaLedger(connection).prepare(patience: .seconds(5))
        let old = try old()
        let modules = old.filter { isOld($0.definition.removedAt) }
        var count = modules.count
        // What points to a module goes before it, whether it goes alone or with a module of its own.
        for stored in old where !isOld(stored.definition.removedAt) { count += try dropParts(stored) }
        for stored in modules { try dropLinks(stored) }
        for stored in modules { try dropModule(stored) }
        try Portals(connection).bumpVersion()
        return count
    }

    private func old() throws -> [Definitions.Stored] {
        try Definitions(connection).all().filter { isOld($0.definition.removedAt) || !expired($0.definition).isEmpty }
    }

    private func isOld(_ removedAt: Int64?) -> Bool { removedAt.map { $0 < limit } ?? false }

    private func expired(_ definition: ModuleDefinition) -> [String] {
        definition.fields.filter { isOld($0.removedAt) }.map(\.key)
            + definition.subforms.filter { isOld($0.removedAt) }.map(\.key)
            + definition.subforms.flatMap(\.fields).filter { isOld($0.removedAt) }.map(\.key)
    }

    private func dropParts(_ stored: Definitions.Stored) throws -> Int {
        var definition = stored.definition
        let module = builtIn[stored.key]
        for field in definition.fields where isOld(field.removedAt) {
            try forgetWords(of: field, in: stored)
            try dropColumn(field, of: stored.key)
        }
        // A field that is later called the same is not theirs who could see this one.
        try Portals(connection).forgetRights(on: stored.key) { key in
            definition.fields.contains { $0.key == key && isOld($0.removedAt) }
                || definition.subforms.contains { subform in
                    isOld(subform.removedAt) && key.hasPrefix(subform.key + ".")
                        || subform.fields.contains { isOld($0.removedAt) && key == "\(subform.key).\($0.key)" }
                }
        }
        for subform in definition.subforms {
            let table =
                module?.subforms.first { $0.key == subform.key }?.table
                ?? SubformDefinition.table(subform.key, of: stored.key)
            if isOld(subform.removedAt) {
                try SchemaLedger(connection).forget(table, "DROP TABLE \(Identifier(table))")
            } else {
                for field in subform.fields where isOld(field.removedAt) { try dropColumn(field, of: table) }
            }
        }
        let count = expired(definition).count
        definition.fields.removeAll { isOld($0.removedAt) }
        definition.subforms.removeAll { isOld($0.removedAt) }
        for index in definition.subforms.indices { definition.subforms[index].fields.removeAll { isOld($0.removedAt) } }
        let body = try ModuleChange.text(definition)
        try connection.run(
            "UPDATE \"definitions\" SET \"body\" = \(body), \"version\" = \"version\" + 1 WHERE \"key\" = \(stored.key)"
        )
        return count
    }

    private func dropColumn(_ field: FieldDefinition, of table: String) throws {
        let ledger = SchemaLedger(connection)
        let columns = [field.key] + (field.field.isSortedByName ? [field.field.sortColumn] : [])
        for column in columns {
            let name = "column \(table).\(column)"
            guard try ledger.known()[name] != nil else { continue }
            try ledger.drop(name, "ALTER TABLE \(Identifier(table)) DROP COLUMN \(Identifier(column))")
        }
    }

    /// The words of a removed field are still in the search text of records that nobody saved since.
    private func forgetWords(of field: FieldDefinition, in stored: Definitions.Stored) throws {
        guard field.isSearched, let module = try Definitions(connection).catalog(builtIn)[stored.key] else { return }
        let table = RecordTable(connection, module)
        let (name, column) = (Identifier(stored.key), Identifier(field.key))
        for row in try connection.rows("SELECT \"id\" FROM \(name) WHERE \(column) IS NOT NULL") {
            guard let id = row[0].id else { continue }
            try table.indexAnew(id)
        }
    }

    /// Lines of a module that goes, and what its records point to: that may go too, in any order.
    private func dropLinks(_ stored: Definitions.Stored) throws {
        for subform in stored.definition.subforms {
            let table = SubformDefinition.table(subform.key, of: stored.key)
            try SchemaLedger(connection).forget(table, "DROP TABLE \(Identifier(table))")
        }
        for field in stored.definition.fields where field.kind == .lookup {
            try connection.run("UPDATE \(Identifier(stored.key)) SET \(Identifier(field.key)) = NULL")
        }
    }

    private func dropModule(_ stored: Definitions.Stored) throws {
        let key = stored.key
        let records: SQL = "SELECT \"id\" FROM \(Identifier(key))"
        for other in ["files", "comments", "document_contacts"] {
            try connection.run(
                "DELETE FROM \(Identifier(other)) WHERE \"module\" = \(key) AND \"record_id\" IN (\(records))")
        }
        try connection.run("DELETE FROM \"grants\" WHERE \"module\" = \(key)")
        let ledger = SchemaLedger(connection)
        if connection.dialect == .sqlite { try connection.script("DROP TABLE \(Identifier(key + "_search"))") }
        // Constraints of other tables that go as well: no live module points here.
        let cascade: SQL = connection.dialect == .postgres ? " CASCADE" : ""
        try ledger.forget(key, "DROP TABLE \(Identifier(key))\(cascade)")
        try connection.run("DELETE FROM \"definitions\" WHERE \"key\" = \(key)")
    }
}
