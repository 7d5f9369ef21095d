import Core

/// The tables, columns and indexes of a module.
struct ModuleTables {
    let module: Module
    let dialect: Dialect

    /// What every record has, whatever its module.
    static let system: [Column] = [
        .key("id"), Column("owner_id", .integer).pointing(to: "people"), Column("author_kind", .text).required(),
        Column("author_id", .integer),
        Column("source", .text), Column("external_id", .text), Column("source_hash", .integer),
        Column("created_at", .integer).required(), Column("updated_at", .integer).required(),
        Column("updated_by", .integer),
        Column("approval_locked", .integer).byDefault(0), Column("review_locked", .integer).byDefault(0),
        Column("deleted_at", .integer), Column("deleted_by", .integer), Column("version", .integer).byDefault(1),
        Column("search_text", .text).required(),
    ]

    static func column(_ field: Field) -> Column {
        var column = Column(field.key, field.type.storage)
        if field.isNotNull { column = column.required() }
        if let target = field.target { column = column.pointing(to: target) }
        return column
    }

    private var columns: [Column] {
        module.fields.map(ModuleTables.column)
            + module.fields.filter(\.isSortedByName).map { Column($0.sortColumn, .text) } + [Column("layout", .text)]
    }

    /// In the order they are made: table, the columns that came later, search, indexes, sub-forms.
    var objects: [SchemaObject] {
        let table = Table(module.key, ModuleTables.system + columns, unique: [["source", "external_id"]])
        let frozen = Table(module.key, ModuleTables.system, unique: [["source", "external_id"]])
        return [SchemaObject("table \(module.key)", table.creation(dialect), frozen: frozen.creation(dialect))]
            + columns.map { addition($0, to: module.key) } + [search] + module.fields.flatMap(indexes) + inStates + [
                bin
            ]
            + module.subforms.flatMap(objects)
    }

    private func addition(_ column: Column, to table: String) -> SchemaObject {
        var later = column
        later.isRequired = false
        return SchemaObject(
            "column \(table).\(column.name)",
            "ALTER TABLE \(Identifier(table)) ADD COLUMN \(later.definition(dialect))",
            frozen: column.definition(dialect))
    }

    private var search: SchemaObject {
        let table = Identifier(module.key)
        let index = Identifier(module.key + "_search")
        let sql: SQL =
            dialect == .sqlite
            ? """
            CREATE VIRTUAL TABLE \(index) USING fts5(search_text, content='', tokenize='trigram', detail='none', columnsize=0)
            """
            : "CREATE INDEX \(index) ON \(table) USING gin (\"search_text\" gin_trgm_ops)"
        return SchemaObject("search \(module.key)", sql)
    }

    /// A look-up that can be a scope has an index with the default sort that covers the default list; others have a plain one.
    private func indexes(_ field: Field) -> [SchemaObject] {
        if module.isCustom || field.isCustom { return customIndex(field).map { [$0] } ?? [] }
        if let target = field.target {
            return [lookupIndex(field, covers: ["accounts", "contacts", "projects"].contains(target))]
        }
        guard field.isSorted || module.state?.field == field.key else { return [] }
        let name = module.key + "_by_" + field.key
        guard field.isFoundExactly else { return [sortIndex(name, field.sortColumn)] }
        return [sortIndex(name, field.key), sortIndex(name + "_in_order", field.sortColumn)]
    }

    private func sortIndex(_ name: String, _ column: String) -> SchemaObject {
        SchemaObject(
            "index \(name)",
            "CREATE INDEX \(Identifier(name)) ON \(Identifier(module.key)) (\(Identifier(column))\(nullsFirst), \"id\"\(nullsFirst)) WHERE \"deleted_at\" IS NULL"
        )
    }

    /// What an index that follows the default list is called since such lists hold more: amounts with their currency, references in
    /// natural order. An object of an earlier name is another one.
    private var later: String {
        isNaturallySorted || module.hasCurrency ? ModuleTables.laterMark : ""
    }
    static let laterMark = "_2"

    /// Any look-up of a custom module may become a scope, and its sort may change: the index's name says which sort it serves.
    private func customIndex(_ field: Field) -> SchemaObject? {
        let isLookup = field.target != nil
        guard isLookup || field.isSorted || module.state?.field == field.key else { return nil }
        let sort = module[module.sort.field]?.sortColumn
        let name = module.key + "_by_" + field.key + (isLookup ? "_then_" + (sort ?? "id") : "")
        let first: SQL = isLookup ? "\(Identifier(field.key))" : "\(Identifier(field.sortColumn))\(nullsFirst)"
        let second: SQL =
            isLookup && sort != field.key ? sort.map { ", \(Identifier($0))\(nullsFirst)" } ?? .empty : .empty
        return SchemaObject(
            "index \(name)",
            "CREATE INDEX \(Identifier(ModuleTables.indexName(name))) ON \(Identifier(module.key)) (\(first)\(second), \"id\"\(nullsFirst)) WHERE \"deleted_at\" IS NULL"
        )
    }

