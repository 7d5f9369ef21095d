import Core
import Foundation

/// A column of a CSV file and the field it fills.
struct CSVColumn: Sendable {
    let header: String
    let field: Field
    /// Keys of a choice by every way to write them.
    private let words: [String: String]
    private let isSeveral: Bool

    init(header: String, field: Field) {
        self.header = header
        self.field = field
        switch field.type.control {
        case .choice(let choices): (words, isSeveral) = (CSVColumn.words(choices), false)
        case .choices(let choices): (words, isSeveral) = (CSVColumn.words(choices), true)
        default: (words, isSeveral) = ([:], false)
        }
    }

    /// As it is written in full, which is found fastest, and without case and accents.
    private static func words(_ choices: [Choice]) -> [String: String] {
        var words: [String: String] = [:]
        for choice in choices {
            for name in names(choice) { words[plainName(name)] = choice.key }
        }
        for choice in choices {
            for name in names(choice) { words[name] = choice.key }
        }
        return words
    }

    /// In the customer's words and in those of staff.
    private static func names(_ choice: Choice) -> [String] {
        let staff = choice.forStaff.label
        return [staff.en, staff.fr, choice.label.en, choice.label.fr, choice.key]
    }

    private func word(_ text: String) -> String { words[text] ?? words[plainName(text)] ?? text }

    /// The value of a cell, as French people and spreadsheets write it.
    func value(_ text: String) throws(FieldProblem) -> Value {
        if text.isEmpty { return .null }
        if !words.isEmpty { return try field.importedValue(isSeveral ? keys(text) : word(text)) }
        switch field.type {
        case is TextType: return try field.importedValue(text)
        case is MoneyType, is NumberType: return try number(text)
        case is DayType: return try day(text)
        case is InstantType: return try CSVColumn.instant(text)
        default: return try field.importedValue(text)
        }
    }

    private func day(_ text: String) throws(FieldProblem) -> Value {
        if let plain = PlainDay(text) { return .day(plain.day) }
        return try field.importedValue(CSVColumn.withoutMidnight(text))
    }

    private func number(_ text: String) throws(FieldProblem) -> Value {
        if let value = DecimalText.exact(text, scale: field.scale).flatMap(field.importedNumber) { return value }
        return try field.importedValue(CSVColumn.without((field.type as? NumberType)?.unit, text))
    }

    private func keys(_ text: String) -> String {
        text.split(whereSeparator: { ",;|\n".contains($0) }).map { word(String($0)) }.joined(separator: ",")
    }

    /// Spreadsheets write days as `22/11/2026 00:00:00`.
    private static func withoutMidnight(_ text: String) -> String {
        let parts = text.split(maxSplits: 1, whereSeparator: { $0 == " " || $0 == "T" })
        return parts.count == 2 && ["00:00", "00:00:00", "0:00"].contains(parts[1]) ? String(parts[0]) : text
    }

    private static func without(_ unit: Phrase?, _ text: String) -> String {
        guard let unit = unit.map({ $0(.fr) }), text.hasSuffix(unit) else { return text }
        return String(text.dropLast(unit.count))
    }

    /// `2025-05-28T12:31:00Z`, or `28/05/2025 12:31` in Paris.
    private static func instant(_ text: String) throws(FieldProblem) -> Value {
        let text = text.trimmingCharacters(in: .whitespaces)
        if text.isEmpty { return .null }
        if let date = try? Date(text, strategy: .iso8601), abs(date.timeIntervalSince1970) < 253_402_300_800 {
            return .instant(Instant(seconds: Int64(date.timeIntervalSince1970)))
        }
        let parts = text.split(maxSplits: 1, whereSeparator: { $0 == " " || $0 == "T" }).map(String.init)
        guard let first = parts.first, let day = Day(iso: first) ?? Day(french: first),
            let clock = seconds(parts.count == 2 ? parts[1] : "0:00")
        else {
            throw FieldProblem(
                fr: "Écrivez une date et une heure comme 28/05/2025 12:31.",
                en: "Write a date and time such as 2025-05-28 12:31.")
        }
        return .instant(day.moment(clock, in: Formats.paris))
    }

    private static func seconds(_ clock: String) -> Int64? {
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) ?? -1 }
        guard (2...3).contains(parts.count), (0...23).contains(parts[0]),
            parts.dropFirst().allSatisfy({ (0...59).contains($0) })
        else { return nil }
        return parts[0] * 3600 + parts[1] * 60 + (parts.count == 3 ? parts[2] : 0)
    }
}

/// A day written in full, `22/11/2026` or `2026-11-22`: what almost every cell is, read without a detour.
private struct PlainDay {
    let day: Day

    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10 else { return nil }
        let isFrench = bytes[2] == UInt8(ascii: "/") && bytes[5] == UInt8(ascii: "/")
        guard isFrench || bytes[4] == UInt8(ascii: "-") && bytes[7] == UInt8(ascii: "-") else { return nil }
        let parts = isFrench ? [6..<10, 3..<5, 0..<2] : [0..<4, 5..<7, 8..<10]
        let numbers = parts.map { range in
            bytes[range].reduce(0) { (0x30...0x39).contains($1) && $0 >= 0 ? $0 * 10 + Int($1) - 0x30 : -1 }
        }
        guard (1800...2999).contains(numbers[0]), let day = Day(year: numbers[0], month: numbers[1], day: numbers[2])
        else { return nil }
        self.day = day
    }
}

/// A name without case, accents, blanks and punctuation: `Code postal`, `code_postal` and `CODE-POSTAL` are one.
func plainName(_ text: String) -> String { folded(text).filter { $0.isLetter || $0.isNumber } }
