import Core
import HTML
import Web

/// The form of a field, with the controls that its kind needs.
struct FieldForm: Sendable {
    let draft: FieldDraft
    let problems: [String: FieldProblem]
    let catalog: Catalog
    let isSubform: Bool
    let language: Language

    static let labels: [(String, Phrase)] = [
        ("label", Phrase(fr: "Nom du champ", en: "Field name")), ("choices", Phrase(fr: "Valeurs", en: "Values")),
        ("kind", Phrase(fr: "Type", en: "Type")), ("scale", Phrase(fr: "Décimales", en: "Decimals")),
        ("unit", Phrase(fr: "Unité", en: "Unit")), ("currency", Phrase(fr: "Monnaie", en: "Currency")),
        ("target", Phrase(fr: "Pointe vers", en: "Points to")),
        ("isRequired", Phrase(fr: "Obligatoire", en: "Mandatory")),
    ]

    var html: HTML {
        let name = draft.label.inputs("label", FieldForm.labels[0].1, problems["label"], language)
        return "\(name)\(special)\(boxes)"
    }

    private func error(_ key: String) -> String? { problems[key]?.message(language) }
    private func label(_ key: String) -> String { FieldForm.labels.first { $0.0 == key }?.1(language) ?? key }

    private var special: HTML {
        switch draft.kind {
        case .choice, .choices: return choices
        case .number:
            let scale = Input(
                "scale", label("scale"), .choice((0...6).map { (String($0), String($0)) }, emptyLabel: nil),
                value: draft.scale.isEmpty ? "0" : draft.scale, error: error("scale"))
            let unit = Input(
                "unit", label("unit"), value: draft.unit,
                hint: Phrase(fr: "Par exemple kg, h, %.", en: "For example kg, h, %.")(language),
                error: error("unit"))
            return "<div class=\"row2\">\(scale.html(language))\(unit.html(language))</div>"
        case .money:
            return Input(
                "currency", label("currency"),
                .choice(["EUR", "CHF", "GBP", "USD", "CAD", "XOF", "XPF"].map { ($0, $0) }, emptyLabel: nil),
                value: draft.currency, error: error("currency")
            ).html(language)
        case .lookup:
            let modules = catalog.staffModules.map { (key: $0.key, label: $0.many(language)) }
            return Input(
                "target", label("target"),
                .choice(modules, emptyLabel: Phrase(fr: "Choisissez un module…", en: "Choose a module…")(language)),
                value: draft.target, error: error("target"), required: true
            ).html(language)
        default: return .empty
        }
    }

    private var choices: HTML {
        let heads = [
            Phrase(fr: "Français", en: "French"), Phrase(fr: "English", en: "English"),
            Phrase(fr: "Couleur", en: "Colour"),
        ]
        let title = label("choices")
        let problem: HTML? = error("choices").map { "<p class=\"err\" id=\"choices-err\">\($0)</p>" }
        let hint = Phrase(
            fr: "Videz une ligne pour retirer la valeur. Elle doit n’être employée par aucune fiche.",
            en: "Empty a row to remove the value. No record may have it.")(language)
        return """
            <fieldset class="group" id="choices" tabindex="-1"><legend>\(title)</legend>\(problem)<p class="hint">\(hint)</p>\
            <div class="sheet" role="group" aria-label="\(title)" tabindex="0"><table class="rows edit"><thead><tr>\
            \(each: heads, { "<th scope=\"col\">\($0(language))</th>" })</tr></thead><tbody>\(each: draft.choices.indices, { choice($0, heads) })</tbody></table></div>\
            <p><button class="btn quiet" name="more" value="1" formnovalidate>\(Phrase(fr: "Ajouter des lignes", en: "Add rows")(language))</button></p></fieldset>
            """
    }

    private func choice(_ index: Int, _ heads: [Phrase]) -> HTML {
        let row = draft.choices[index]
        let number = index + 1
        let value = Phrase(fr: "valeur \(number)", en: "value \(number)")(language)
        func box(_ name: String, _ text: String, _ head: Phrase) -> HTML {
            "<td data-label=\"\(head(language))\"><input type=\"text\" name=\"\(name)\" value=\"\(text)\" aria-label=\"\(head(language)), \(value)\"></td>"
        }
        let tones: [(Tone, Phrase)] = [
            (.neutral, Phrase(fr: "Aucune", en: "None")), (.ok, Phrase(fr: "Vert", en: "Green")),
            (.info, Phrase(fr: "Bleu", en: "Blue")), (.warn, Phrase(fr: "Orange", en: "Orange")),
            (.bad, Phrase(fr: "Rouge", en: "Red")),
        ]
        let options: [HTML] = tones.map { tone, name in
            "<option value=\"\(tone.rawValue)\"\(" selected", if: tone == row.tone)>\(name(language))</option>"
        }
        return """
            <tr>\(box("choice_fr", row.name.fr, heads[0]))\(box("choice_en", row.name.en, heads[1]))<td data-label="\(heads[2](language))">\
            <select name="choice_tone" aria-label="\(heads[2](language)), \(value)">\(options)</select><input type="hidden" name="choice_key" value="\(row.key)"></td></tr>
            """
    }

    private var boxes: HTML {
        let required = DefinitionForm.check(
            "isRequired", Phrase(fr: "Obligatoire", en: "Mandatory"), draft.isRequired,
            hint: Phrase(
                fr: "Demandé dans les formulaires, du back-office et des portails.",
                en: "Asked for in forms, in the back office and in portals."), language)
        let formula = DefinitionForm.check(
            "isFormula", Phrase(fr: "Calculé par le logiciel de gestion", en: "Computed by the business software"),
            draft.isFormula,
            hint: Phrase(
                fr: "En lecture seule : seules les importations le remplissent.", en: "Read only: only imports fill it."
            ),
            language)
        let sorted = DefinitionForm.check(
            "isSorted",
            Phrase(fr: "Les listes peuvent être triées par ce champ", en: "Lists can be sorted by this field"),
            draft.isSorted, language)
        let inside = DefinitionForm.check(
            "isInternal", Phrase(fr: "Réservé à l’équipe", en: "For staff only"), draft.isInternal,
            hint: Phrase(
                fr: "Jamais montré dans un portail, quels que soient les droits.",
                en: "Never shown in a portal, whatever the rights."), language)
        let maySort = !isSubform && FieldDefinition("", Phrase(same: ""), draft.kind).maySort
        return
            "\(problems["isRequired"].map { note(.bad, HTML.text($0.message(language))) })\(required)\(formula, if: draft.kind != .file)\(sorted, if: maySort)\(inside)"
    }
}
