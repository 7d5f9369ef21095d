/// How a field's values are stored, read from a form, shown and put back into a form.
package protocol FieldType: Sendable {
    var storage: Storage { get }
    /// The control that a form uses for it.
    var control: Control { get }
    /// True when the values line up on the right, as figures do.
    var isNumeric: Bool { get }
    /// The value that a person typed. The text is trimmed and not empty.
    func read(_ input: String) throws(FieldProblem) -> Value
    /// The value for people. Never called with `.null`.
    func show(_ value: Value, _ formats: Formats) -> String
    /// The value as `read` accepts it back.
    func edit(_ value: Value, _ formats: Formats) -> String
}

extension FieldType {
    package var isNumeric: Bool { false }
    package func edit(_ value: Value, _ formats: Formats) -> String { show(value, formats) }
}

/// A column's type, in the words of both engines.
package enum Storage: Sendable, Hashable {
    case integer, text, day, bytes
}

/// The form control of a field.
package enum Control: Sendable {
    case line, email, phone, address, number, day, instant, checkbox, file
    case paragraph
    case choice([Choice])
    case choices([Choice])
    case lookup(module: String)
}

/// Why an input was refused, in words that say what to type instead.
package struct FieldProblem: Error, Hashable, Sendable {
    package let message: Phrase

    package init(_ message: Phrase) { self.message = message }
    package init(fr: String, en: String) { message = Phrase(fr: fr, en: en) }
}
