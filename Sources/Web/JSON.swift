/// A JSON text in the making; the API has no floating point.
package indirect enum JSON: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case text(String)
    case array([JSON])
    case object([(String, JSON)])

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package var bytes: [UInt8] {
        var out: [UInt8] = []
        write(to: &out)
        return out
    }

    private func write(to out: inout [UInt8]) {
        switch self {
        case .null: out += "null".utf8
        case .bool(let value): out += value ? "true".utf8 : "false".utf8
        case .int(let value): out += String(value).utf8
        case .text(let value): JSON.quote(value, to: &out)
        case .array(let items): list("[", "]", items, to: &out) { $0.write(to: &$1) }
        case .object(let members):
            list("{", "}", members, to: &out) { member, out in
                JSON.quote(member.0, to: &out)
                out.append(0x3A)
                member.1.write(to: &out)
            }
        }
    }

    private func list<T>(
        _ open: String, _ close: String, _ items: [T], to out: inout [UInt8], _ write: (T, inout [UInt8]) -> Void
    ) {
        out += open.utf8
        for (index, item) in items.enumerated() {
            if index > 0 { out.append(0x2C) }
            write(item, &out)
        }
        out += close.utf8
    }

    /// Byte by byte: what must be escaped is a byte of its own in UTF-8.
    private static func quote(_ text: String, to out: inout [UInt8]) {
        var text = text
        out.append(0x22)
        text.withUTF8 { utf8 in
            guard utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) else {
                return out.append(contentsOf: utf8)
            }
            for byte in utf8 {
                switch byte {
                case 0x22: out += "\\\"".utf8
                case 0x5C: out += "\\\\".utf8
                case 0x0A: out += "\\n".utf8
                case 0..<0x20: out += ("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)).utf8
                default: out.append(byte)
                }
            }
        }
        out.append(0x22)
    }
}
