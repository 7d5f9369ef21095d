import Core
import HTML
import Web

/// A record's form: what each field that the viewer may edit holds, as text, and what is wrong with it.
struct RecordForm: Sendable {
    let module: Module
    let viewer: Viewer
    let formats: Formats
    /// By field, as the field's type reads it back.
    var typed: [String: String] = [:]
    var problems: [String: FieldProblem] = [:]
    var lookups: [String: LookupChoices] = [:]
    /// Fields that the page offers elsewhere.
    var without: Set<String> = []

    init(_ module: Module, _ viewer: Viewer, _ formats: Formats) {
        self.module = module
        self.viewer = viewer
        self.formats = formats
    }

    var language: Language { formats.language }
    var fields: [Field] { module.fields.filter { viewer.mayEdit($0, of: module) && !without.contains($0.key) } }

    /// The fields as a record holds them now.
    func filled(from record: Record) -> RecordForm {
        var form = self
        for field in fields where !record[field.key].isNull {
            form.typed[field.key] = field.type.edit(record[field.key], formats)
        }
        return form
    }

    func isRequired(_ field: Field) -> Bool {
        field.isRequired || RecordDefaults.alsoRequired(module).contains(field.key)
    }

    /// What is wrong, in the order of the fields; a refusal of a field that is not in the form comes last.
    var summary: HTML {
        let shown = fields.filter { problems[$0.key] != nil }
        let others = problems.keys.filter { key in !shown.contains { $0.key == key } }.sorted()
        let lines = shown.map(\.key) + others
        return errorSummary(lines.map { key in (key, label(key), problems[key]?.message(language) ?? "") }, language)
    }

    private func label(_ key: String) -> String { module[key]?.label(for: viewer)(language) ?? key }
}

/// What belongs to a module's forms beside its fields.
enum RecordDefaults {
    /// A contact is a person: the form asks for both names, though an import may bring only one.
    static func alsoRequired(_ module: Module) -> Set<String> { module.key == "contacts" ? ["first_name"] : [] }

    /// What a new record's form holds before anybody typed; `country` is where whoever types is.
    static func values(_ module: Module, today: Day, country: String? = nil) -> [String: String] {
        var values: [String: String] = [:]
        if let state = module.state?.field, let first = (module[state]?.type as? ChoiceType)?.choices.first {
            values[state] = first.key
        }
        if module["country"] != nil { values["country"] = country ?? "FR" }
        if module["visibility"] != nil { values["visibility"] = "shared" }
        if module["severity"] != nil { values["severity"] = "NORMAL" }
        if module["date"]?.isRequired == true { values["date"] = today.iso }
        if let kind = module["kind"], kind.isRequired, let first = (kind.type as? ChoiceType)?.choices.first {
            values["kind"] = first.key
        }
        return values
    }
}
