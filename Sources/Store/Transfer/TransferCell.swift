import Core
import Foundation

/// A value as a word without tabs and line ends: `-`, `i12`, `tText`, `bBASE64`.
enum TransferCell {
    static func text(_ value: Value) -> String {
        switch value {
        case .null: "-"
        case .int(let number): "i" + String(number)
        case .text(let text): "t" + escaped(text)
        case .bytes(let bytes): "b" + Data(bytes).base64EncodedString()
        }
    }

    /// Nil for what `text` never writes.
    static func value(_ cell: some Collection<UInt8>) -> Value? {
        let rest = cell.dropFirst()
        switch cell.first {
        case UInt8(ascii: "-"): return rest.isEmpty ? .null : nil
        case UInt8(ascii: "i"): return Int64(String(decoding: rest, as: UTF8.self)).map { .int($0) }
        case UInt8(ascii: "t"): return unescaped(rest).map { .text($0) }
        case UInt8(ascii: "b"):
            return Data(base64Encoded: String(decoding: rest, as: UTF8.self)).map { .bytes([UInt8]($0)) }
        default: return nil
        }
    }

    private static let escapes: [(byte: UInt8, letter: UInt8)] = [
        (0x5C, 0x5C), (0x09, UInt8(ascii: "t")), (0x0A, UInt8(ascii: "n")), (0x0D, UInt8(ascii: "r")),
    ]

    private static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { byte in escapes.contains { $0.byte == byte } }) else { return text }
        var out: [UInt8] = []
        for byte in text.utf8 {
            if let letter = escapes.first(where: { $0.byte == byte })?.letter {
                out += [0x5C, letter]
            } else {
                out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func unescaped(_ bytes: some Collection<UInt8>) -> String? {
        guard bytes.contains(0x5C) else { return String(validating: bytes, as: UTF8.self) }
        var out: [UInt8] = []
        var isEscape = false
        for byte in bytes {
            if isEscape {
                guard let meant = escapes.first(where: { $0.letter == byte })?.byte else { return nil }
                out.append(meant)
                isEscape = false
            } else if byte == 0x5C {
                isEscape = true
            } else {
                out.append(byte)
            }
        }
        return isEscape ? nil : String(validating: out, as: UTF8.self)
    }
}
