import Core

extension Predicate {
    /// The condition as SQL on the columns of `module`'s table. `Predicate.holds` is its twin in memory; `RuleAgreementTests` compares them.
    func sql(on module: Module, in catalog: Catalog) -> SQL {
        switch self {
        case .never: "1 = 0"
        case .always: "1 = 1"
        case .isWrittenOutside(true): "\"author_kind\" = 'external'"
        case .isWrittenOutside(false): "\"author_kind\" <> 'external'"
        case .all(let parts): "(" + parts.map { $0.sql(on: module, in: catalog) }.joined(by: " AND ") + ")"
        case .leads(let path, let ids): pathSQL(path[...], ids, on: module, in: catalog)
        }
    }
}

/// A path that a module does not have leads nowhere.
private func pathSQL(_ path: ArraySlice<String>, _ ids: [RecordID], on module: Module, in catalog: Catalog) -> SQL {
    guard let step = path.first, step == "id" || module[step]?.target != nil else { return "1 = 0" }
    let column = Identifier(step)
    guard path.count > 1 else {
        if ids.count == 1, let id = ids.first { return "\(column) = \(id)" }
        return "\(column) IN (" + ids.map { "\($0)" as SQL }.joined(by: ", ") + ")"
    }
    guard let target = module[step]?.target.flatMap({ catalog[$0] }) else { return "1 = 0" }
    return
        "\(column) IN (SELECT \"id\" FROM \(Identifier(target.key)) WHERE \(pathSQL(path.dropFirst(), ids, on: target, in: catalog)))"
}
