package import Core

extension Records {
    /// Counts stop here: beyond it a menu says "more".
    package static let menuBound = 1000

    /// What the back office's menu says behind its entries, by key, in one statement that walks at most a thousand entries of an
    /// index for each.
    package func menuCounts(for viewer: Viewer) throws -> [String: Int] {
        let toHandle = Module.toHandle.filters(Day(number: 0)).first
        let modules = [("accounts", nil), ("contacts", nil), ("tickets", toHandle)]
        var parts = modules.compactMap { key, filter -> (key: String, rows: SQL)? in
            catalog[key].map { (key, seen(by: viewer, $0).rows(filter)) }
        }
        parts.append(("users", "SELECT 1 FROM \"accesses\""))
        parts.append(("signups", "SELECT 1 FROM \"sign_ups\" WHERE \"state\" = \(SignUpState.waiting.rawValue)"))
        parts.append(("mails", "SELECT 1 FROM \"outbox\" WHERE \"state\" = 'waiting'"))
        let counts = parts.map {
            "(SELECT count(*) FROM (\($0.rows) LIMIT \(Records.menuBound + 1)) AS \"counted\")" as SQL
        }
        guard let row = try connection.row("SELECT \(counts.joined(by: ", "))") else { return [:] }
        return zip(parts, row.values).reduce(into: [:]) { $0[$1.0.key] = Int($1.1.int ?? 0) }
    }
}

extension SeenRecords {
    fileprivate func rows(_ filter: Filter?) -> SQL {
        let also = filter?.sql(on: module).map { " AND \($0)" as SQL } ?? .empty
        return "SELECT 1 FROM \(table) WHERE \(condition())\(also)"
    }
}
