extension FieldDefinition {
    /// What is wrong with the field by itself, by the name of the form's control.
    package func problems(in catalog: Catalog) -> [String: FieldProblem] {
        var problems = DefinitionCheck.label(label, "label")
        switch kind {
        case .choice, .choices: problems.merge(choiceProblems) { first, _ in first }
        case .number where !(0...6).contains(scale ?? 0):
            problems["scale"] = FieldProblem(fr: "Choisissez de 0 à 6 décimales.", en: "Choose from 0 to 6 decimals.")
        case .money where !isCurrency(currency ?? "EUR"):
            problems["currency"] = FieldProblem(
                fr: "Écrivez un code de trois lettres comme EUR.", en: "Write a code of three letters such as EUR.")
        case .lookup where target.flatMap({ catalog[$0] }) == nil:
            problems["target"] = FieldProblem(
                fr: "Choisissez le module vers lequel ce champ pointe.",
                en: "Choose the module that this field points to.")
        default: break
        }
        if let unit, unit.count > 12 || hasControlCharacters(unit) {
            problems["unit"] = FieldProblem(
                fr: "Raccourcissez l’unité à 12 caractères.", en: "Shorten the unit to 12 characters.")
        }
        if kind == .file, isFormula {
            problems["kind"] = FieldProblem(
                fr: "Un fichier n’est pas calculé : décochez Calculé.", en: "A file is not computed: untick Computed.")
        }
        if isRequired, isFormula {
            problems["isRequired"] = FieldProblem(
                fr: "Un champ calculé ne se saisit pas : il ne peut pas être obligatoire.",
                en: "A computed field is not typed: it cannot be mandatory.")
        }
        return problems
    }

    private var choiceProblems: [String: FieldProblem] {
        let choices = choices ?? []
        guard !choices.isEmpty, choices.count <= 200 else {
            return [
                "choices": FieldProblem(fr: "Donnez de 1 à 200 valeurs.", en: "Give from 1 to 200 values.")
            ]
        }
        let names = choices.map { folded($0.label.fr) }
        guard Set(names).count == names.count, Set(choices.map(\.key)).count == choices.count else {
            return [
                "choices": FieldProblem(
                    fr: "Deux valeurs portent le même nom. Renommez l’une d’elles.",
                    en: "Two values have the same name. Rename one of them.")
            ]
        }
        guard choices.allSatisfy({ DefinitionCheck.label($0.label, "choices").isEmpty }) else {
            return [
                "choices": FieldProblem(
                    fr: "Donnez à chaque valeur un nom de 80 caractères au plus.",
                    en: "Give every value a name of at most 80 characters.")
            ]
        }
        return [:]
    }

    private func isCurrency(_ code: String) -> Bool {
        code.utf8.count == 3 && code.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    }

    /// Why a field that was made as `before` cannot become this one: its values would be lost or mean something else. Nil when it can.
    package func loss(since before: FieldDefinition) -> [String: FieldProblem] {
        let isWider = before.kind == .line && kind == .paragraph
        guard kind == before.kind || isWider else {
            return ["kind": DefinitionCheck.keepsItsType]
        }
        if kind == .number, (scale ?? 0) != (before.scale ?? 0) { return ["scale": DefinitionCheck.keepsItsType] }
        if kind == .money, (currency ?? "EUR") != (before.currency ?? "EUR") {
            return ["currency": DefinitionCheck.keepsItsType]
        }
        if kind == .lookup, target != before.target { return ["target": DefinitionCheck.keepsItsType] }
        return [:]
    }

    /// The values of a list that are no longer offered.
    package func removedChoices(since before: FieldDefinition) -> [ChoiceDefinition] {
        let kept = Set((choices ?? []).map(\.key))
        return (before.choices ?? []).filter { !kept.contains($0.key) }
    }
}

/// Rules that several definitions share.
package enum DefinitionCheck {
    static let keepsItsType = FieldProblem(
        fr:
            "Les valeurs déjà saisies seraient perdues. Créez un nouveau champ, puis retirez celui-ci.",
        en: "Values already typed would be lost. Create a new field, then remove this one.")

    /// Both languages, one line, at most 80 characters.
    package static func label(_ label: Phrase, _ name: String) -> [String: FieldProblem] {
        let isGood = [label.fr, label.en].allSatisfy { text in
            !text.isEmpty && text.count <= 80 && !hasControlCharacters(text) && !text.contains(where: \.isNewline)
                && !hasDirectionControls(text)
        }
        guard !isGood else { return [:] }
        return [
            name: FieldProblem(
                fr: "Donnez un nom d’une ligne, de 80 caractères au plus, dans les deux langues.",
                en: "Give a name of one line, at most 80 characters, in both languages.")
        ]
    }
}
