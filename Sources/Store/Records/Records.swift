package import Core

/// The one way to records: every read starts from a viewer, whose rule is inside each statement.
package struct Records {
    package let connection: any Connection
    package let catalog: Catalog

    package init(_ connection: any Connection, _ catalog: Catalog) {
        self.connection = connection
        self.catalog = catalog
    }

    /// The records of `module` that exist for `viewer`, with the viewer's words for their states.
    package func seen(by viewer: Viewer, _ module: Module) -> SeenRecords {
        SeenRecords(
            connection: connection, catalog: catalog, viewer: viewer, module: catalog.worded(module, for: viewer))
    }
}

/// The records of one module that exist for one viewer, with the fields that exist for that viewer.
package struct SeenRecords {
    package let connection: any Connection
    let catalog: Catalog
    package let viewer: Viewer
    package let module: Module

    /// What every statement on these records starts with. The bin exists for staff alone, whatever a grant says.
    func condition(_ rule: Predicate? = nil, inBin: Bool = false) -> SQL {
        guard !inBin || viewer.isStaff else { return "1 = 0" }
        let alive: SQL = inBin ? "\"deleted_at\" IS NOT NULL" : "\"deleted_at\" IS NULL"
        return alive + made + " AND " + (rule ?? Rule(viewer, module).see).sql(on: module, in: catalog)
    }

    /// Leaves out what was made later than the day that the viewer looks at.
    var made: SQL { viewer.until.map { " AND \"created_at\" < \($0)" } ?? "" }

    var table: Identifier { Identifier(module.key) }

    /// These records as the layout of one of them has them: what counts for its fields and its form.
    package func laid(outAs id: RecordID) throws -> SeenRecords {
        guard module.hasLayouts, module.layout == nil else { return self }
        let layout = try connection.row("SELECT \"layout\" FROM \(table) WHERE \"id\" = \(id)")?[0].text
        return inLayout(layout)
    }

    package func inLayout(_ layout: String?) -> SeenRecords {
        SeenRecords(connection: connection, catalog: catalog, viewer: viewer, module: module.inLayout(layout))
    }

    /// One record; nil when it does not exist for the viewer, whatever the reason.
    package func find(_ id: RecordID, inBin: Bool = false) throws -> Record? {
        try laid(outAs: id).found(id, inBin: inBin)
    }

    private func found(_ id: RecordID, inBin: Bool) throws -> Record? {
        let sql: SQL = "SELECT \(allColumns) FROM \(table) WHERE \"id\" = \(id) AND \(condition(inBin: inBin))"
        return try connection.row(sql).map { Record(module: module, row: $0) }
    }

    /// Whether the viewer may change the record: the same record, a narrower rule.
    package func mayEdit(_ id: RecordID) throws -> Bool { try holds(Rule(viewer, module).edit, id) }
    package func mayDelete(_ id: RecordID) throws -> Bool { try holds(Rule(viewer, module).delete, id) }

    private func holds(_ rule: Predicate, _ id: RecordID) throws -> Bool {
        try connection.int("SELECT 1 FROM \(table) WHERE \"id\" = \(id) AND \(condition(rule))") != nil
    }

    /// All columns of a record's own page.
    private var allColumns: SQL {
        columns(
            viewer.visibleFields(of: module).map(\.key)
                + currency.filter { !viewer.visibleKeys(of: module).contains($0) } + [
                    "version", "author_kind", "created_at", "updated_at", "deleted_at",
                ])
    }

    func columns(_ names: [String]) -> SQL {
        (["id"] + names.filter { $0 != "id" }).map { "\(Identifier($0))" as SQL }.joined(by: ", ")
    }

    /// The lines of a record's sub-form, in order, with the fields that the viewer may see. Ask only for a record that was found.
    package func lines(_ subform: Subform, of record: Record) throws -> [Row] {
        let fields = viewer.visibleFields(of: subform, in: record.module)
        guard !fields.isEmpty else { return [] }
        return try storedLines(fields.map(\.key), subform, of: record.id)
    }

    /// Lines as they are stored, whoever looks; for writing them anew.
    func storedLines(_ names: [String], _ subform: Subform, of record: RecordID) throws -> [Row] {
        try connection.rows(
            "SELECT \(columns(names)) FROM \(Identifier(subform.table)) WHERE \"parent_id\" = \(record) ORDER BY \"position\""
        )
    }

    /// The names of records that look-ups point to, as far as the viewer may see them.
    package func titles(_ ids: Set<RecordID>) throws -> [RecordID: String] {
        guard !ids.isEmpty else { return [:] }
        let visible = viewer.visibleKeys(of: module)
        let names = (module.isPeople ? ["first_name", "last_name"] : [module.title]).filter(visible.contains)
        let list = ids.sorted().map { "\($0)" as SQL }.joined(by: ", ")
        let rows = try connection.rows(
            "SELECT \(columns(names)) FROM \(table) WHERE \"id\" IN (\(list)) AND \(condition())")
        return Dictionary(
            uniqueKeysWithValues: rows.map { (RecordID($0[0].int ?? 0), Record(module: module, row: $0).title) })
    }
}
