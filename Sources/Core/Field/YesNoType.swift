/// Yes or no, stored as 1 or 0.
package struct YesNoType: FieldType {
    package init() {}

    package var storage: Storage { .integer }
    package var control: Control { .checkbox }

    package func read(_ input: String) throws(FieldProblem) -> Value {
        switch folded(input) {
        case "1", "oui", "yes", "true", "vrai", "on", "x": return .bool(true)
        case "0", "non", "no", "false", "faux", "off": return .bool(false)
        default: throw FieldProblem(fr: "Répondez par oui ou non.", en: "Answer yes or no.")
        }
    }
    package func show(_ value: Value, _ formats: Formats) -> String {
        value.bool ? Phrase(fr: "Oui", en: "Yes")(formats.language) : Phrase(fr: "Non", en: "No")(formats.language)
    }
    package func edit(_ value: Value, _ formats: Formats) -> String { value.bool ? "1" : "0" }
}
