import Core
import Foundation

extension Field {
    /// The value of a text from outside within this field's limits; empty gives `.null`.
    ///
    /// Line ends in a one-line field become spaces, since they can only come from a careless paste.
    func importedValue(_ text: String) throws(FieldProblem) -> Value {
        if text.isEmpty { return .null }
        if text.isClean { return try type.read(text) }
        guard !hasControlCharacters(text) else { throw .invisibleCharacters }
        let isLong = (type as? TextType)?.isLong ?? false
        let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        let clean = (isLong ? lines : String(lines.map { $0.isNewline ? " " : $0 })).trimmingCharacters(
            in: .whitespacesAndNewlines)
        return clean.isEmpty ? .null : try type.read(clean)
    }

    /// A whole number of 10^-scale from outside, within this field's range.
    func importedNumber(_ number: Int64) -> Value? {
        switch type {
        case let type as NumberType: type.range.contains(number) ? .int(number) : nil
        case let type as MoneyType: number.magnitude <= type.most.magnitude ? .int(number) : nil
        default: nil
        }
    }

    /// How many decimals the field keeps.
    var scale: Int { (type as? NumberType)?.scale ?? (type as? MoneyType)?.scale ?? 0 }
}

extension String {
    /// True when the text surely has no line end, control character or outer blank; most texts are so, and finding
    /// out is cheap.
    fileprivate var isClean: Bool {
        var isClean = true
        for byte in utf8 {
            // C2 and E2 begin the separators and blanks outside ASCII, among other characters.
            if byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xE2 || byte == 0xE3 { isClean = false }
        }
        return isClean && utf8.first != 0x20 && utf8.last != 0x20
    }
}

extension String {
    /// The text without blanks around it.
    var withoutOuterBlanks: String {
        guard let first = utf8.first, let last = utf8.last else { return self }
        let isTrimmed = (0x21...0x7E).contains(first) && (0x21...0x7E).contains(last)
        return isTrimmed ? self : trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

extension FieldProblem {
    static let invisibleCharacters = FieldProblem(
        fr: "Retirez les caractères invisibles, par exemple NUL.",
        en: "Remove the invisible characters, for instance NUL.")
    static let number = FieldProblem(
        fr: "Écrivez un nombre, dans les limites de ce champ.", en: "Write a number within this field’s limits.")
}
