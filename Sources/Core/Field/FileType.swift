/// A file as the value of a field: its content lies in the file store under its hash, and whoever sees the field may have it.
package struct FileValue: Sendable, Hashable {
    /// SHA-256 in hexadecimal.
    package let hash: String
    package let size: Int64
    package let name: String

    package init(hash: String, size: Int64, name: String) {
        self.hash = hash
        self.size = size
        self.name = name
    }

    /// Reads `HASH/SIZE/NAME`.
    package init?(_ value: Value) {
        let parts = (value.text ?? "").split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 64, let size = Int64(parts[1]) else { return nil }
        self.init(hash: String(parts[0]), size: size, name: String(parts[2]))
    }

    package var value: Value { .text("\(hash)/\(size)/\(name)") }
}

/// A file. It comes with a form and in no other way: a text that names one would open other people's.
package struct FileType: FieldType {
    package init() {}

    package var storage: Storage { .text }
    package var control: Control { .file }

    package func read(_ input: String) throws(FieldProblem) -> Value {
        throw FieldProblem(fr: "Joignez le fichier par le formulaire.", en: "Attach the file with the form.")
    }

    package func show(_ value: Value, _ formats: Formats) -> String { FileValue(value)?.name ?? "" }
}
