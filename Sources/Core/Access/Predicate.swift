/// A condition on a record that means the same in SQL and in memory.
package indirect enum Predicate: Sendable, Hashable {
    case never
    case always
    /// The record reached by following `path` (look-up fields; the last one is compared, `id` is the record itself) is one of `ids`.
    case leads(path: [String], to: [RecordID])
    /// The record names one of these contacts, in whatever role.
    case names([RecordID])
    /// The record was assigned to this access.
    case isAssigned(to: RecordID)
    /// The record was written by somebody outside, or by staff.
    case isWrittenOutside(Bool)
    /// The record lies in one of these layouts; what names none lies in the standard one.
    case isLaidOut([String])
    case all([Predicate])
}

extension Predicate {
    /// Whether the records are found through other tables, or lead to one of several.
    package var isIndirect: Bool {
        switch self {
        case .never, .always, .isWrittenOutside, .isLaidOut: false
        case .leads(let path, let ids): path.count > 1 || ids.count > 1
        case .names, .isAssigned: true
        case .all(let parts): parts.contains(where: \.isIndirect)
        }
    }

    /// Both must hold; the constants are folded away.
    package func and(_ other: Predicate) -> Predicate {
        switch (self, other) {
        case (.never, _), (_, .never): .never
        case (.always, let rest), (let rest, .always): rest
        default: .all([self, other])
        }
    }

    /// Whether the condition holds for a row. `fetch` finds the row that a look-up points to: by module-free field name and id; `named`
    /// gives the contacts that a document names, `assigned` the accesses that a record was assigned to.
    package func holds(
        for row: Row, fetch: (_ field: String, _ from: Row) -> Row?, named: (Row) -> Set<RecordID> = { _ in [] },
        assigned: (Row) -> Set<RecordID> = { _ in [] }
    ) -> Bool {
        switch self {
        case .never: return false
        case .always: return true
        case .isWrittenOutside(let outside): return row["author_kind"].text == "external" ? outside : !outside
        case .isLaidOut(let layouts): return layouts.contains(row["layout"].text ?? Layout.standard)
        case .all(let parts):
            return parts.allSatisfy { $0.holds(for: row, fetch: fetch, named: named, assigned: assigned) }
        case .isAssigned(let access): return assigned(row).contains(access)
        case .names(let contacts): return !named(row).isDisjoint(with: contacts)
        case .leads(let path, let ids):
            var current = row
            for step in path.dropLast() {
                guard let next = fetch(step, current) else { return false }
                current = next
            }
            guard let last = path.last, let id = current[last].id else { return false }
            return ids.contains(id)
        }
    }
}
