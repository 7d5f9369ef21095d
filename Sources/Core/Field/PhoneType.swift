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
    package func show(_ value: Value, _ formats: Formats) -> String { value.text ?? "" }
}
