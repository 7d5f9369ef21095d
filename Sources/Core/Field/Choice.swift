/// One of a fixed set of values, with its word and its colour.
package struct Choice: Sendable, Hashable {
    package let key: String
    package private(set) var label: Phrase
    package let tone: Tone
    private var staffLabel: Phrase?

    package init(_ key: String, fr: String, en: String, _ tone: Tone = .neutral) {
        self.key = key
        label = Phrase(fr: fr, en: en)
        self.tone = tone
    }

    /// Gives staff words of their own, for a label that speaks to the customer.
    package func staff(fr: String, en: String) -> Choice {
        var copy = self
        copy.staffLabel = Phrase(fr: fr, en: en)
        return copy
    }

    /// The choice as staff read it.
    package var forStaff: Choice {
        var copy = self
        copy.label = staffLabel ?? label
        return copy
    }
}

/// What a state means for the person who reads it; a page gives each its colour beside the word.
package enum Tone: String, Codable, Sendable, Hashable {
    case neutral, ok, warn, bad, info
}

/// A field that holds one key of a list.
package struct ChoiceType: FieldType {
    package let choices: [Choice]
    private let byKey: [String: Choice]

    package init(_ choices: [Choice]) {
        self.choices = choices
        byKey = Dictionary(choices.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package var storage: Storage { .text }
    package var control: Control { .choice(choices) }
    package subscript(key: String) -> Choice? { byKey[key] }
    package var forStaff: ChoiceType { ChoiceType(choices.map(\.forStaff)) }

    package func read(_ input: String) throws(FieldProblem) -> Value {
        guard byKey[input] != nil else {
            throw FieldProblem(fr: "Choisissez une des valeurs proposées.", en: "Choose one of the values offered.")
        }
        return .text(input)
    }
    package func show(_ value: Value, _ formats: Formats) -> String {
        guard let key = value.text else { return "" }
        return byKey[key]?.label(formats.language) ?? key
    }
    package func edit(_ value: Value, _ formats: Formats) -> String { value.text ?? "" }
}

/// A field that holds several keys of a list, stored as `,a,b,` in the list's order so that one can be searched.
package struct ChoicesType: FieldType {
    package let choices: [Choice]

    package init(_ choices: [Choice]) { self.choices = choices }

    package var storage: Storage { .text }
    package var control: Control { .choices(choices) }

    package func read(_ input: String) throws(FieldProblem) -> Value {
        let keys = Set(input.split(separator: ",").map(String.init))
        guard keys.isSubset(of: choices.map(\.key)) else {
            throw FieldProblem(fr: "Choisissez parmi les valeurs proposées.", en: "Choose among the values offered.")
        }
        let ordered = choices.map(\.key).filter(keys.contains)
        return ordered.isEmpty ? .null : .text("," + ordered.joined(separator: ",") + ",")
    }
    package func show(_ value: Value, _ formats: Formats) -> String {
        let keys = ChoicesType.keys(value)
        return choices.filter { keys.contains($0.key) }.map { $0.label(formats.language) }.joined(separator: ", ")
    }
    package func edit(_ value: Value, _ formats: Formats) -> String { ChoicesType.keys(value).joined(separator: ",") }

    package static func keys(_ value: Value) -> [String] { (value.text ?? "").split(separator: ",").map(String.init) }
}
