package import Core

extension ModuleChange {
    /// Adds a sub-form with a first field that says what a line is; returns its key.
    package func addSubform(_ label: Phrase, to key: String, version: Int64) throws -> String {
        var (definition, module) = try current(key)
        let problems = DefinitionRefusal.label(label)
        guard problems.isEmpty else { throw DefinitionRefusal.problems(problems) }
        guard let wanted = DefinitionKeys.key(from: label.fr, limit: DefinitionKeys.subformLimit) else {
            throw DefinitionRefusal.problems(["label": ModuleChange.nameless])
        }
        let known = try SchemaLedger(connection).known()
        let taken = Set(module.subforms.map(\.key) + definition.subforms.map(\.key))
        let name = DefinitionKeys.free(wanted) { candidate in
            taken.contains(candidate) || known["table " + SubformDefinition.table(candidate, of: key)] != nil
        }
        var what = FieldDefinition("label", Phrase(fr: "Désignation", en: "Description"), .line)
        what.isRequired = true
        definition.subforms.append(SubformDefinition(name, label, [what]))
        try save(definition, of: key, version: version, verb: "subform.created")
        return name
    }

    package func rename(subform name: String, of key: String, _ label: Phrase, version: Int64) throws {
        var (definition, _) = try current(key)
        let problems = DefinitionRefusal.label(label)
        guard problems.isEmpty else { throw DefinitionRefusal.problems(problems) }
        guard let index = definition.subforms.firstIndex(where: { $0.key == name && $0.isLive && $0.label != nil })
        else {
            throw DefinitionRefusal.notFound
        }
        definition.subforms[index].label = label
        try save(definition, of: key, version: version, verb: "subform.changed")
    }

    /// Hides a custom sub-form. Its lines are kept for 30 days.
    package func remove(subform name: String, of key: String, version: Int64) throws {
        var (definition, _) = try current(key)
        guard let index = definition.subforms.firstIndex(where: { $0.key == name && $0.isLive && $0.label != nil })
        else {
            throw DefinitionRefusal.notFound
        }
        definition.subforms[index].removedAt = now.milliseconds
        try save(definition, of: key, version: version, verb: "subform.removed")
    }

    package func restore(subform name: String, of key: String) throws {
        guard let stored = try Definitions(connection).find(key) else { throw DefinitionRefusal.notFound }
        var definition = stored.definition
        guard let index = definition.subforms.firstIndex(where: { $0.key == name && !$0.isLive }) else {
            throw DefinitionRefusal.notFound
        }
        definition.subforms[index].removedAt = nil
        try save(definition, of: key, version: stored.version, verb: "subform.restored")
    }
}

extension DefinitionRefusal {
    fileprivate static func label(_ label: Phrase) -> [String: FieldProblem] { DefinitionCheck.label(label, "label") }
}
