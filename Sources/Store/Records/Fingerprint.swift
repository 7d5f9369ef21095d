package import Core

extension IncomingRecord {
    /// The same for the same content on every run and machine: FNV-1a, 64 bits, over the fields in order of their names.
    package var fingerprint: Int64 {
        var hash = FNV()
        for key in values.keys.sorted() { hash.add(key, values[key] ?? .null) }
        for key in references.keys.sorted() { hash.add(key, .text(references[key])) }
        for key in lines.keys.sorted() {
            for line in lines[key] ?? [] {
                hash.add(key, .null)
                for name in line.values.keys.sorted() { hash.add(name, line.values[name] ?? .null) }
                for name in line.references.keys.sorted() { hash.add(name, .text(line.references[name])) }
            }
        }
        for comment in comments { hash.add(comment.externalID, .text(comment.text)) }
        for file in files { hash.add(file.name, .int(Int64(file.bytes.count))) }
        return Int64(bitPattern: hash.value)
    }
}

/// The Fowler–Noll–Vo hash 1a of 64 bits (draft-eastlake-fnv).
private struct FNV {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ key: String, _ value: Value) {
        add(key.utf8)
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
