import Core
import Web

/// A field as a form has it.
struct FieldDraft: Sendable {
    var label = DefinitionForm.Name()
    let kind: FieldDefinition.Kind
    var isRequired = false
    var isFormula = false
    var isSorted = false
    var isInternal = false
    var choices: [Row] = []
    var scale = ""
    var unit = ""
    var currency = "EUR"
    var target = ""

    /// One value of a list; a new one has no key yet.
    struct Row: Sendable {
        var key = ""
        var name = DefinitionForm.Name()
        var tone: Tone = .neutral
    }

    /// Lists end with some empty rows.
    static let spare = 3

    init(_ kind: FieldDefinition.Kind) {
        self.kind = kind
        choices = Array(repeating: Row(), count: FieldDraft.spare)
    }

    init(_ field: FieldDefinition) {
        kind = field.kind
        label = .init(field.label)
        (isRequired, isFormula, isSorted, isInternal) = (
            field.isRequired, field.isFormula, field.isSorted, field.isInternal
        )
        choices = (field.choices ?? []).map { Row(key: $0.key, name: .init($0.label), tone: $0.tone ?? .neutral) }
        choices += Array(repeating: Row(), count: FieldDraft.spare)
        scale = field.scale.map(String.init) ?? ""
        unit = field.unit ?? ""
        currency = field.currency ?? "EUR"
        target = field.target ?? ""
    }

    init(_ form: Form, _ kind: FieldDefinition.Kind) {
        self.kind = kind
        label = .init(form, "label")
        func isOn(_ name: String) -> Bool { form.all(name).last == "1" }
        (isRequired, isFormula) = (isOn("isRequired"), isOn("isFormula"))
        (isSorted, isInternal) = (isOn("isSorted"), isOn("isInternal"))
        let (keys, french) = (form.all("choice_key"), form.all("choice_fr"))
        let (english, tones) = (form.all("choice_en"), form.all("choice_tone"))
        choices = french.indices.map { index in
            Row(
                key: index < keys.count ? keys[index] : "",
                name: .init(fr: french[index].trimmed, en: index < english.count ? english[index].trimmed : ""),
                tone: index < tones.count ? Tone(rawValue: tones[index]) ?? .neutral : .neutral)
        }
        (scale, unit) = (form["scale"], form["unit"])
        (currency, target) = (form["currency"].uppercased(), form["target"])
    }

    /// The field that the form describes. `before` is the one that is changed.
    func definition(changing before: FieldDefinition? = nil) -> FieldDefinition {
        var field = before ?? FieldDefinition("", label.phrase, kind)
        field.label = label.phrase
        field.kind = kind
        (field.isRequired, field.isFormula, field.isInternal) = (isRequired, isFormula, isInternal)
        field.isSorted = isSorted && field.maySort
        if kind == .choice || kind == .choices { field.choices = listed }
        if kind == .number {
            field.scale = scale.isEmpty ? 0 : Int(scale) ?? -1
            field.unit = unit.isEmpty ? nil : unit
        }
        if kind == .money { field.currency = currency }
        if kind == .lookup { field.target = target }
        return field
    }

    /// Rows without a French name are left out; new ones get a key from it.
    private var listed: [ChoiceDefinition] {
        var taken = Set(choices.map(\.key))
        return choices.filter { !$0.name.fr.isEmpty }.map { row in
            var key = row.key
            if key.isEmpty {
                let wanted = DefinitionKeys.key(from: row.name.fr, limit: DefinitionKeys.fieldLimit) ?? "valeur"
                key = DefinitionKeys.free(wanted, taken.contains)
                taken.insert(key)
            }
            return ChoiceDefinition(key, row.name.phrase, tone: row.tone == .neutral ? nil : row.tone)
        }
    }
}
