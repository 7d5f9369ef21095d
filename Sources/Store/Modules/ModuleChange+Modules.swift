package import Core

extension ModuleChange {
    /// Makes a custom module with the field that names its records; returns its key.
    package func create(_ names: ModuleDefinition.Names, naming label: Phrase, reserved: Set<String>) throws -> String {
        let unnamed = [("many", names.many), ("one", names.one), ("naming", label)].reduce(into: [:]) {
            problems, pair in
            problems.merge(DefinitionCheck.label(pair.1, pair.0)) { first, _ in first }
        }
        guard unnamed.isEmpty else { throw DefinitionRefusal.problems(unnamed) }
        var definition = ModuleDefinition(names: names)
        var name = FieldDefinition(Module.nameKey, label, .line)
        (name.isRequired, name.isSorted) = (true, true)
        definition.fields = [name]
        let catalog = try Definitions(connection).catalog(builtIn)
        if let known = catalog.modules.first(where: { folded($0.many.fr) == folded(names.many.fr) }) {
            throw DefinitionRefusal.problems(["many": ModuleChange.taken(known)])
        }
        guard let wanted = DefinitionKeys.key(from: names.many.fr, limit: DefinitionKeys.moduleLimit) else {
            throw DefinitionRefusal.problems(["many": ModuleChange.nameless])
        }
        let tables = try takenTables()
        let key = DefinitionKeys.free(wanted) { reserved.contains($0) || tables.contains($0) }
        try save(definition, of: key, version: 0, verb: "module.created")
        return key
    }

    /// Every table there is, and what search and sub-forms would call theirs.
    private func takenTables() throws -> Set<String> {
        let names = try SchemaLedger(connection).known().keys
        var taken: Set<String> = ["ledger"]
        for name in names {
            if name.hasPrefix("table ") { taken.insert(String(name.dropFirst(6))) }
            if name.hasPrefix("search ") { taken.insert(String(name.dropFirst(7)) + "_search") }
        }
        return taken
    }

    /// Hides a custom module with its records. They are kept for 30 days.
    package func remove(_ key: String, version: Int64) throws {
        guard var definition = try Definitions(connection).find(key)?.definition, builtIn[key] == nil, definition.isLive
        else { throw DefinitionRefusal.notFound }
        let catalog = try Definitions(connection).catalog(builtIn)
        let pointing = catalog.pointing(to: key, withLines: true).filter { $0.module.key != key }
        if let first = pointing.first { throw DefinitionRefusal.inUse(ModuleChange.pointed(first.module, first.field)) }
        let types = try GrantUses(connection, catalog).carried(by: key)
        if let type = types.first { throw DefinitionRefusal.inUse(ModuleChange.carried(type)) }
        definition.removedAt = now.milliseconds
        try save(definition, of: key, version: version, verb: "module.removed")
    }

    /// Takes a removed module back, with everything in it.
    package func restore(_ key: String) throws {
        guard let stored = try Definitions(connection).find(key), !stored.definition.isLive else {
            throw DefinitionRefusal.notFound
        }
        var definition = stored.definition
        definition.removedAt = nil
        try save(definition, of: key, version: stored.version, verb: "module.restored")
    }

    private static func taken(_ module: Module) -> FieldProblem {
        FieldProblem(
            fr: "Un module s’appelle déjà « \(module.many.fr) ». Choisissez un autre nom.",
            en: "There is a module called “\(module.many.en)” already. Choose another name.")
    }

    private static func pointed(_ module: Module, _ field: Field) -> Phrase {
        Phrase(
            fr:
                "Le champ « \(field.label.fr) » du module « \(module.many.fr) » pointe vers ce module. Retirez d’abord ce champ.",
            en:
                "The field “\(field.label.en)” of the module “\(module.many.en)” points to this module. Remove that field first."
        )
    }

    private static func carried(_ type: Phrase) -> Phrase {
        Phrase(
            fr: "Le type d’utilisateur « \(type.fr) » a ce module pour module principal. Supprimez d’abord ce type.",
            en: "The user type “\(type.en)” has this module as its main module. Delete that type first.")
    }
}
