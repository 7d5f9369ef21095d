package import Foundation

/// A calendar day.
package struct DayType: FieldType {
    package init() {}

    package var storage: Storage { .day }
    package var control: Control { .day }

    package func read(_ input: String) throws(FieldProblem) -> Value {
        guard let day = Day(iso: input) ?? Day(french: input), (Day.first...Day.last).contains(day) else {
            throw FieldProblem(fr: "Écrivez une date comme 22/11/2026.", en: "Write a date such as 22/11/2026.")
        }
        return .text(day.iso)
    }
    package func show(_ value: Value, _ formats: Formats) -> String { value.day.map(formats.day) ?? "" }
    package func edit(_ value: Value, _ formats: Formats) -> String { value.text ?? "" }
}

extension Day {
    /// The days a person may type: 1800 to 2999.
    static let first = Day(number: -62_091)
    static let last = Day(number: 376_199)
}

/// A moment, shown in the reader's time. Forms read it in the time of who typed it, everything else in that of Paris.
package struct InstantType: FieldType {
    package init() {}

    package var storage: Storage { .integer }
    package var control: Control { .instant }

    package func read(_ input: String) throws(FieldProblem) -> Value { try read(input, in: Formats.paris) }

    package func read(_ input: String, in zone: TimeZone) throws(FieldProblem) -> Value {
        guard let instant = Instant(local: input, in: zone) else {
            throw FieldProblem(
                fr: "Écrivez une date et une heure comme 22/11/2026 14:30.",
                en: "Write a date and a time such as 22/11/2026 14:30.")
        }
        return .instant(instant)
    }
    package func show(_ value: Value, _ formats: Formats) -> String { value.instant.map(formats.moment) ?? "" }
    package func edit(_ value: Value, _ formats: Formats) -> String {
        value.instant.map { $0.local(in: formats.zone) } ?? ""
    }
}
