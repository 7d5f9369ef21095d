package import Core
import Crypto

extension IncomingRecord {
    /// The same for the same content on every run and machine: FNV-1a, 64 bits, over the fields in order of their names and whatever else
    /// comes with the record. What is left out here never arrives once the record is known.
    package var fingerprint: Int64 {
        var hash = FNV()
        hash.add(values, references)
        for key in lines.keys.sorted() {
            for line in lines[key] ?? [] {
                hash.begin(key)
                hash.add(line.values, line.references)
            }
        }
        for comment in comments { hash.add(comment) }
        for contact in contacts ?? [] { hash.add(contact) }
        for file in files { hash.add(file) }
        return Int64(bitPattern: hash.value)
    }
}

/// The Fowler–Noll–Vo hash 1a of 64 bits (draft-eastlake-fnv).
private struct FNV {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ values: [String: Value], _ references: [String: String]) {
        for key in values.keys.sorted() { add(key, values[key] ?? .null) }
        for key in references.keys.sorted() { add(key, .text(references[key])) }
    }

    /// A line of a sub-form begins.
    mutating func begin(_ key: String) { add(key, .null) }

    mutating func add(_ comment: IncomingComment) {
        add(comment.externalID, .text(comment.text))
        add(comment.author, .bool(comment.isFromStaff))
        add("private", .bool(comment.isPrivate))
        add("at", .instant(comment.at))
    }

    mutating func add(_ contact: IncomingContact) { add(contact.externalID, .text(contact.role.rawValue)) }

    /// SHA-256 of the content: two versions of a document often have one size.
    mutating func add(_ file: IncomingFile) {
        add(file.name, .text(file.type))
        add("content", .bytes(Array(SHA256.hash(data: file.bytes))))
    }

    /// The marks keep a name from flowing into its value and a value into the next name; UTF-8 has no FE and FF.
    private mutating func add(_ key: String, _ value: Value) {
        add(key.utf8)
        add([0xFE])
        switch value {
        case .null: add([0])
        case .int(let number): withUnsafeBytes(of: number.littleEndian) { add($0) }
        case .text(let text): add(text.utf8)
        case .bytes(let bytes): add(bytes)
        }
        add([0xFF])
    }

    private mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    }
}
