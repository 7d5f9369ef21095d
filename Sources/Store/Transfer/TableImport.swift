package import Core

/// Fills an empty database of either engine with what `TableExport` wrote: the schema as it was there, then the rows. Bring it to the
/// current schema afterwards, as any database. To be run in one transaction: what cannot be read whole leaves nothing.
package struct TableImport {
    private let connection: any Connection
    private let builtIn: Catalog
    private let now: Instant

    package init(_ connection: any Connection, builtIn: Catalog, at now: Instant) {
        self.connection = connection
        self.builtIn = builtIn
        self.now = now
    }

    static let damaged = StoreError.failed(reason: "the tables in the archive are damaged")

    /// Throws `StoreError` with a sentence for the operator.
    package func load(_ path: String) throws {
        let reader = TransferReader(path: path)
        let names = try names(reader)
        let ledger = SchemaLedger(connection)
        try ledger.prepare()
        _ = try ledger.bring(to: wanted(Migrator.objects(builtIn, connection.dialect), names), at: now)
        // What administrators made has tables too, and their definitions point to nothing.
        try fill(reader) { $0 == "definitions" }
        if names.contains("table definitions") {
            let catalog = builtIn.adapted(try Definitions(connection).all().map { ($0.key, $0.definition.complete) })
            _ = try ledger.bring(to: wanted(catalog.objects(connection.dialect), names), at: now)
        }
        try connection.run("DELETE FROM \"state\"")
        let links = TableLinks(connection)
        try links.defer()
        try fill(reader) { $0 != "definitions" }
        try links.check()
        try indexSearch(names)
    }

    private func names(_ reader: TransferReader) throws -> Set<String> {
        var names: Set<String> = []
        var (isFirst, rows, end) = (true, 0, -1)
        try reader.each { line in
            let words = line.split(separator: 0x09, maxSplits: 1).map { String(decoding: $0, as: UTF8.self) }
            if isFirst, words != [TableExport.head] { throw TableImport.damaged }
            isFirst = false
            switch words.first {
            case "object": names.insert(words.last ?? "")
            case "row": rows += 1
            case "end": end = words.last.flatMap { Int($0) } ?? -1
            default: break
            }
        }
        guard rows == end else { throw TableImport.damaged }
        return names
    }

    /// What the other database had, and the columns that a table is made with here.
    private func wanted(_ objects: [SchemaObject], _ names: Set<String>) -> [SchemaObject] {
        objects.filter { object in
            guard !names.contains(object.name) else { return true }
            guard object.name.hasPrefix("column ") else { return false }
            return names.contains("table " + object.name.dropFirst(7).prefix { $0 != "." })
        }
    }

    private func fill(_ reader: TransferReader, _ isWanted: (String) -> Bool) throws {
        var batch: TableBatch?
        try reader.each { line in
            let cells = line.split(separator: 0x09, omittingEmptySubsequences: false)
            switch cells.first.map({ String(decoding: $0, as: UTF8.self) }) {
            case "table":
                try batch?.flush()
                let words = cells.dropFirst().map { String(decoding: $0, as: UTF8.self) }
                batch = try words.first.flatMap { isWanted($0) ? try table($0, Array(words.dropFirst())) : nil }
            case "row": try batch?.add(cells.dropFirst())
            default: break
            }
        }
        try batch?.flush()
    }

    private func table(_ name: String, _ columns: [String]) throws -> TableBatch {
        guard ([name] + columns).allSatisfy(Identifier.isValid) else { throw TableImport.damaged }
        let there = try TableColumns(connection).names(of: Identifier(name))
        let unknown = columns.filter { !there.contains($0) }
        guard unknown.isEmpty else {
            throw StoreError.failed(
                reason:
                    "this program does not know \(unknown.map { "\(name).\($0)" }.joined(separator: ", ")): restore with the version of Parvis that made the archive, or a newer one"
            )
        }
        return TableBatch(connection, Identifier(name), columns)
    }

    /// PostgreSQL keeps its indexes by itself; the search of SQLite is told every text.
    private func indexSearch(_ names: Set<String>) throws {
        guard connection.dialect == .sqlite else { return }
        for name in names.sorted() where name.hasPrefix("search ") {
            let module = String(name.dropFirst(7))
            try connection.run(
                "INSERT INTO \(Identifier(module + "_search")) (rowid, search_text) SELECT \"id\", \"search_text\" FROM \(Identifier(module))"
            )
        }
    }
}

extension ModuleDefinition {
    /// With everything that was removed and may be taken back: its tables and columns are there.
    fileprivate var complete: ModuleDefinition {
        var all = self
        all.removedAt = nil
        for index in all.fields.indices { all.fields[index].removedAt = nil }
        for index in all.subforms.indices {
            all.subforms[index].removedAt = nil
            for field in all.subforms[index].fields.indices { all.subforms[index].fields[field].removedAt = nil }
        }
        return all
    }
}
