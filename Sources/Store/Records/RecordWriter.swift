package import Core

/// Why a write of a record did not happen.
package enum WriteRefusal: Error, Sendable {
    /// No such record for this viewer, or the right is missing: the same answer.
    case notFound
    /// Somebody saved the record since the form was opened.
    case stale(current: Int64)
    /// Fields that are wrong, each with its reason.
    case fields([String: FieldProblem])
}

extension SeenRecords {
    /// Creates a record. Every value is checked against the grant: a field that may not be set is refused by name. A copy of a record
    /// that the viewer sees needs the right to clone instead of the right to create.
    package func create(
        _ values: [String: Value], by author: Author, at now: Instant, id: RecordID, copyOf source: RecordID? = nil
    ) throws -> RecordID {
        guard try mayCreate(copyOf: source) else { throw WriteRefusal.notFound }
        let laid = try source.map { try self.laid(outAs: $0) } ?? (module.layout == nil ? inLayout(nil) : self)
        return try laid.createLaidOut(values, by: author, at: now, id: id)
    }

    /// The same in the layout of `module`, by the rights that count there.
    private func createLaidOut(_ values: [String: Value], by author: Author, at now: Instant, id: RecordID) throws
        -> RecordID
    {
        var all = try presets(of: id, at: now)
        all.merge(values) { _, given in given }
        let problems = missing(all).merging(refused(values)) { first, _ in first }.merging(try dangling(values)) {
            first, _ in first
        }.merging(DocumentTotals(module, all).problems) { first, _ in first }.merging(
            try unconverted(values, of: nil)
        ) { first, _ in first }
        guard problems.isEmpty else { throw WriteRefusal.fields(problems) }
        try RecordTable(connection, module).insert(all, id: id, author: author, owner: viewer.inviter, at: now)
        // The new record must exist for its author, or the rule would let people write into other people's files.
        guard try find(id) != nil else { throw WriteRefusal.notFound }
        return id
    }

    package func mayCreate(copyOf source: RecordID?) throws -> Bool {
        guard let source else { return Rule(viewer, module).creates }
        return try Rule(viewer, module).clones && find(source) != nil
    }

    /// Changes a record that nobody else changed since `version`; staff may lay it out anew, too.
    package func update(
        _ id: RecordID, version: Int64, _ values: [String: Value], layout: String? = nil, at now: Instant
    ) throws {
        try self.laid(outAs: id).updateLaidOut(id, version: version, values, at: now)
        guard let layout, viewer.isStaff, module.hasLayouts, module.layoutKeys.contains(layout) else { return }
        let stored: Value = layout == Layout.standard ? .null : .text(layout)
        try connection.run("UPDATE \(table) SET \"layout\" = \(stored) WHERE \"id\" = \(id)")
    }

    private func updateLaidOut(_ id: RecordID, version: Int64, _ values: [String: Value], at now: Instant) throws {
        guard let current = try find(id), try mayEdit(id) else { throw WriteRefusal.notFound }
        guard current.version == version else { throw WriteRefusal.stale(current: current.version) }
        // A hidden field reads as null here: only what the viewer sees can be known to be unchanged.
        let visible = Set(viewer.visibleFields(of: module).map(\.key))
        let changed = values.filter { !visible.contains($0.key) || current[$0.key] != $0.value }
        var problems = refused(changed).merging(try dangling(changed)) { first, _ in first }
        for field in try Loops(connection: connection, module: module).closed(by: changed, of: id) {
            problems[field.key] = problems[field.key] ?? .loop
        }
        problems.merge(totals(changed, current)) { first, _ in first }
        problems.merge(try unconverted(changed, of: id)) { first, _ in first }
        for (key, value) in changed where value.isNull && module[key]?.isRequired == true { problems[key] = .required }
        guard problems.isEmpty else { throw WriteRefusal.fields(problems) }
        let held = try HeldAccesses(module, id, connection, catalog)
        guard try RecordTable(connection, module).update(id, version: version, changed, by: viewer.person, at: now)
        else {
            throw WriteRefusal.stale(current: version + 1)
        }
        _ = try held.settle(by: Author(viewer), at: now)
        guard try find(id) != nil else { throw WriteRefusal.notFound }
    }

    /// Moves a record to the bin.
    package func delete(_ id: RecordID, at now: Instant) throws {
        guard try mayDelete(id) else { throw WriteRefusal.notFound }
        let held = try HeldAccesses(module, id, connection, catalog)
        try connection.run(
            "UPDATE \(table) SET \"deleted_at\" = \(now), \"deleted_by\" = \(viewer.person), \"version\" = \"version\" + 1 WHERE \"id\" = \(id)"
        )
        _ = try held.settle(by: Author(viewer), at: now)
    }

    /// Takes a record out of the bin; staff only.
    package func restore(_ id: RecordID, at now: Instant) throws {
        guard viewer.isStaff, try find(id, inBin: true) != nil else { throw WriteRefusal.notFound }
        try connection.run(
            "UPDATE \(table) SET \"deleted_at\" = NULL, \"deleted_by\" = NULL, \"updated_at\" = \(now), \"version\" = \"version\" + 1 WHERE \"id\" = \(id)"
        )
    }

    /// Amounts that no longer agree once these changes are made.
    private func totals(_ changed: [String: Value], _ current: Record) -> [String: FieldProblem] {
        guard changed.keys.contains(where: DocumentTotals.fields.contains) else { return [:] }
        var values = changed
        for key in DocumentTotals.fields.union([Currencies.field]) where values[key] == nil {
            values[key] = current[key]
        }
        return DocumentTotals(module, values).problems
    }

    private func missing(_ values: [String: Value]) -> [String: FieldProblem] {
        let empty = module.fields.filter { $0.isRequired && !$0.isReadOnly && (values[$0.key] ?? .null).isNull }
        return Dictionary(
            uniqueKeysWithValues: empty.map { ($0.key, viewer.mayEdit($0, of: module) ? .required : .outOfReach) })
    }

    private func refused(_ values: [String: Value]) -> [String: FieldProblem] {
        values.keys.reduce(into: [:]) { problems, key in
            guard let field = module[key], viewer.mayEdit(field, of: module) else { return problems[key] = .notAllowed }
        }
    }

    /// A look-up may only point to a record that exists for the viewer.
    private func dangling(_ values: [String: Value]) throws -> [String: FieldProblem] {
        try values.reduce(into: [:]) { problems, entry in
            guard let target = module[entry.key]?.target.flatMap({ catalog[$0] }), let id = entry.value.id else {
                return
            }
            let seen = SeenRecords(connection: connection, catalog: catalog, viewer: viewer, module: target)
            if try seen.find(id) == nil { problems[entry.key] = .dangling }
        }
    }
}

extension FieldProblem {
    static let required = FieldProblem(fr: "Remplissez ce champ.", en: "Fill in this field.")
    /// Only staff can do something about it.
    static let outOfReach = FieldProblem(
        fr:
            "Ce champ est obligatoire et vos droits ne permettent pas de le remplir. Demandez à votre interlocuteur de l’ouvrir.",
        en: "This field is mandatory and your rights do not let you fill it in. Ask your contact to open it.")
    static let notAllowed = FieldProblem(
        fr: "Vous ne pouvez pas modifier ce champ.", en: "You may not change this field.")
    static let dangling = FieldProblem(
        fr: "Cette fiche n’existe pas ou plus.", en: "There is no such record, or not any more.")
}
