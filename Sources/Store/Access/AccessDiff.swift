package import Core

/// What a change of rights means for the people who have a user type, counted by the rule itself before anything is saved.
package struct AccessDiff: Sendable {
    /// Accesses of the type that are not deactivated.
    package let people: Int
    /// The modules that change, in the catalogue's order.
    package let modules: [ModuleDiff]

    package var isEmpty: Bool { modules.isEmpty }
    /// Whether somebody will see records or fields that they do not see now, or the reverse.
    package var changesSight: Bool {
        modules.contains { !$0.gained.isEmpty || !$0.lost.isEmpty || !$0.shown.isEmpty || !$0.hidden.isEmpty }
    }

    /// What changes in one module.
    package struct ModuleDiff: Sendable {
        package let module: Module
        package let gained: Side
        package let lost: Side
        /// Verbs of the grid that are given or taken, for all people of the type.
        package let given: [Verb]
        package let taken: [Verb]
        /// States in which records appear and disappear, as grants name them.
        package let statesShown: [String]
        package let statesHidden: [String]
        /// Whether documents that staff attached appear or disappear, because the prices that they tell are shown or hidden; nil for neither.
        package let documents: Bool?
        /// Fields by the names they have in grants.
        package let shown: [String]
        package let hidden: [String]
        package let opened: [String]
        package let closed: [String]

        init(
            module: Module, gained: Side, lost: Side, given: [Verb] = [], taken: [Verb] = [],
            states: (shown: [String], hidden: [String]) = ([], []), documents: Bool? = nil, shown: [String] = [],
            hidden: [String] = [], opened: [String] = [], closed: [String] = []
        ) {
            self.module = module
            (statesShown, statesHidden, self.documents) = (states.shown, states.hidden, documents)
            (self.gained, self.lost, self.given, self.taken) = (gained, lost, given, taken)
            (self.shown, self.hidden, self.opened, self.closed) = (shown, hidden, opened, closed)
        }

        var isEmpty: Bool {
            gained.isEmpty && lost.isEmpty && given.isEmpty && taken.isEmpty && statesShown.isEmpty
                && statesHidden.isEmpty && documents == nil && shown.isEmpty && hidden.isEmpty && opened.isEmpty
                && closed.isEmpty
        }
    }

    /// The people for whom records appear or disappear.
    package struct Side: Sendable {
        fileprivate var accesses: Set<RecordID> = []
        package var people: Int { accesses.count }
        package fileprivate(set) var records = 0
        /// Those with most records first, at most fifty.
        package fileprivate(set) var names: [(name: String, records: Int)] = []

        package var isEmpty: Bool { accesses.isEmpty }
    }

    /// People for whom records of some module appear, and for whom some disappear; each counts once.
    package var gaining: Int { modules.reduce(into: Set<RecordID>()) { $0.formUnion($1.gained.accesses) }.count }
    package var losing: Int { modules.reduce(into: Set<RecordID>()) { $0.formUnion($1.lost.accesses) }.count }

    /// What a field of records in a layout is called here: `total`, or `total@KEY` beyond the standard layout.
    static func name(_ field: String, in layout: String) -> String {
        layout == Layout.standard ? field : field + "@" + layout
    }

    /// What the grid grants beside sight.
    package enum Verb: String, Sendable, CaseIterable {
        case create, editOwn, editColleagues, editShared, delete, clone, readNotes, writeNotes, readFiles, addFiles
    }
}

extension AccessDiff {
    /// The difference between two sets of grants of a type, and between what its portal has open; for some of its accesses only, if any are
    /// named.
    package static func between(
        old: [String: Grant], new: [String: Grant], openBefore: [String], openAfter: [String], of type: RecordID,
        among accesses: [RecordID]? = nil, _ records: Records
    ) throws -> AccessDiff {
        let counter = DiffCounter(
            connection: records.connection, catalog: records.catalog, type: type, accesses: accesses)
        let modules = try records.catalog.modules.compactMap { module -> ModuleDiff? in
            let before = openBefore.contains(module.key) ? old[module.key] ?? .none : .none
            let after = openAfter.contains(module.key) ? new[module.key] ?? .none : .none
            guard before != after else { return nil }
            let diff = try counter.diff(module, before, after)
            return diff.isEmpty ? nil : diff
        }
        return AccessDiff(people: try counter.people(), modules: modules)
    }
}

/// Counts, for every access of a type, the records that only one of two grants shows.
private struct DiffCounter {
    let connection: any Connection
    let catalog: Catalog
    let type: RecordID
    let accesses: [RecordID]?

    /// The accesses that are meant, as a condition on rows `a`.
    private var meant: SQL {
        let chosen: SQL =
            accesses.map { ids in " AND \"a\".\"id\" IN (\(ids.map { "\($0)" as SQL }.joined(by: ", ")))" } ?? ""
        return "\"a\".\"user_type_id\" = \(type) AND \"a\".\"state\" <> 'deactivated'\(chosen)"
    }

    func people() throws -> Int {
        Int(
            try connection.int(
                "SELECT count(*) FROM \"accesses\" AS \"a\" WHERE \(meant)") ?? 0)
    }

