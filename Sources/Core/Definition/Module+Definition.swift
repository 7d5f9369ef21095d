extension Module {
    /// The field that every custom module has from the start and that names its records.
    package static let nameKey = "name"

    /// A custom module.
    package static func custom(_ key: String, _ definition: ModuleDefinition) -> Module {
        let names = definition.names ?? .init(one: Phrase(same: key), many: Phrase(same: key))
        let fields = definition.liveFields.map { $0.key == nameKey ? $0.namingField : $0.field }
        let sorts = fields.contains { $0.key == definition.sort?.field && $0.isSorted }
        return Module(
            key, one: names.one, many: names.many, title: nameKey,
            sort: definition.sort.flatMap { sorts ? Sort($0.field, descending: $0.isDescending) : nil }
                ?? Sort("id", descending: true),
            columns: columns(definition, fields), state: definition.state.flatMap { state(fields, $0) },
            subforms: definition.liveSubforms.map { $0.subform(of: key) }, layouts: definition.layouts,
            isPublic: definition.isPublic, isCustom: true, isFeminine: names.isFeminine ?? false,
            hasForgottenWords: definition.hasForgottenWords,
            fields: fields)
    }

    private static func columns(_ definition: ModuleDefinition, _ fields: [Field]) -> [String] {
        let chosen = definition.columns.filter { key in fields.contains { $0.key == key } }
        guard chosen.isEmpty else { return chosen }
        let short = fields.filter { field in
            if case .paragraph = field.type.control { return false }
            return !field.isInternal
        }
        return short.prefix(6).map(\.key)
    }

    private static func state(_ fields: [Field], _ key: String) -> StateRule? {
        fields.contains { $0.key == key && $0.type is ChoiceType } ? StateRule(key) : nil
    }

    /// A built-in module with what an administrator added.
    package func extended(by definition: ModuleDefinition) -> Module {
        let own = fields.map { field -> Field in
            guard let change = definition.changes[field.key] else { return field }
            let named = change.label.map(field.named) ?? field
            return change.isRequired ? named.mandatory() : named
        }
        return Module(
            key, one: one, many: many, title: title, sort: sort, columns: columns, state: state, views: views,
            staffViews: staffViews, subforms: extended(subforms, definition), layouts: definition.layouts,
            isPublic: definition.isPublic, hasForgottenWords: definition.hasForgottenWords,
            fields: own + definition.liveFields.map(\.field))
    }

    private func extended(_ subforms: [Subform], _ definition: ModuleDefinition) -> [Subform] {
        let own = subforms.map { subform in
            let more = definition.liveSubforms.first { $0.key == subform.key }?.liveFields.map(\.field) ?? []
            return Subform(
                subform.key, table: subform.table, label: subform.label, fields: subform.fields + more)
        }
        let new = definition.liveSubforms.filter { added in !subforms.contains { $0.key == added.key } }
        return own + new.map { $0.subform(of: key) }
    }
}

extension ModuleDefinition {
    fileprivate var hasForgottenWords: Bool { fields.contains { !$0.isLive && $0.isSearched } }
}

extension FieldDefinition {
    /// The name of a record is there from the first one on.
    fileprivate var namingField: Field { Field(key, label, TextType()).required().searched().sortedByName() }
}

extension SubformDefinition {
    /// The table of a custom sub-form carries its module's name.
    package static func table(_ key: String, of module: String) -> String { module + "_" + key }

    fileprivate func subform(of module: String) -> Subform {
        Subform(
            key, table: SubformDefinition.table(key, of: module), label: label ?? Phrase(same: key), isCustom: true,
            fields: liveFields.map(\.field))
    }
}

extension Catalog {
    /// These modules with what administrators made of them, custom ones in the order given.
    package func adapted(_ definitions: [(key: String, definition: ModuleDefinition)]) -> Catalog {
        let byKey = Dictionary(definitions.map { ($0.key, $0.definition) }, uniquingKeysWith: { first, _ in first })
        let own = modules.map { module in byKey[module.key].map(module.extended) ?? module }
        let custom = definitions.filter { self[$0.key] == nil && $0.definition.isLive }
        return Catalog(own + custom.map { Module.custom($0.key, $0.definition) })
    }
}
