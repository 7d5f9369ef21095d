/// A field as an administrator defined it, in the form in which it is stored and exported.
package struct FieldDefinition: Codable, Sendable, Hashable {
    package var key: String
    package var label: Phrase
    package var kind: Kind
    package var isRequired = false
    /// Worked out by the business software and brought by imports: never typed here.
    package var isFormula = false
    package var isSorted = false
    package var isInternal = false
    /// Of `choice` and `choices`.
    package var choices: [ChoiceDefinition]?
    /// Decimals of `number`.
    package var scale: Int?
    /// Shown behind a `number`, such as `kg`.
    package var unit: String?
    /// ISO 4217 code of `money`.
    package var currency: String?
    /// The module that a `lookup` points to.
    package var target: String?
    /// Milliseconds since 1970 at which the field was removed; its values are kept for 30 days.
    package var removedAt: Int64?

    /// What a field holds.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case line, paragraph, email, phone, address, choice, choices, number, money, day, moment, yesNo, country, file
        case lookup
    }

    package init(_ key: String, _ label: Phrase, _ kind: Kind) {
        self.key = key
        self.label = label
        self.kind = kind
    }

    package var isLive: Bool { removedAt == nil }
}

/// One value of a list.
package struct ChoiceDefinition: Codable, Sendable, Hashable {
    package var key: String
    package var label: Phrase
    package var tone: Tone?

    package init(_ key: String, _ label: Phrase, tone: Tone? = nil) {
        self.key = key
        self.label = label
        self.tone = tone
    }
}

extension FieldDefinition {
    private enum CodingKeys: String, CodingKey {
        case key, label, kind, isRequired, isFormula, isSorted, isInternal, choices, scale, unit, currency, target
        case removedAt
    }

    /// What a file leaves out is not so.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        key = try values.decode(String.self, forKey: .key)
        label = try values.decode(Phrase.self, forKey: .label)
        kind = try values.decode(Kind.self, forKey: .kind)
        isRequired = try values.decodeIfPresent(Bool.self, forKey: .isRequired) ?? false
        isFormula = try values.decodeIfPresent(Bool.self, forKey: .isFormula) ?? false
        isSorted = try values.decodeIfPresent(Bool.self, forKey: .isSorted) ?? false
        isInternal = try values.decodeIfPresent(Bool.self, forKey: .isInternal) ?? false
        choices = try values.decodeIfPresent([ChoiceDefinition].self, forKey: .choices)
        scale = try values.decodeIfPresent(Int.self, forKey: .scale)
        unit = try values.decodeIfPresent(String.self, forKey: .unit)
        currency = try values.decodeIfPresent(String.self, forKey: .currency)
        target = try values.decodeIfPresent(String.self, forKey: .target)
        removedAt = try values.decodeIfPresent(Int64.self, forKey: .removedAt)
    }

    /// The field as the rest of the program knows it.
    package var field: Field {
        var field = Field(key, label, type).custom()
        if isRequired { field = field.mandatory() }
        if isFormula { field = field.readOnly() }
        if isInternal { field = field.internalOnly() }
        if isSearched { field = field.searched() }
        if isSorted { field = kind == .line ? field.sortedByName() : field.sorted() }
        return field
    }

    /// What people type as words can be searched.
    package var isSearched: Bool { [.line, .email, .phone].contains(kind) }

    /// Kinds whose order means something to people.
    package var maySort: Bool { [.line, .number, .money, .day, .moment].contains(kind) }

    private var type: any FieldType {
        switch kind {
        case .line: TextType()
        case .paragraph, .address: TextType.long
        case .email: EmailType()
        case .phone: PhoneType()
        case .choice: ChoiceType(listed)
        case .choices: ChoicesType(listed)
        case .number: NumberType(scale: min(6, max(0, scale ?? 0)), unit: unit.map(Phrase.init(same:)))
        case .money: MoneyType(currency ?? "EUR")
        case .day: DayType()
        case .moment: InstantType()
        case .yesNo: YesNoType()
        case .country: CountryType()
        case .file: FileType()
        case .lookup: LookupType(target ?? "")
        }
    }

    private var listed: [Choice] {
        (choices ?? []).map { Choice($0.key, fr: $0.label.fr, en: $0.label.en, $0.tone ?? .neutral) }
    }
}

extension Phrase: Codable {
    private enum CodingKeys: String, CodingKey {
        case fr, en
    }
    package init(from decoder: any Decoder) throws {
        let words = try decoder.container(keyedBy: CodingKeys.self)
        self.init(fr: try words.decode(String.self, forKey: .fr), en: try words.decode(String.self, forKey: .en))
    }
    package func encode(to encoder: any Encoder) throws {
        var words = encoder.container(keyedBy: CodingKeys.self)
        try words.encode(fr, forKey: .fr)
        try words.encode(en, forKey: .en)
    }
}