    func diff(_ module: Module, _ before: Grant, _ after: Grant) throws -> AccessDiff.ModuleDiff {
        var (gained, lost) = (AccessDiff.Side(), AccessDiff.Side())
        if before.see != after.see || before.narrowed(module) != after.narrowed(module) {
            gained = try side(module, seen: after, notBy: before)
            lost = try side(module, seen: before, notBy: after)
        }
        // Where nothing is seen any more, that says it all.
        if after.see == .nobody { return .init(module: module, gained: gained, lost: lost) }
        let (old, new) = (verbs(before), verbs(after))
        let (read, readNow) = (fields(before, .read, module), fields(after, .read, module))
        let (edit, editNow) = (fields(before, .edit, module), fields(after, .edit, module))
        return AccessDiff.ModuleDiff(
            module: module, gained: gained, lost: lost, given: new.filter { !old.contains($0) },
            taken: old.filter { !new.contains($0) }, states: states(before, after, module),
            documents: documents(before, after, module), shown: readNow.filter { !read.contains($0) },
            hidden: read.filter { !readNow.contains($0) }, opened: editNow.filter { !edit.contains($0) },
            closed: edit.filter { !editNow.contains($0) && readNow.contains($0) })
    }

    private func verbs(_ grant: Grant) -> [AccessDiff.Verb] {
        AccessDiff.Verb.allCases.filter { verb in
            switch verb {
            case .create: grant.create
            case .editOwn: grant.editOwn
            case .editColleagues: grant.editColleagues
            case .editShared: grant.editShared
            case .delete: grant.delete
            case .clone: grant.clone
            case .readNotes: grant.notes >= .read
            case .writeNotes: grant.notes == .edit
            case .readFiles: grant.files >= .read
            case .addFiles: grant.files == .edit
            }
        }
    }

    /// Of a module that was seen before. Where it was not, all that is shown is new.
    private func states(_ before: Grant, _ after: Grant, _ module: Module) -> (shown: [String], hidden: [String]) {
        guard before.see != .nobody else { return ([], []) }
        let (old, new) = (before.shownStates(module), after.shownStates(module))
        return (new.filter { !old.contains($0) }, old.filter { !new.contains($0) })
    }

    private func documents(_ before: Grant, _ after: Grant, _ module: Module) -> Bool? {
        func shows(_ grant: Grant) -> Bool {
            grant.files >= .read
                && module.layoutKeys.filter(grant.shows).allSatisfy { !module.isPriceHidden(by: grant.rights(in: $0)) }
        }
        // Where files as a whole are given or taken, that says it.
        guard before.see != .nobody, min(before.files, .read) == min(after.files, .read) else { return nil }
        return shows(before) == shows(after) ? nil : shows(after)
    }

    /// In the order of the form.
    private func fields(_ grant: Grant, _ least: FieldRight, _ module: Module) -> [String] {
        let keys = module.fields.map(\.key) + module.subforms.flatMap { subform in subform.fields.map(subform.right) }
        return module.layoutKeys.flatMap { layout in
            let rights = grant.shows(layout: layout) ? module.shown(grant.rights(in: layout)) : [:]
            return keys.filter { (rights[$0] ?? .hidden) >= least }.map { AccessDiff.name($0, in: layout) }
        }
    }

    /// The rule's own condition, with the columns of each access where one viewer's ids would stand.
    private func side(_ module: Module, seen: Grant, notBy other: Grant) throws -> AccessDiff.Side {
        guard seen.see != .nobody else { return AccessDiff.Side() }
        let count = try count(module, seen: seen, notBy: other)
        let permission = Permission.allCases.first { $0.module == module.key }
        let gate: SQL = permission.map { " AND (\"a\".\"permissions\" & \(Permissions([$0]).bits)) <> 0" } ?? .empty
        let rows = try connection.rows(
            """
            SELECT "n", "first_name", "last_name", "access" FROM (SELECT "a"."id" AS "access", "a"."person_id", (\(count)) AS "n" FROM "accesses" AS "a" \
            WHERE \(meant)\(gate)) AS "counted" \
            JOIN "people" AS "p" ON "p"."id" = "counted"."person_id" WHERE "n" > 0 ORDER BY "n" DESC, "p"."last_name", "p"."id"
            """)
        var side = AccessDiff.Side()
        side.accesses = Set(rows.compactMap { $0[3].id })
        side.records = rows.reduce(0) { $0 + Int($1[0].int ?? 0) }
        side.names = rows.prefix(50).map { row in
            let name = [row[1].text, row[2].text].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
            return (name, Int(row[0].int ?? 0))
        }
        return side
    }

    /// How many records an access sees by one scope and not by the other, as a term of its row. What everybody sees is counted once.
    private func count(_ module: Module, seen: Grant, notBy other: Grant) throws -> SQL {
        let alive: SQL = "SELECT count(*) FROM \(Identifier(module.key)) WHERE \"deleted_at\" IS NULL"
        func rule(_ grant: Grant) -> SQL { "(\(grant.sqlForAccess(on: module, in: catalog)))" }
        guard seen.see == .everyone, seen.narrowed(module) == .always else {
            let only: SQL = other.see == .nobody ? "" : " AND \(rule(other)) IS NOT TRUE"
            return "\(alive) AND \(rule(seen))\(only)"
        }
        let all = try connection.int(alive) ?? 0
        return other.see == .nobody ? "\(all) + 0" : "\(all) - (\(alive) AND \(rule(other)))"
    }
}
