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
    /// The record was written by one of these, as the person tells them apart.
    case isWritten(by: [Writer], asSeenBy: RecordID)
    /// The record lies in one of these layouts; what names none lies in the standard one.
    case isLaidOut([String])
    /// The record's state, or `Module.stateless`, is one of these; or it is the one in which records begin and somebody outside wrote it.
    case isInState([String], of: String, begun: String?)
    case all([Predicate])
}

extension Predicate {
    /// Whether the records are found through other tables, or lead to one of several.
    package var isIndirect: Bool {
        switch self {
        case .never, .always, .isWritten, .isLaidOut, .isInState: false
        case .leads(let path, let ids): path.count > 1 || ids.count > 1
        case .names, .isAssigned: true
        case .all(let parts): parts.contains(where: \.isIndirect)
        }
    }

    /// Whether the records are few, all of one person or account, rather than most of the module's.
    package var isNarrow: Bool {
        switch self {
        case .never, .leads, .names, .isAssigned: true
        case .always, .isWritten, .isLaidOut, .isInState: false
        case .all(let parts): parts.contains(where: \.isNarrow)
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
        case .isWritten(let writers, let person): return writers.contains(Writer(of: row, asSeenBy: person))
        case .isInState(let states, let field, let begun):
            let state = row[field].text ?? Module.stateless
            return states.contains(state) || state == begun && Writer.isOutside(row)
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

/// Who wrote a record, as a person outside tells writers apart.
package enum Writer: String, Sendable, Hashable, CaseIterable {
    /// The person who looks.
    case own
    /// Somebody else outside.
    case colleagues
    /// A member of staff, or another system.
    case staff

    fileprivate init(of row: Row, asSeenBy person: RecordID) {
        self = !Writer.isOutside(row) ? .staff : row["author_id"].id == person ? .own : .colleagues
    }

    fileprivate static func isOutside(_ row: Row) -> Bool { row["author_kind"].text == "external" }
}
