/// A field that points to a record of another module (*champ de recherche*); stored as that record's id.
package struct LookupType: FieldType {
    package let module: String

    package init(_ module: String) { self.module = module }

    package var storage: Storage { .integer }
    package var control: Control { .lookup(module: module) }

    /// Reads the 13 characters of an id. Whether the viewer may point there is the writer's question.
    package func read(_ input: String) throws(FieldProblem) -> Value {
        guard let id = RecordID(text: input) else {
            throw FieldProblem(fr: "Choisissez une fiche de la liste.", en: "Choose a record from the list.")
        }
        return .id(id)
    }
    package func show(_ value: Value, _ formats: Formats) -> String { value.id?.text ?? "" }
}
