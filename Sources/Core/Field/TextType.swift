/// A line or paragraphs of text, at most `limit` characters.
package struct TextType: FieldType {
    package let limit: Int
    package let isLong: Bool

    package init(limit: Int = 255) {
        self.limit = limit
        isLong = false
    }
    package init(long limit: Int) {
        self.limit = limit
        isLong = true
    }
    package static let long = TextType(long: 65_535)

    package var storage: Storage { .text }
    package var control: Control { isLong ? .paragraph : .line }

    package func read(_ input: String) throws(FieldProblem) -> Value {
        guard !hasControlCharacters(input) else { throw .control }
        guard isLong || !input.contains(where: \.isNewline) else {
            throw FieldProblem(fr: "Écrivez ce champ sur une seule ligne.", en: "Write this field on one line.")
        }
        guard isLong || !hasDirectionControls(input) else { throw .direction }
        guard input.unicodeScalars.count <= limit else {
            throw FieldProblem(
                fr: "Raccourcissez à \(limit) caractères au plus.", en: "Shorten it to \(limit) characters at most.")
        }
        return .text(input)
    }
    package func show(_ value: Value, _ formats: Formats) -> String { value.text ?? "" }
}

extension FieldProblem {
    static var direction: FieldProblem {
        FieldProblem(
            fr: "Retirez les caractères invisibles qui changent le sens de lecture ; retapez le texte au clavier.",
            en: "Remove the invisible characters that change the reading direction; type the text again.")
    }
    static var control: FieldProblem {
        FieldProblem(
            fr: "Retirez les caractères invisibles de ce texte.", en: "Remove the invisible characters from this text.")
    }
}
