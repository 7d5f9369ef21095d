import Core

/// The table of a module as statements: no rights here, only columns, search text and versions kept in step.
struct RecordTable {
    let connection: any Connection
    let module: Module

    init(_ connection: any Connection, _ module: Module) {
        self.connection = connection
        self.module = module
    }

    private var table: Identifier { Identifier(module.key) }

    /// `owner` is a member of staff: what people outside write belongs to whoever gave them their access.
    func insert(
        _ values: [String: Value], id: RecordID, author: Author, owner: RecordID? = nil, at now: Instant,
        source: Source? = nil
    ) throws {
        let layout = module.layout.flatMap { $0 == Layout.standard ? nil : $0 }
        var columns: [(String, Value)] = [
            ("id", .id(id)), ("owner_id", .id(author.kind == .staff ? author.id : owner)),
            ("author_kind", .text(author.kind.rawValue)),
            ("author_id", .id(author.id)), ("created_at", .instant(source?.createdAt ?? now)),
            ("updated_at", .instant(now)), ("version", .int(1)),
            ("source", .text(source?.name)), ("external_id", .text(source?.externalID)),
            ("source_hash", source.map { .int($0.hash) } ?? .null), ("layout", .text(layout)),
        ]
        let search = searchText(values)
        columns += values.map { ($0, $1) }.sorted { $0.0 < $1.0 } + derived(values) + [("search_text", .text(search))]
        let names = columns.map { "\(Identifier($0.0))" as SQL }.joined(by: ", ")
        try connection.run(
            "INSERT INTO \(table) (\(names)) VALUES (\(columns.map { "\($0.1)" as SQL }.joined(by: ", ")))")
        try index(search, id)
    }

    /// False when the version is no longer the one given.
    func update(
        _ id: RecordID, version: Int64?, _ values: [String: Value], by person: RecordID?, at now: Instant,
        hash: Int64? = nil
    ) throws -> Bool {
        guard let old = try connection.row("SELECT \(searchColumns) FROM \(table) WHERE \"id\" = \(id)") else {
            return false
        }
        let merged = Dictionary(uniqueKeysWithValues: module.searched.map { ($0.key, values[$0.key] ?? old[$0.key]) })
        let search = searchText(merged)
        var columns = values.map { ($0, $1) }.sorted { $0.0 < $1.0 } + derived(values)
        columns += [("updated_at", .instant(now)), ("updated_by", .id(person)), ("search_text", .text(search))]
        if let hash { columns.append(("source_hash", .int(hash))) }
        let sets = columns.map { "\(Identifier($0.0)) = \($0.1)" as SQL }.joined(by: ", ")
        let condition: SQL = version.map { "\"id\" = \(id) AND \"version\" = \($0)" } ?? "\"id\" = \(id)"
        guard try connection.run("UPDATE \(table) SET \(sets), \"version\" = \"version\" + 1 WHERE \(condition)") == 1
        else { return false }
        if let before = old["search_text"].text, before != search {
            try unindex(before, id)
            try index(search, id)
        }
        return true
    }

    /// Works out the search text of a record from the fields that the module has now.
    func indexAnew(_ id: RecordID) throws {
        guard let row = try connection.row("SELECT \(searchColumns) FROM \(table) WHERE \"id\" = \(id)") else { return }
        try indexAnew(id, row)
    }

    /// The same with the record's searched fields and search text at hand.
    func indexAnew(_ id: RecordID, _ row: Row) throws {
        let search = searchText(Dictionary(uniqueKeysWithValues: module.searched.map { ($0.key, row[$0.key]) }))
        guard let before = row["search_text"].text, before != search else { return }
        try connection.run("UPDATE \(table) SET \"search_text\" = \(search) WHERE \"id\" = \(id)")
        try unindex(before, id)
        try index(search, id)
    }

    var searchColumns: SQL {
        (module.searched.map { "\(Identifier($0.key))" as SQL } + ["\"search_text\""]).joined(by: ", ")
    }

    /// Sort columns of names and references.
    private func derived(_ values: [String: Value]) -> [(String, Value)] {
        module.fields.filter { $0.isSortedByName && values[$0.key] != nil }.map { field in
            (field.sortColumn, .text(sortKey(values[field.key]?.text ?? "")))
        }
    }

    private func searchText(_ values: [String: Value]) -> String {
        module.searched.compactMap { field in
            values[field.key]?.text.map { field.type is PhoneType ? PhoneType.digits($0) : folded($0) }
        }.joined(separator: " ")
    }

    private var search: Identifier { Identifier(module.key + "_search") }

    private func index(_ text: String, _ id: RecordID) throws {
        guard connection.dialect == .sqlite else { return }
        try connection.run("INSERT INTO \(search) (rowid, search_text) VALUES (\(id), \(text))")
    }

    /// Takes a record that will be deleted for good out of the search.
    func forget(_ text: String, _ id: RecordID) throws { try unindex(text, id) }

    /// An index without content must be told the text it forgets.
    private func unindex(_ text: String, _ id: RecordID) throws {
        guard connection.dialect == .sqlite else { return }
        try connection.run("INSERT INTO \(search) (\(search), rowid, search_text) VALUES ('delete', \(id), \(text))")
    }
}

/// Where an imported record comes from.
struct Source: Sendable {
    let name: String
    let externalID: String
    let hash: Int64
    let createdAt: Instant?
}
