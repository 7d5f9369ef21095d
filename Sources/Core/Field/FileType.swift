/// A field that holds one file, as the id under which it was stored with the record.
package struct FileType: FieldType {
    package init() {}

    package var storage: Storage { .integer }
    package var control: Control { .file }

    /// Reads the id of a file that was stored before. Whether it belongs to the record is the writer's question.
    package func read(_ input: String) throws(FieldProblem) -> Value {
        guard let id = RecordID(text: input) else {
            throw FieldProblem(fr: "Choisissez un fichier.", en: "Choose a file.")
        }
        return .id(id)
    }
    package func show(_ value: Value, _ formats: Formats) -> String { value.id?.text ?? "" }
}
