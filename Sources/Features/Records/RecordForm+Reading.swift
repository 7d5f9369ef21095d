import Core
import Web

/// What a posted form says about a record.
struct PostedRecord: Sendable {
    var values: [String: Value] = [:]
    var typed: [String: String] = [:]
    var problems: [String: FieldProblem] = [:]
}

extension RecordForm {
    /// Reads the module's fields out of a posted form: trimmed, empty text is null.
    ///
    /// A field that the viewer may not edit is read too, so that the store refuses it by name instead of anybody dropping it silently.
    /// A new record needs what the form asks for beyond the module even when it was not posted at all.
    func read(_ posted: Form, isNew: Bool = false) -> PostedRecord {
        var result = PostedRecord()
        if isNew {
            for key in RecordDefaults.alsoRequired(module) where !posted.has(key) {
                result.problems[key] = .mustBeFilled
            }
        }
        for field in module.fields where field.type is FileType { readFile(field, posted, isNew, &result) }
        for field in module.fields where posted.has(field.key) {
            let text = RecordForm.text(of: field, in: posted)
            result.typed[field.key] = text
            guard !text.isEmpty else {
                result.values[field.key] = .null
                if isRequired(field) { result.problems[field.key] = .mustBeFilled }
                continue
            }
            do {
                result.values[field.key] = try read(text, field)
            } catch {
                if viewer.mayEdit(field, of: module) {
                    result.problems[field.key] = error
                } else {
                    result.values[field.key] = .text(text)
                }
            }
        }
        // A browser does not send a file twice by itself.
        if !result.problems.isEmpty {
            for key in posted.attached.keys where module[key] != nil && result.problems[key] == nil {
                result.problems[key] = .chooseAgain
            }
        }
        return result
    }

    /// A time is the one on the clock of whoever typed it.
    private func read(_ text: String, _ field: Field) throws(FieldProblem) -> Value {
        guard let moment = field.type as? InstantType else { return try field.type.read(text) }
        return try moment.read(text, in: formats.zone)
    }

    /// A file that was chosen, or the wish to have none; otherwise the record keeps what it has.
    private func readFile(_ field: Field, _ posted: Form, _ isNew: Bool, _ result: inout PostedRecord) {
        if let problem = posted.notAttached[field.key] {
            result.problems[field.key] = problem
        } else if let file = posted.attached[field.key] {
            result.values[field.key] = .text(file)
        } else if posted[RecordForm.without(field)] == "1" {
            result.values[field.key] = .null
            if isRequired(field) { result.problems[field.key] = .mustBeFilled }
        } else if isNew, isRequired(field), viewer.mayEdit(field, of: module) {
            result.problems[field.key] = .mustBeFilled
        }
    }

    /// The box that takes a field's file away.
    static func without(_ field: Field) -> String { "without_" + field.key }

    /// Boxes post one value each, after a hidden empty one that says that they were in the form.
    static func text(of field: Field, in posted: Form) -> String {
        switch field.type.control {
        case .choices: posted.all(field.key).map(\.trimmed).filter { !$0.isEmpty }.joined(separator: ",")
        case .checkbox: posted.all(field.key).last?.trimmed ?? ""
        default: posted[field.key]
        }
    }

    /// The form with what was typed, right or wrong.
    func keeping(_ posted: PostedRecord) -> RecordForm {
        var form = self
        form.typed = posted.typed
        form.problems = posted.problems
        return form
    }
}

extension FieldProblem {
    static let chooseAgain = FieldProblem(
        fr: "Choisissez de nouveau ce fichier.", en: "Choose this file again.")
    static let mustBeFilled = FieldProblem(fr: "Remplissez ce champ.", en: "Fill in this field.")
}

extension PostedRecord {
    /// What a new record is made of: an empty field leaves what the system fills in, unless the viewer had no right to send it at all.
    func given(by viewer: Viewer, _ module: Module) -> [String: Value] {
        values.filter { key, value in !value.isNull || module[key].map { !viewer.mayEdit($0, of: module) } ?? true }
    }

    /// What differs from the record as it is; an empty box is no change to a field that was never filled in. A field that the record
    /// does not show always counts, so that the store refuses it by name.
    func changes(to record: Record) -> [String: Value] {
        values.filter { key, value in
            guard record.has(key) else { return true }
            if record[key].isNull, value == .bool(false), record.module[key]?.type is YesNoType { return false }
            return record[key] != value
        }
    }
}
