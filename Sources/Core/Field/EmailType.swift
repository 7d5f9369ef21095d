/// An e-mail address, kept as typed and compared without case.
package struct EmailType: FieldType {
    package init() {}

    package var storage: Storage { .text }
    package var control: Control { .email }

    package func read(_ input: String) throws(FieldProblem) -> Value {
        guard isEmailAddress(input) else {
            throw FieldProblem(
                fr: "Écrivez une adresse comme nom@exemple.fr.", en: "Write an address such as name@example.com.")
        }
        return .text(input)
    }
    package func show(_ value: Value, _ formats: Formats) -> String { value.text ?? "" }
}

/// True for the addresses we can write to: `local@domain`, ASCII, at most 254 characters, the marks of RFC 5321's dot-string.
package func isEmailAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, text.utf8.count <= 254, (1...64).contains(parts[0].utf8.count) else { return false }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    return parts[0].utf8.allSatisfy(isLocalByte) && !parts[0].hasPrefix(".") && !parts[0].hasSuffix(".")
        && !parts[0].contains("..")
        && labels.count >= 2 && labels.allSatisfy(isDomainLabel)
}

private func isLocalByte(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || "!#$%&'*+-/=?^_`{|}~.".utf8.contains(byte) }

private func isDomainLabel(_ label: Substring) -> Bool {
    (1...63).contains(label.utf8.count) && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
        && !label.hasPrefix("-") && !label.hasSuffix("-")
}

private func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"):
        true
    default: false
    }
}
