/// A telephone number as people write it: digits, spaces, `+ ( ) . - /`.
package struct PhoneType: FieldType {
    package init() {}

    package var storage: Storage { .text }
    package var control: Control { .phone }

    package func read(_ input: String) throws(FieldProblem) -> Value {
        guard input.count <= 40, input.allSatisfy({ $0.isASCII && ($0.isNumber || "+(). -/".contains($0)) }),
            input.contains(where: \.isNumber)
        else {
            throw FieldProblem(
                fr: "Écrivez un numéro comme 01 99 00 00 00 ou +33 1 99 00 00 00.",
                en: "Write a number such as +33 1 99 00 00 00.")
        }
        return .text(input)
    }
    package func show(_ value: Value, _ formats: Formats) -> String { value.text.map(PhoneType.grouped) ?? "" }
    package func edit(_ value: Value, _ formats: Formats) -> String { value.text ?? "" }

    /// French numbers in pairs, `01 99 00 00 00` or `+33 1 99 00 00 00`, however they were typed; others as they were.
    package static func grouped(_ number: String) -> String {
        let national = digits(number)
        guard national.utf8.count == 10, national.hasPrefix("0"), !national.hasPrefix("00") else { return number }
        let pairs = stride(from: 2, to: 10, by: 2).map { national.dropFirst($0).prefix(2) }.joined(separator: "\u{A0}")
        let isForeign = ["+33", "0033"].contains { number.filter { !$0.isWhitespace }.hasPrefix($0) }
        return (isForeign ? "+33\u{A0}" + national.dropFirst().prefix(1) : national.prefix(2)) + "\u{A0}" + pairs
    }

    /// The digits, those of a French number as they are dialled in France: what a search compares.
    package static func digits(_ number: String) -> String {
        let bare = number.filter { $0.isASCII && ($0.isNumber || $0 == "+") }
        for prefix in ["+33", "0033"] where bare.hasPrefix(prefix) {
            let rest = bare.dropFirst(prefix.count)
            return (rest.hasPrefix("0") ? "" : "0") + rest.filter(\.isNumber)
        }
        return bare.filter(\.isNumber)
    }

    /// Whether a text is nothing but a number that somebody could dial.
    package static func isNumber(_ text: String) -> Bool {
        text.allSatisfy { $0.isWhitespace || $0.isASCII && ($0.isNumber || "+(). -/".contains($0)) }
            && digits(text).utf8.count >= 6
    }
}
