/// Cuts a JSON array into its elements without reading them, so that one bad element costs one row and not the page.
struct JSONRows {
    /// Where each element stands in the bytes.
    private(set) var elements: [Range<Int>] = []
    /// False when the array's end is missing or something follows it: the file was cut or is not JSON.
    private(set) var isComplete = false

    /// Nil when the bytes do not begin with an array.
    init?(_ bytes: [UInt8]) {
        guard let start = bytes.firstIndex(where: { !JSONRows.isBlank($0) }), bytes[start] == UInt8(ascii: "[") else {
            return nil
        }
        bytes.withUnsafeBufferPointer { read($0, from: start + 1) }
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
        var (depth, element, inText, index) = (0, start, false, start)
        while index < bytes.count {
            let byte = bytes[index]
            if inText {
                if byte == UInt8(ascii: "\\") { index += 1 } else if byte == UInt8(ascii: "\"") { inText = false }
            } else {
                switch byte {
                case UInt8(ascii: "\""): inText = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "]") where depth == 0:
                    add(element..<index, of: bytes, isLast: true)
                    isComplete = bytes[(index + 1)...].allSatisfy(JSONRows.isBlank)
                    return
                case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
                case UInt8(ascii: ",") where depth == 0:
                    add(element..<index, of: bytes)
                    element = index + 1
                default: break
                }
            }
            index += 1
        }
    }

    /// An empty list has no element, although there is something (nothing) between its brackets.
    private mutating func add(_ range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>, isLast: Bool = false) {
        if isLast, elements.isEmpty, bytes[range].allSatisfy(JSONRows.isBlank) { return }
        elements.append(range)
    }

    /// White space of JSON, and the bytes of a byte-order mark.
    private static func isBlank(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF: true
        default: false
        }
    }
}
