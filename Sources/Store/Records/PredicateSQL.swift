import Core

extension Predicate {
    /// The condition as SQL on the columns of `module`'s table. `Predicate.holds` is its twin in memory; `RuleAgreementTests` compares them.
    func sql(on module: Module, in catalog: Catalog) -> SQL {
        switch self {
        case .never: "1 = 0"
        case .always: "1 = 1"
        case .isWritten(let writers, let person): writtenSQL(by: writers, asSeenBy: person)
        case .isLaidOut(let layouts): "coalesce(\"layout\", '') IN (\(layouts.map { "\($0)" as SQL }.joined(by: ", ")))"
        case .isInState(let states, let field, let begun): stateSQL(states, of: field, begun: begun)
        case .all(let parts): "(" + parts.map { $0.sql(on: module, in: catalog) }.joined(by: " AND ") + ")"
        case .leads(let path, let ids): pathSQL(path[...], ids.sql, on: module, in: catalog)
        case .names(let contacts): namesSQL(contacts.sql, on: module)
        case .isAssigned(let access): assignedSQL("= \(access)", on: module)
        }
    }
}

private func writtenSQL(by writers: [Writer], asSeenBy person: RecordID) -> SQL {
    let parts = writers.map { writer -> SQL in
        switch writer {
        case .own: "\"author_kind\" = 'external' AND \"author_id\" = \(person)"
        case .colleagues: "\"author_kind\" = 'external' AND (\"author_id\" IS NULL OR \"author_id\" <> \(person))"
        case .staff: "\"author_kind\" <> 'external'"
        }
    }
    return parts.isEmpty ? "1 = 0" : "(" + parts.joined(by: " OR ") + ")"
}

/// `IS TRUE` keeps both engines from taking an index of states for what an index of the account finds at once, and leaves PostgreSQL its
/// statistics of states; an index that covers the list holds the column.
private func stateSQL(_ states: [String], of field: String, begun: String?) -> SQL {
    let state = Identifier(field)
    let named = states.filter { $0 != Module.stateless }
    var parts: [SQL] = []
    if !named.isEmpty { parts.append("(\(state) IN (\(named.map { "\($0)" as SQL }.joined(by: ", ")))) IS TRUE") }
    if named.count < states.count { parts.append("\(state) IS NULL") }
    if let begun { parts.append("(\(state) = \(begun) AND \"author_kind\" = 'external') IS TRUE") }
    return parts.isEmpty ? "1 = 0" : parts.count == 1 ? parts[0] : "(" + parts.joined(by: " OR ") + ")"
}

extension [RecordID] {
    /// `= $1`, or `IN ($1, $2)`.
    fileprivate var sql: SQL {
        if count == 1, let id = first { return "= \(id)" }
        return "IN (" + map { "\($0)" as SQL }.joined(by: ", ") + ")"
    }
}

/// The documents that name a contact that `target` accepts.
private func namesSQL(_ target: SQL, on module: Module) -> SQL {
    "\"id\" IN (SELECT \"record_id\" FROM \"document_contacts\" WHERE \"contact_id\" \(target) AND \"module\" = \(module.key))"
}

/// The records that were assigned to an access that `target` accepts.
private func assignedSQL(_ target: SQL, on module: Module) -> SQL {
    "\"id\" IN (SELECT \"record_id\" FROM \"assignments\" WHERE \"access_id\" \(target) AND \"module\" = \(module.key))"
}

/// What a path reaches must be what `target` accepts: it follows a column's name. A path that a module does not have leads nowhere.
private func pathSQL(_ path: ArraySlice<String>, _ target: SQL, on module: Module, in catalog: Catalog) -> SQL {
    guard let step = path.first, step == "id" || module[step]?.target != nil else { return "1 = 0" }
    let column = Identifier(step)
    guard path.count > 1 else { return "\(column) \(target)" }
    guard let next = module[step]?.target.flatMap({ catalog[$0] }) else { return "1 = 0" }
    return
        "\(column) IN (SELECT \"id\" FROM \(Identifier(next.key)) WHERE \(pathSQL(path.dropFirst(), target, on: next, in: catalog)))"
}

extension Grant {
    /// The rule's condition for all accesses at once: what a path must reach stands in the columns of a row `a` of "accesses" around it.
    func sqlForAccess(on module: Module, in catalog: Catalog) -> SQL {
        let reached = see.sqlForAccess(on: module, in: catalog)
        switch narrowed(module) {
        case .always: return reached
        case let narrowed: return "\(narrowed.sql(on: module, in: catalog)) AND \(reached)"
        }
    }
}

extension Scope {
    fileprivate func sqlForAccess(on module: Module, in catalog: Catalog) -> SQL {
        switch self {
        case .nobody: return "1 = 0"
        case .everyone: return "1 = 1"
        case .through(let path):
            let column: SQL
            switch path.target {
            case .anchor, .named: column = "= \"a\".\"record_id\""
            case .account, .assigned: column = "= \"a\".\"account_id\""
            // Neither is assigned to accesses, so a viewer has none.
            case .family, .projects: return "1 = 0"
            }
            if path.target == .named { return path.steps.isEmpty ? namesSQL(column, on: module) : "1 = 0" }
            if path.target == .assigned {
                return path.steps.isEmpty ? assigned(column, on: module, in: catalog) : "1 = 0"
            }
            return pathSQL(path.steps.isEmpty ? ["id"] : path.steps[...], column, on: module, in: catalog)
        }
    }

    private func assigned(_ account: SQL, on module: Module, in catalog: Catalog) -> SQL {
        let mine = assignedSQL("= \"a\".\"id\"", on: module)
        return
            "\(pathSQL([Rule.account], account, on: module, in: catalog)) AND (\"a\".\"role\" = \(AccessRole.administrator.rawValue) OR \(mine))"
    }
}
