package import Core

/// One page of a list.
package struct RecordPage: Sendable {
    package let records: [Record]
    /// Where the next page begins; nil on the last one.
    package let next: Position?
    package let previous: Position?
}

extension SeenRecords {
    /// One page. Columns that the viewer may not see are left out, filters on them match nothing, and sorting by them is the default sort.
    package func list(_ query: Query, columns wanted: [String]? = nil) throws -> RecordPage {
        let visible = viewer.visibleKeys(of: module)
        let order = ListOrder(query.sort, of: module, for: viewer)
        let field = order.field
        let isBackward = if case .before = query.position { true } else { false }
        let names = listColumns(wanted ?? module.columns, visible, field)
        let end: SQL = """
            ORDER BY \(sorted(sortTerm(field), order.isDescending != isBackward)) LIMIT \(query.limit + 1)
            """
        let parts = try byState(query, order).map { part -> SQL in
            """
            SELECT \(columns(names)) FROM \(table) WHERE \(condition())\(try conditions(part, visible))\(keyed(query, order)) \(end)
            """
        }
        let rows = try connection.rows(parts.count == 1 ? parts[0] : together(parts) + " " + end)
        return page(rows, query, sortColumn: field.sortColumn, isBackward: isBackward)
    }

    /// A list of everybody's records in one of several states, as one query a state: each finds its page in the index of states in the
    /// list's order, where a single query would sort every record in those states.
    private func byState(_ query: Query, _ order: ListOrder) -> [Query] {
        guard let state = module.state?.field, order.field.key == module.sort.field, query.search == nil,
            Rule(viewer, module).see == .always,
            let index = query.filters.firstIndex(where: { $0.field == state }),
            case .oneOf(let values) = query.filters[index].test, values.count > 1
        else { return [query] }
        return Set(values).map { value in
            var part = query
            part.filters[index] = Filter(state, .equals(value))
            return part
        }
    }

    private func together(_ parts: [SQL]) -> SQL {
        parts.enumerated().map { "SELECT * FROM (\($1)) AS \(Identifier("part\($0)"))" as SQL }.joined(
            by: " UNION ALL ")
    }

    private func listColumns(_ wanted: [String], _ visible: Set<String>, _ sort: Field) -> [String] {
        var names = wanted.filter(visible.contains)
        for name in module.told where visible.contains(name) && !names.contains(name) { names.append(name) }
        if module.isPeople, visible.contains("first_name"), !names.contains("first_name") {
            names.append("first_name")
        }
        if !names.contains(sort.sortColumn) { names.append(sort.sortColumn) }
        return names + (names.contains(Currencies.field) ? [] : currency)
    }

    private func keyed(_ query: Query, _ order: ListOrder) -> SQL {
        query.position.sql(
            column: sortTerm(order.field), isDescending: order.isDescending,
            isRequired: order.field.isNotNull && !order.field.isSortedByName
        )
        .map { " AND \($0)" } ?? .empty
    }

    /// Filters and search, both over nothing but what the viewer may see.
    func conditions(_ query: Query, _ visible: Set<String>) throws -> SQL {
        var sql = filters(query, visible)
        if let search = try Search(query.search, self, visible) { sql += " AND " + search.condition }
        return sql
    }

    private func filters(_ query: Query, _ visible: Set<String>) -> SQL {
        var sql = query.isInvitable ? invitable : SQL.empty
        if let person = query.givenTo { sql += given(to: person) }
        for filter in query.filters { sql += " AND " + test(filter, visible) }
        return sql
    }

    /// A filter on what the viewer may not see finds nothing, unless it was only meant for those who see it.
    func test(_ filter: Filter, _ visible: Set<String>) -> SQL {
        guard visible.contains(filter.field) || module.hasCurrency && filter.field == Currencies.field else {
            return filter.isForWhoSees ? "1 = 1" : "1 = 0"
        }
        return filter.sql(on: module) ?? "1 = 0"
    }

    /// The currency of amounts is read whether its field may be seen or not: an amount without it says nothing. Who sees no amount has
    /// no use for it.
    var currency: [String] {
        guard module.hasCurrency, viewer.visibleFields(of: module).contains(where: { $0.type is MoneyType }) else {
            return []
        }
        return [Currencies.field]
    }

    /// An access is carried by a record of its module.
    private var invitable: SQL {
        guard let email = module.emailField else { return " AND 1 = 0" }
        return """
             AND \(Identifier(email.key)) <> '' AND NOT EXISTS (SELECT 1 FROM "accesses" AS "held" WHERE "held"."module" = \(module.key) \
            AND "held"."record_id" = \(table)."id")
            """
    }

    /// What a list is sorted by. SQLite would walk all records in their order rather than find the few of a person through look-ups; a
    /// plus before the column takes that choice away.
    private func sortTerm(_ field: Field) -> SQL {
        let column: SQL = "\(Identifier(field.sortColumn))"
        return connection.dialect == .sqlite && Rule(viewer, module).see.isIndirect ? "+" + column : column
    }

    private func sorted(_ column: SQL, _ isDescending: Bool) -> SQL {
        isDescending
            ? "\(column) DESC NULLS LAST, \"id\" DESC NULLS LAST" : "\(column) ASC NULLS FIRST, \"id\" ASC NULLS FIRST"
    }

    private func page(_ rows: [Row], _ query: Query, sortColumn: String, isBackward: Bool) -> RecordPage {
        let hasMore = rows.count > query.limit
        var kept = rows.prefix(query.limit).map { Record(module: module, row: $0) }
        if isBackward { kept.reverse() }
        func key(_ record: Record?) -> Position.Key? {
            record.map { Position.Key(value: $0.row[sortColumn], id: $0.id) }
        }
        let hasNext = isBackward || hasMore
        let hasPrevious = isBackward ? hasMore : query.position != .first
        return RecordPage(
            records: kept, next: hasNext ? key(kept.last).map(Position.after) : nil,
            previous: hasPrevious ? key(kept.first).map(Position.before) : nil)
    }

    /// How many records match, counted up to `bound`.
    package func count(_ query: Query, upTo bound: Int) throws -> Int {
        let visible = viewer.visibleKeys(of: module)
        let inner: SQL = "SELECT 1 FROM \(table) WHERE \(condition())\(try conditions(query, visible)) LIMIT \(bound)"
        return Int(try connection.int("SELECT count(*) FROM (\(inner)) AS \"counted\"") ?? 0)
    }

    /// The sums of an amount over the records that match, one a currency; none when the viewer may not see the field.
    package func sums(_ field: String, _ query: Query) throws -> Amounts {
        let visible = viewer.visibleKeys(of: module)
        guard visible.contains(field) else { return Amounts([]) }
        let code: SQL = module.hasCurrency ? "\(Identifier(Currencies.field))" : "NULL"
        let rows = try connection.rows(
            """
            SELECT \(code), CAST(sum(\(Identifier(field))) AS BIGINT) FROM \(table) WHERE \(condition())\(try conditions(query, visible)) GROUP BY 1
            """)
        return Amounts(rows.map { Amounts.Part($0[1].int ?? 0, $0[0].text ?? Currencies.own) })
    }

    /// The bin, newest first; empty for people outside.
    package func bin(limit: Int) throws -> [Record] {
        let visible = Set(viewer.visibleFields(of: module).map(\.key))
        let names = [module.title, "first_name"].filter(visible.contains) + ["deleted_at"]
        return try connection.rows(
            "SELECT \(columns(names)) FROM \(table) WHERE \(condition(inBin: true)) ORDER BY \"deleted_at\" DESC LIMIT \(limit)"
        )
        .map { Record(module: module, row: $0) }
    }
}
