/// A kind of record. Its key is its table, its place in addresses and its name in grants and the API.
///
/// A value that never changes, in a class because every record carries its module.
package final class Module: Sendable {
    package let key: String
    package let one: Phrase
    package let many: Phrase
    package let fields: [Field]
    package let subforms: [Subform]
    /// The field that names a record to people.
    package let title: String
    /// A required field, so that keys of pages are never null.
    package let sort: Sort
    /// The columns of a list until somebody chooses others.
    package let columns: [String]
    package let state: StateRule?
    /// The states that its records may be in, in their order; `stateless` stands for having none where that may be. Empty for modules
    /// without states.
    package let stateKeys: [String]
    /// Those that people outside see until somebody decides otherwise.
    package let usualStates: [String]
    package let views: [ListView]
    /// Views that staff alone have, before the others.
    package let staffViews: [ListView]
    /// The standard one first; empty when nobody arranged the fields. Of a module in one layout, that one.
    package let layouts: [Layout]
    /// The layout in which the record at hand lies; nil where records of all layouts are meant.
    package let layout: String?
    /// The keys of all layouts there are.
    package let layoutKeys: [String]
    /// User types may take all its records, view only.
    package let isPublic: Bool
    /// Made by an administrator, at run time.
    package let isCustom: Bool
    /// The French word is feminine.
    package let isFeminine: Bool
    /// A searched field was removed and its words are still in the search text: searches must test the fields themselves.
    package let hasForgottenWords: Bool
    /// The address that a record's person is invited at; a module without one has no users.
    package let emailField: Field?
    private let byKey: [String: Field]
    private let inLayouts: [String: Module]

    package convenience init(
        _ key: String, one: Phrase, many: Phrase, title: String, sort: Sort, columns: [String], state: StateRule? = nil,
        views: [ListView] = [], staffViews: [ListView] = [], subforms: [Subform] = [], layouts: [Layout] = [],
        isPublic: Bool = false, isCustom: Bool = false, isFeminine: Bool = false, hasForgottenWords: Bool = false,
        fields: [Field]
    ) {
        self.init(
            Parts(
                key: key, one: one, many: many, fields: fields, subforms: subforms, title: title, sort: sort,
                columns: columns, state: state, views: views, staffViews: staffViews, isPublic: isPublic,
                isCustom: isCustom,
                isFeminine: isFeminine, hasForgottenWords: hasForgottenWords), layouts: layouts, in: nil)
    }

    /// What a module is in all its layouts alike.
    private struct Parts {
        let key: String
        let one: Phrase
        let many: Phrase
        let fields: [Field]
        let subforms: [Subform]
        let title: String
        let sort: Sort
        let columns: [String]
        let state: StateRule?
        let views: [ListView]
        let staffViews: [ListView]
        let isPublic: Bool
        let isCustom: Bool
        let isFeminine: Bool
        let hasForgottenWords: Bool

        var stateKeys: [String] {
            guard let field = fields.first(where: { $0.key == state?.field }), let type = field.type as? ChoiceType
            else { return [] }
            return type.choices.map(\.key) + (field.isNotNull ? [] : [Module.stateless])
        }
    }

    /// What a record without a state is in, where grants name states.
    package static let stateless = ""

    /// The state in which a record begins; a module lists its states in the order in which a record goes through them.
    package var firstState: String? { stateKeys.first.flatMap { $0 == Module.stateless ? nil : $0 } }

    /// A state's name; nil for what is none of the module's.
    package func stateLabel(_ key: String) -> Phrase? {
        if key == Module.stateless { return Phrase(fr: "Sans état", en: "No state") }
        return state.flatMap { (self[$0.field]?.type as? ChoiceType)?[key]?.label }
    }

    private init(_ parts: Parts, layouts: [Layout], in layout: Layout?) {
        (key, one, many, title) = (parts.key, parts.one, parts.many, parts.title)
        (fields, subforms, sort, columns) = (parts.fields, parts.subforms, parts.sort, parts.columns)
        (state, views, isPublic, isCustom) = (parts.state, parts.views, parts.isPublic, parts.isCustom)
        staffViews = parts.staffViews
        (isFeminine, hasForgottenWords) = (parts.isFeminine, parts.hasForgottenWords)
        stateKeys = parts.stateKeys
        usualStates = stateKeys.filter { !(parts.state?.unpublished ?? []).contains($0) }
        byKey = Dictionary(parts.fields.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        emailField = parts.fields.first { $0.type is EmailType }
        layoutKeys = layouts.isEmpty ? [Layout.standard] : layouts.map(\.key)
        self.layout = layout?.key
        self.layouts = layout.map { [$0] } ?? layouts
        let isSplit = layout == nil && layouts.count > 1
        inLayouts =
            isSplit
            ? Dictionary(
                layouts.map { ($0.key, Module(parts, layouts: layouts, in: $0)) },
                uniquingKeysWith: { first, _ in first })
            : [:]
    }

    /// Whether records lie in layouts that differ.
    package var hasLayouts: Bool { layoutKeys.count > 1 }

    /// The module as records of one layout have it; those of a layout that is no longer there have the standard one.
    package func inLayout(_ key: String?) -> Module {
        inLayouts[key ?? Layout.standard] ?? inLayouts[Layout.standard] ?? self
    }

    package subscript(key: String) -> Field? { byKey[key] }
    package var searched: [Field] { fields.filter(\.isSearched) }

    /// The module in the words of staff: what says "you" to a customer says "the customer" to them.
    package var forStaff: Module {
        Module(
            key, one: one, many: many, title: title, sort: sort, columns: columns, state: state,
            views: staffViews + views.map(\.forStaff), subforms: subforms, layouts: layouts, isPublic: isPublic,
            isCustom: isCustom,
            isFeminine: isFeminine,
            hasForgottenWords: hasForgottenWords, fields: fields.map(\.forStaff))
    }
}

/// Repeating lines inside a record (*sous-formulaire*), a table of its own.
package struct Subform: Sendable {
    package let key: String
    package let table: String
    package let label: Phrase
    /// Made by an administrator, at run time.
    package let isCustom: Bool
    package let fields: [Field]

    package init(_ key: String, table: String, label: Phrase, isCustom: Bool = false, fields: [Field]) {
        self.key = key
        self.table = table
        self.label = label
        self.isCustom = isCustom
        self.fields = fields
    }

    package subscript(key: String) -> Field? { fields.first { $0.key == key } }

    /// What tells the price of a line.
    static let priced: Set<String> = ["unit_price", "discount", "total_excl", "total_incl"]

    /// The name of a field's right in a grant.
    package func right(_ field: Field) -> String { key + "." + field.key }

    /// The same right for every field, as grants name them.
    package func rights(_ right: FieldRight) -> [String: FieldRight] {
        Dictionary(uniqueKeysWithValues: fields.map { (self.right($0), right) })
    }
}

/// The field that holds a record's state, and what its states mean.
package struct StateRule: Sendable {
    package let field: String
    /// When its word becomes *late*.
    package let lateness: Lateness?
    /// Drafts, and states of the company's own housekeeping: people outside see records in them only where their type says so.
    package let unpublished: Set<String>
    /// States in which a document counts for nothing: it was not issued yet, or it no longer stands.
    package let void: Set<String>

    package init(
        _ field: String, lateness: Lateness? = nil, unpublished: Set<String> = [], void: Set<String> = []
    ) {
        self.field = field
        self.lateness = lateness
        self.unpublished = unpublished
        self.void = void
    }
}

/// A record in one of `states` whose `due` day has passed is shown as late, unless nothing is owed any more.
package struct Lateness: Sendable {
    package let states: [String]
    package let due: String
    package let label: Phrase
    /// The amount without which nothing can be late.
    package let owed: String?

    package init(states: [String], due: String, label: Phrase, owed: String? = nil) {
        self.states = states
        self.due = due
        self.label = label
        self.owed = owed
    }

    /// What an open record is called of which nothing, or less than nothing, is left to pay.
    static let settled = Phrase(fr: "Rien à payer", en: "Nothing to pay")
    package static let overpaid = Phrase(fr: "Trop-perçu", en: "Overpaid")
}

/// A named filter above a list.
package struct ListView: Sendable {
    package let key: String
    package private(set) var label: Phrase
    package let filters: @Sendable (_ today: Day) -> [Filter]
    private var staffLabel: Phrase?

    package init(_ key: String, fr: String, en: String, _ filters: @escaping @Sendable (Day) -> [Filter]) {
        self.key = key
        label = Phrase(fr: fr, en: en)
        self.filters = filters
    }

    /// What one record of the view is called in a sentence: the label is a plural.
    package var one: Phrase { singular ?? label }
    private var singular: Phrase?

    package func one(fr: String, en: String) -> ListView {
        var copy = self
        copy.singular = Phrase(fr: fr, en: en)
        return copy
    }

    /// Gives staff words of their own, for a label that speaks to the customer.
    package func staff(fr: String, en: String) -> ListView {
        var copy = self
        copy.staffLabel = Phrase(fr: fr, en: en)
        return copy
    }

    /// The view as staff read it.
    package var forStaff: ListView {
        var copy = self
        copy.label = staffLabel ?? label
        return copy
    }
}
