/// A JSON text in the making; the API has no floating point.
package indirect enum JSON: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case text(String)
    case array([JSON])
    case object([(String, JSON)])

    package var text: String {
        var out = ""
        write(to: &out)
        return out
    }

    private func write(to out: inout String) {
        switch self {
        case .null: out += "null"
        case .bool(let value): out += value ? "true" : "false"
        case .int(let value): out += String(value)
        case .text(let value): JSON.quote(value, to: &out)
        case .array(let items): list("[", "]", items, to: &out) { $0.write(to: &$1) }
        case .object(let members):
            list("{", "}", members, to: &out) { member, out in
                JSON.quote(member.0, to: &out)
                out += ":"
                member.1.write(to: &out)
            }
        }
    }

    private func list<T>(
        _ open: String, _ close: String, _ items: [T], to out: inout String, _ write: (T, inout String) -> Void
    ) {
        out += open
        for (index, item) in items.enumerated() {
            if index > 0 { out += "," }
            write(item, &out)
        }
        out += close
    }

    private static func quote(_ text: String, to out: inout String) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case _ where scalar.value < 0x20:
                out += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: out.unicodeScalars.append(scalar)
            }
        }
        out += "\""
    }
}