    /// PostgreSQL takes names of 63 bytes.
    static func indexName(_ name: String) -> String {
        name.utf8.count <= 60 ? name : "i_" + SchemaObject.hash(of: name)
    }

    private func lookupIndex(_ field: Field, covers: Bool) -> SchemaObject {
        let name = module.key + "_by_" + field.key + (covers ? later : "")
        let start: SQL = "CREATE INDEX \(Identifier(name)) ON \(Identifier(module.key)) (\(Identifier(field.key))"
        guard covers, let sort = module[module.sort.field]?.sortColumn else {
            return SchemaObject("index \(name)", start + ")")
        }
        let extra = module.coveredColumns.filter { $0 != field.key && $0 != sort }.map { "\(Identifier($0))" as SQL }
        let keys: SQL = ", \(Identifier(sort))\(nullsFirst), \"id\"\(nullsFirst)"
        let list = extra.joined(by: ", ")
        // SQLite looks at "deleted_at" for every row although the index has only rows without it, so the index must hold it to cover.
        let sqlite: SQL = ", " + (extra + ["\"deleted_at\""]).joined(by: ", ") + ")"
        let covered: SQL = dialect == .sqlite ? sqlite : extra.isEmpty ? ")" : ") INCLUDE (\(list))"
        return SchemaObject("index \(name)", start + keys + covered + " WHERE \"deleted_at\" IS NULL")
    }

    /// The records of one state in the order of the default list.
    private var inStates: [SchemaObject] {
        guard let state = module.state?.field else { return [] }
        let order = module[module.sort.field]?.sortColumn
        // The sort of a custom module may change: the index's name says which one it serves.
        let name =
            module.key + "_in_" + state
            + (module.isCustom ? "_then_" + (order ?? "id") : isNaturallySorted ? later : "")
        let sort: SQL = order.map { "\(Identifier($0))\(nullsFirst), " } ?? .empty
        return [
            SchemaObject(
                "index \(name)",
                "CREATE INDEX \(Identifier(ModuleTables.indexName(name))) ON \(Identifier(module.key)) (\(Identifier(state)), \(sort)\"id\"\(nullsFirst)) WHERE \"deleted_at\" IS NULL"
            )
        ]
    }

    private var isNaturallySorted: Bool { module[module.sort.field]?.isFoundExactly == true }

    /// SQLite sorts NULL first by itself.
    private var nullsFirst: SQL { dialect == .postgres ? " NULLS FIRST" : "" }

    private var bin: SchemaObject {
        let name = module.key + "_bin"
        return SchemaObject(
            "index \(name)",
            "CREATE INDEX \(Identifier(name)) ON \(Identifier(module.key)) (\"deleted_at\") WHERE \"deleted_at\" IS NOT NULL"
        )
    }

    /// What shipped is frozen with its table; what administrators add comes as columns of their own.
    private func objects(_ subform: Subform) -> [SchemaObject] {
        let system: [Column] = [
            .key("id"), Column("parent_id", .integer).required().pointing(to: module.key),
            Column("position", .integer).required(),
        ]
        func table(_ fields: [Field]) -> SQL {
            Table(subform.table, system + fields.map(lineColumn), unique: [["parent_id", "position"]]).creation(dialect)
        }
        let shipped = subform.isCustom ? [] : subform.fields.filter { !$0.isCustom && !$0.cameLater }
        let added = subform.fields.filter { subform.isCustom || $0.isCustom || $0.cameLater }
        return [SchemaObject("table \(subform.table)", table(subform.fields), frozen: table(shipped))]
            + added.map { addition(lineColumn($0), to: subform.table) }
    }

    private func lineColumn(_ field: Field) -> Column {
        let column = Column(field.key, field.type.storage)
        return field.target.map(column.pointing) ?? column
    }
}

extension Module {
    /// What a list reads beside the columns that somebody wants: what the state's word depends on, the name.
    var told: [String] {
        [state?.field, state?.lateness?.due, state?.lateness?.owed, title].compactMap(\.self)
    }

    /// The columns that a list reads: the default ones, those of the state's word, and the currency of amounts.
    package var coveredColumns: [String] {
        var names = columns
        for name in told where !names.contains(name) { names.append(name) }
        return names + (hasCurrency ? [Currencies.field] : [])
    }
}
