import Foundation

/// Bytes as text that addresses and cookies carry as it is (RFC 4648, section 5), without padding.
enum Base64URL {
    static func text(_ bytes: [UInt8]) -> String {
        var text = Array(Data(bytes).base64EncodedString().utf8)
        while text.last == 0x3D { text.removeLast() }
        for index in text.indices {
            if text[index] == 0x2B { text[index] = 0x2D }
            if text[index] == 0x2F { text[index] = 0x5F }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for what `text` cannot have written.
    static func bytes(_ text: String) -> Data? {
        var plain = Array(text.utf8)
        for index in plain.indices {
            switch plain[index] {
            case 0x2D: plain[index] = 0x2B
            case 0x5F: plain[index] = 0x2F
            case 0x2B, 0x2F, 0x3D: return nil
            default: break
            }
        }
        plain += repeatElement(0x3D, count: (4 - plain.count % 4) % 4)
        return Data(base64Encoded: Data(plain))
    }
}
