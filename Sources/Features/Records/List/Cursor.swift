import Core
import Foundation

/// A page's place as text in an address: sort value and id, opaque to people, bounded and checked when it comes back.
enum Cursor {
    private static let longest = 1024

    static func text(_ key: Position.Key) -> String {
        let value =
            switch key.value {
            case .int(let number): "i" + String(number)
            case .text(let text): "t" + text
            case .null, .bytes: "n"
            }
        return Base64URL.text(Array((key.id.text + value).utf8))
    }

    /// Nil for anything that a list sorted by `field` cannot have written.
    static func key(_ text: String, sortedBy field: Field) -> Position.Key? {
        guard (18...longest).contains(text.utf8.count) else { return nil }
        guard let data = Base64URL.bytes(text), let plain = String(data: data, encoding: .utf8),
            let id = RecordID(text: plain.prefix(13)),
            let value = value(plain.dropFirst(13), field)
        else { return nil }
        return Position.Key(value: value, id: id)
    }

    private static func value(_ text: Substring, _ field: Field) -> Value? {
        switch (text.first, field.type.storage) {
        case ("n", _) where text.count == 1: .null
        case ("i", .integer): Int64(text.dropFirst()).map { .int($0) }
        case ("t", .day): Day(iso: String(text.dropFirst())).map { .day($0) }
        case ("t", .text) where !text.utf8.contains(0): .text(String(text.dropFirst()))
        default: nil
        }
    }
}
