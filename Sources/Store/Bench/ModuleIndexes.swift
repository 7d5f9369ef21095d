import Core

/// The indexes of a module's table, taken away while very many rows go in at once and made anew afterwards.
struct ModuleIndexes {
    let connection: any Connection
    let module: Module

    private var indexes: [SchemaObject] {
        ModuleTables(module: module, dialect: connection.dialect).objects.filter {
            $0.name.hasPrefix("index ") || isSearchIndex($0)
        }
    }

    /// In SQLite the search is a table of its own, which is filled instead.
    private func isSearchIndex(_ object: SchemaObject) -> Bool {
        connection.dialect == .postgres && object.name.hasPrefix("search ")
    }

    private func name(_ object: SchemaObject) -> Identifier {
        let last = String(object.name.split(separator: " ").last ?? "")
        return Identifier(isSearchIndex(object) ? last + "_search" : last)
    }

    func drop() throws {
        for index in indexes { try connection.script("DROP INDEX IF EXISTS \(name(index))") }
    }

    func make() throws {
        for index in indexes { if let sql = index.sql { try connection.script(sql) } }
    }

    func fillSearch() throws {
        guard connection.dialect == .sqlite else { return }
        let search = Identifier(module.key + "_search")
        try connection.run(
            "INSERT INTO \(search) (rowid, search_text) SELECT \"id\", \"search_text\" FROM \(Identifier(module.key))")
    }
}
