extension ModuleDefinition {
    /// What is wrong with the definition as a whole, by control or by `fields.KEY`. `catalog` has the module as it would become.
    package func problems(_ key: String, in catalog: Catalog) -> [String: FieldProblem] {
        var problems =
            names.map { names in
                DefinitionCheck.label(names.one, "one").merging(DefinitionCheck.label(names.many, "many")) { first, _ in
                    first
                }
            } ?? [:]
        if liveFields.count > 300 { problems["fields"] = DefinitionCheck.tooMany }
        problems.merge(fieldProblems(catalog)) { first, _ in first }
        problems.merge(sameNames(catalog[key])) { first, _ in first }
        problems.merge(sortProblems) { first, _ in first }
        problems.merge(layoutProblems) { first, _ in first }
        if let cycle = catalog.requiredCycle(through: key) { problems["target"] = DefinitionCheck.cycle(cycle) }
        return problems
    }

    private func fieldProblems(_ catalog: Catalog) -> [String: FieldProblem] {
        let all = liveFields + liveSubforms.flatMap(\.liveFields)
        return all.reduce(into: [:]) { problems, field in
            if let first = field.problems(in: catalog).values.first { problems["fields." + field.key] = first }
        }.merging(fileProblems) { first, _ in first }
    }

    private var fileProblems: [String: FieldProblem] {
        let files = liveSubforms.flatMap(\.liveFields).filter { $0.kind == .file }
        return Dictionary(
            files.map { ("fields." + $0.key, DefinitionCheck.fileInLines) }, uniquingKeysWith: { first, _ in first })
    }

    /// Two fields of one name cannot be told apart in forms and lists.
    private func sameNames(_ module: Module?) -> [String: FieldProblem] {
        let labels = Dictionary(grouping: module?.fields ?? []) { folded($0.label.fr) }
        return labels.values.reduce(into: [:]) { problems, fields in
            guard fields.count > 1, let custom = fields.last(where: \.isCustom) else { return }
            problems["fields." + custom.key] = DefinitionCheck.taken(custom.label)
        }
    }

    private var sortProblems: [String: FieldProblem] {
        guard let sort,
            !liveFields.contains(where: { $0.key == sort.field && ($0.isSorted || $0.key == Module.nameKey) })
        else { return [:] }
        return [
            "sort": FieldProblem(
                fr: "Choisissez un champ par lequel la liste peut être triée.",
                en: "Choose a field by which the list can be sorted.")
        ]
    }

    /// The standard layout comes first, and every layout and section has a name by which it is told from the others.
    private var layoutProblems: [String: FieldProblem] {
        let keys = layouts.map(\.key)
        guard keys.isEmpty || keys.first == Layout.standard, Set(keys).count == keys.count,
            keys.dropFirst().allSatisfy(DefinitionKeys.isLayoutKey)
        else { return ["layouts": DefinitionCheck.layoutKeys] }
        if keys.count > 20 { return ["layouts": DefinitionCheck.tooManyLayouts] }
        for layout in layouts {
            if let problem = DefinitionCheck.label(layout.name, "layout").values.first { return ["layout": problem] }
            guard layout.sections.allSatisfy({ DefinitionCheck.label($0.title, "layout").isEmpty }) else {
                return ["layouts": DefinitionCheck.unnamedSection]
            }
        }
        let names = layouts.map { folded($0.name.fr) }
        return Set(names).count == names.count ? [:] : ["layout": DefinitionCheck.sameLayout]
    }
}

extension DefinitionCheck {
    static let tooMany = FieldProblem(
        fr: "Un module a au plus 300 champs. Retirez-en d’abord.",
        en: "A module has at most 300 fields. Remove some first.")

    static let layoutKeys = FieldProblem(
        fr: "La première disposition d’un module est la disposition standard, et chacune a une clé à elle.",
        en: "The first layout of a module is the standard one, and each has a key of its own.")
    static let tooManyLayouts = FieldProblem(
        fr: "Un module a au plus 20 dispositions.", en: "A module has at most 20 layouts.")
    static let fileInLines = FieldProblem(
        fr: "Une ligne ne porte pas de fichier : ajoutez ce champ au module lui-même.",
        en: "A line holds no file: add this field to the module itself.")
    static let unnamedSection = FieldProblem(fr: "Donnez un nom à chaque section.", en: "Give every section a name.")
    static let sameLayout = FieldProblem(
        fr: "Une disposition de ce module porte déjà ce nom. Choisissez un autre nom.",
        en: "A layout of this module has this name already. Choose another name.")

    package static func taken(_ label: Phrase) -> FieldProblem {
        FieldProblem(
            fr: "Un champ s’appelle déjà « \(label.fr) ». Choisissez un autre nom.",
            en: "There is a field called “\(label.en)” already. Choose another name.")
    }

    static func cycle(_ modules: [Module]) -> FieldProblem {
        let names = { (language: Language) in modules.map { $0.one(language) }.joined(separator: " → ") }
        return FieldProblem(
            fr:
                "Ces champs obligatoires tournent en rond (\(names(.fr))) : aucune fiche ne pourrait être créée. Rendez l’un d’eux facultatif.",
            en:
                "These mandatory fields go round in a circle (\(names(.en))): no record could be created. Make one of them optional."
        )
    }
}

extension Catalog {
    /// A circle of mandatory look-ups that comes back to the module: no first record could ever be made. Nil when there is none.
    package func requiredCycle(through key: String) -> [Module]? {
        guard let start = self[key] else { return nil }
        var seen: Set<String> = []
        func walk(_ module: Module, _ way: [Module]) -> [Module]? {
            for field in module.fields where field.isRequired {
                guard let next = field.target.flatMap({ self[$0] }) else { continue }
                if next.key == key { return way + [next] }
                if seen.insert(next.key).inserted, let found = walk(next, way + [next]) { return found }
            }
            return nil
        }
        return walk(start, [start])
    }
}
