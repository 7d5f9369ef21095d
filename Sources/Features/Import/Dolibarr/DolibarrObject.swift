import Core
import Foundation

/// A JSON object of Dolibarr read by key; untyped JSON exists in this file only.
///
/// Dolibarr writes ids, flags and amounts as text, whole numbers or floats, and what is empty as `""`, `null`, `[]`
/// or nothing.
struct DolibarrObject {
    private let members: [String: Any]

    /// Nil when the bytes are not one JSON object.
    init?(json: some Sequence<UInt8>) {
        guard let read = try? JSONSerialization.jsonObject(with: Data(json)), let members = read as? [String: Any]
        else { return nil }
        self.members = members
    }
    private init(members: [String: Any]) { self.members = members }

    /// The ids in a JSON list of texts or numbers; nil when the bytes are something else.
    static func ids(json: some Sequence<UInt8>) -> [String]? {
        guard let read = try? JSONSerialization.jsonObject(with: Data(json)), let list = read as? [Any] else {
            return nil
        }
        return list.compactMap { ($0 as? String) ?? ($0 as? NSNumber)?.stringValue }
    }

    /// What a member holds, as far as this import is concerned.
    private enum Content {
        case absent
        case flag(Bool)
        case number(String)
        case text(String)
        case composite
    }

    private func content(_ key: String) -> Content {
        switch members[key] {
        case nil, is NSNull: .absent
        case let text as String: text.isEmpty ? .absent : .text(text)
        case let list as [Any]: list.isEmpty ? .absent : .composite
        case let number as NSNumber: isFlag(number) ? .flag(number.boolValue) : .number(number.stringValue)
        default: .composite
        }
    }

    /// The character that Foundation gives JSON's `true` and `false` as their type in C.
    private func isFlag(_ number: NSNumber) -> Bool { number.objCType.pointee == CChar(UInt8(ascii: "c")) }

    /// The member's text, or its number as JSON writes it; nil when empty.
    func text(_ key: String) throws(DolibarrFault) -> String? {
        switch content(key) {
        case .absent, .flag(false): nil
        case .text(let text), .number(let text): text
        case .flag(true), .composite: throw .wrongType(key, fr: "un texte", en: "a text")
        }
    }

    /// The first of several members that is not empty; Dolibarr often has the same value under two names.
    func text(anyOf keys: [String]) throws(DolibarrFault) -> String? {
        for key in keys { if let text = try text(key) { return text } }
        return nil
    }

    /// True when the number came as a JSON number, which may carry binary noise.
    func isJSONNumber(_ key: String) -> Bool { if case .number = content(key) { true } else { false } }

    func flag(_ key: String) throws(DolibarrFault) -> Bool {
        switch content(key) {
        case .absent: false
        case .flag(let flag): flag
        case .number("0"), .text("0"): false
        case .number("1"), .text("1"): true
        default: throw .wrongType(key, fr: "0 ou 1", en: "0 or 1")
        }
    }

    /// The object under `key`; an empty list counts as an empty object, as PHP writes it.
    func object(_ key: String) throws(DolibarrFault) -> DolibarrObject {
        if case .absent = content(key) { return DolibarrObject(members: [:]) }
        guard let members = members[key] as? [String: Any] else {
            throw .wrongType(key, fr: "un objet", en: "an object")
        }
        return DolibarrObject(members: members)
    }

    /// The objects of the list, or of the map, under `key`; of a map in the order of its keys.
    func objects(_ key: String) throws(DolibarrFault) -> [DolibarrObject] {
        if case .absent = content(key) { return [] }
        let list =
            members[key] as? [[String: Any]]
            ?? (members[key] as? [String: [String: Any]])?.sorted { $0.key < $1.key }.map(\.value)
        guard let list else { throw .wrongType(key, fr: "une liste d’objets", en: "a list of objects") }
        return list.map(DolibarrObject.init(members:))
    }

    /// The ids in the list under `key`, as texts or numbers; nil when there is no such list.
    func ids(_ key: String) throws(DolibarrFault) -> [String]? {
        guard let list = members[key] as? [Any] else { return nil }
        return list.compactMap { ($0 as? String) ?? ($0 as? NSNumber)?.stringValue }
    }

    /// The id under the smallest key of a map such as `{"101": "20009"}`.
    func firstID() throws(DolibarrFault) -> String? {
        guard let key = members.keys.min() else { return nil }
        return try id(key)
    }
}
