import Core
import Foundation
import Web

/// Values of fields to and from JSON: ids as 13 characters, amounts in minor units, days and moments in ISO 8601.
enum FieldJSON {
    static func value(_ value: Value, _ field: Field) -> JSON {
        switch value {
        case .null: return .null
        case .bytes: return .null
        case .text where field.type is FileType:
            guard let file = FileValue(value) else { return .null }
            return .object([("name", .text(file.name)), ("size", .int(file.size))])
        case .text(let text):
            return field.type is ChoicesType ? .array(ChoicesType.keys(value).map { .text($0) }) : .text(text)
        case .int(let number):
            if field.target != nil { return .text(RecordID(number).text) }
            if field.type is YesNoType { return .bool(number == 1) }
            return field.type is InstantType ? .text(moment(Instant(milliseconds: number))) : .int(number)
        }
    }

    /// `2026-11-22T10:00:00Z`.
    static func moment(_ instant: Instant) -> String {
        let day = Day(instant, in: .gmt)
        let seconds = Int(instant.seconds - Int64(day.number) * 86_400)
        return day.iso + "T" + padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":"
            + padded(seconds % 60, 2) + "Z"
    }

    /// Reads what a client sent for a field by the field's own rules.
    static func read(_ input: JSONInput, _ field: Field) throws(FieldProblem) -> Value {
        switch input {
        case .null: return .null
        case .bool(let flag):
            guard field.type is YesNoType else { throw wrongKind }
            return .bool(flag)
        case .int(let number): return try whole(number, field)
        case .texts(let keys):
            guard field.type is ChoicesType else { throw wrongKind }
            return try field.type.read(keys.joined(separator: ","))
        case .text(let text):
            guard field.type.storage != .integer || field.target != nil else { throw wrongKind }
            let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
            return trimmed.isEmpty ? .null : try field.type.read(trimmed)
        }
    }

    /// Amounts and numbers come as they are stored, so the bounds of the type are checked through its own reader.
    private static func whole(_ number: Int64, _ field: Field) throws(FieldProblem) -> Value {
        guard field.type.isNumeric else { throw wrongKind }
        let scale = (field.type as? NumberType)?.scale ?? (field.type as? MoneyType)?.scale ?? 2
        return try field.type.read(Formats(.en).plainNumber(number, scale: scale))
    }

    private static let wrongKind = FieldProblem(
        fr: "Cette valeur n’est pas du type attendu.", en: "This value is not of the expected type.")
}
