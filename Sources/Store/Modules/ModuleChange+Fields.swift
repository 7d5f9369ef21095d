package import Core

extension ModuleChange {
    /// The fields of a module itself, or of one of its sub-forms.
    package enum Place: Sendable, Hashable {
        case module
        case subform(String)
    }

    /// Adds a field and returns its key, which is made from its name.
    package func add(_ field: FieldDefinition, to key: String, _ place: Place, version: Int64) throws -> String {
        var (definition, module) = try current(key)
        var field = field
        guard let wanted = DefinitionKeys.key(from: field.label.fr, limit: DefinitionKeys.fieldLimit - 3) else {
            throw DefinitionRefusal.problems(["label": ModuleChange.nameless])
        }
        let name = field.kind == .lookup ? wanted + "_id" : wanted
        let taken = Set(builtInKeys(module, place) + definition.fields(place).map(\.key))
        let reserved = place == .module ? DefinitionKeys.reservedFields : DefinitionKeys.reservedInLines
        field.key = DefinitionKeys.free(name) { key in
            taken.contains(key) || reserved.contains(key) || taken.contains(key + "_key")
                || (key.hasSuffix("_key") && taken.contains(String(key.dropLast(4))))
        }
        let problems = field.problems(in: try Definitions(connection).catalog(builtIn))
        guard problems.isEmpty else { throw DefinitionRefusal.problems(problems) }
        definition.change(place) { $0.append(field) }
        try save(definition, of: key, version: version, verb: "field.created")
        return field.key
    }

    /// Puts `field` in the place of the one of the same key.
    package func change(_ field: FieldDefinition, of key: String, _ place: Place, version: Int64) throws {
        var (definition, _) = try current(key)
        guard let index = definition.fields(place).firstIndex(where: { $0.key == field.key && $0.isLive }) else {
            throw DefinitionRefusal.notFound
        }
        let problems = field.problems(in: try Definitions(connection).catalog(builtIn))
        guard problems.isEmpty else { throw DefinitionRefusal.problems(problems) }
        definition.change(place) { $0[index] = field }
        try save(definition, of: key, version: version, verb: "field.changed")
    }

    /// Hides a field. Its values are kept for 30 days.
    package func remove(field name: String, of key: String, _ place: Place, version: Int64) throws {
        var (definition, module) = try current(key)
        guard let index = definition.fields(place).firstIndex(where: { $0.key == name && $0.isLive }),
            !(module.isCustom && place == .module && name == Module.nameKey)
        else { throw DefinitionRefusal.notFound }
        let uses = GrantUses(connection, try Definitions(connection).catalog(builtIn))
        if place == .module, let type = try uses.filtering(by: name, of: key).first {
            throw DefinitionRefusal.inUse(ModuleChange.filtered(type))
        }
        if place == .module, [module.emailField?.key, module.accountField?.key].contains(name),
            let type = try uses.carried(by: key).first
        {
            throw DefinitionRefusal.inUse(ModuleChange.needed(by: type))
        }
        definition.change(place) { $0[index].removedAt = now.milliseconds }
        if place == .module {
            if definition.sort?.field == name { definition.sort = nil }
            if definition.state == name { definition.state = nil }
            definition.columns.removeAll { $0 == name }
        }
        try save(definition, of: key, version: version, verb: "field.removed")
    }

    /// Takes a removed field back, with its values.
    package func restore(field name: String, of key: String, _ place: Place) throws {
        guard let stored = try Definitions(connection).find(key) else { throw DefinitionRefusal.notFound }
        var definition = stored.definition
        guard let index = definition.fields(place).firstIndex(where: { $0.key == name && !$0.isLive }) else {
            throw DefinitionRefusal.notFound
        }
        definition.change(place) { $0[index].removedAt = nil }
        try save(definition, of: key, version: stored.version, verb: "field.restored")
    }

    /// The definition of a module that is there, empty for a built-in one that nobody changed, and the module.
    func current(_ key: String) throws -> (ModuleDefinition, Module) {
        guard let module = try Definitions(connection).catalog(builtIn)[key] else { throw DefinitionRefusal.notFound }
        return (try Definitions(connection).find(key)?.definition ?? ModuleDefinition(), module)
    }

    private func builtInKeys(_ module: Module, _ place: Place) -> [String] {
        switch place {
        case .module: module.fields.map(\.key)
        case .subform(let key): module.subforms.first { $0.key == key }?.fields.map(\.key) ?? []
        }
    }

    static let nameless = FieldProblem(
        fr: "Écrivez un nom qui contient des lettres.", en: "Write a name that has letters in it.")

    private static func needed(by type: Phrase) -> Phrase {
        Phrase(
            fr:
                "Le type d’utilisateur « \(type.fr) » a pour personnes les fiches de ce module : ce champ dit où les inviter, ou de quel tiers elles sont. Supprimez d’abord le type, ou donnez-lui un autre module principal.",
            en:
                "The people of the user type “\(type.en)” are records of this module: this field says where to invite them, or whose they are. Delete the type first, or give it another main module."
        )
    }

    private static func filtered(_ type: Phrase) -> Phrase {
        Phrase(
            fr:
                "Le type d’utilisateur « \(type.fr) » voit ses fiches par ce champ (Filtrer par). Choisissez-lui d’abord un autre chemin.",
            en:
                "The user type “\(type.en)” sees its records through this field (Filter by). Choose another path for it first."
        )
    }
}

extension ModuleDefinition {
    package func fields(_ place: ModuleChange.Place) -> [FieldDefinition] {
        switch place {
        case .module: fields
        case .subform(let key): subforms.first { $0.key == key }?.fields ?? []
        }
    }

    /// A built-in sub-form has no definition until a field is added to it.
    mutating func change(_ place: ModuleChange.Place, _ body: (inout [FieldDefinition]) -> Void) {
        switch place {
        case .module: body(&fields)
        case .subform(let key):
            if !subforms.contains(where: { $0.key == key }) { subforms.append(SubformDefinition(key, nil)) }
            for index in subforms.indices where subforms[index].key == key { body(&subforms[index].fields) }
        }
    }
}
