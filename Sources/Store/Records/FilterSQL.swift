import Core

extension Filter {
    /// The condition on the module's table; nil when the module has no such field.
    func sql(on module: Module) -> SQL? {
        guard module[field] != nil else { return nil }
        let column = Identifier(field)
        switch test {
        case .equals(let value): return "\(column) = \(value)"
        case .oneOf(let values):
            return values.isEmpty ? "1 = 0" : "\(column) IN (" + values.map { "\($0)" as SQL }.joined(by: ", ") + ")"
        case .isNot(let values):
            return values.isEmpty
                ? "1 = 1"
                : "(\(column) IS NULL OR \(column) NOT IN (" + values.map { "\($0)" as SQL }.joined(by: ", ") + "))"
        case .atLeast(let value): return "\(column) >= \(value)"
        case .atMost(let value): return "\(column) <= \(value)"
        case .isEmpty: return "\(column) IS NULL"
        case .isFilled: return "\(column) IS NOT NULL"
        // In a form that no index serves: what is open is found by its state, and this thins it out.
        case .exceeds(let least): return "coalesce(\(column), \(least + 1)) > \(least)"
        }
    }
}

extension Position {
    /// The rows beyond a key in a list sorted by `column`, then id. NULL comes first when rising, last when falling, on both engines.
    func sql(column: SQL, isDescending: Bool, isRequired: Bool) -> SQL? {
        switch self {
        case .first: nil
        case .after(let key): beyond(key, column, falling: isDescending, isRequired)
        case .before(let key): beyond(key, column, falling: !isDescending, isRequired)
        }
    }

    private func beyond(_ key: Key, _ column: SQL, falling: Bool, _ isRequired: Bool) -> SQL {
        switch (falling, key.value.isNull) {
        case (true, true): "(\(column) IS NULL AND \"id\" < \(key.id))"
        case (false, true): "(\(column) IS NOT NULL OR \"id\" > \(key.id))"
        case (true, false) where isRequired: "(\(column), \"id\") < (\(key.value), \(key.id))"
        case (true, false):
            "(\(column) < \(key.value) OR \(column) IS NULL OR (\(column) = \(key.value) AND \"id\" < \(key.id)))"
        case (false, false): "(\(column), \"id\") > (\(key.value), \(key.id))"
        }
    }
}
