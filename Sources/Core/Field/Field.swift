/// One piece of a record: a typed column with its name for people.
package struct Field: Sendable {
    /// The column's name, also the key in forms, the API and grants.
    package let key: String
    package let label: Phrase
    package let type: any FieldType
    package private(set) var isRequired = false
    /// Filled by the source system or by Parvis, never by a form.
    package private(set) var isReadOnly = false
    package private(set) var isSearched = false
    /// Lists offer to sort by it, and an index makes that cheap.
    package private(set) var isSorted = false
    /// Sorted as people sort names: a second column, `sortColumn`, holds the text without case and accents.
    package private(set) var isSortedByName = false
    /// Never shown to anybody outside, whatever a grant says.
    package private(set) var isInternal = false

    package init(_ key: String, fr: String, en: String, _ type: any FieldType = TextType()) {
        self.key = key
        label = Phrase(fr: fr, en: en)
        self.type = type
    }

    package func required() -> Field { with { $0.isRequired = true } }
    package func readOnly() -> Field { with { $0.isReadOnly = true } }
    package func searched() -> Field { with { $0.isSearched = true } }
    package func sorted() -> Field { with { $0.isSorted = true } }
    package func sortedByName() -> Field {
        with {
            $0.isSorted = true; $0.isSortedByName = true
        }
    }
    package func internalOnly() -> Field { with { $0.isInternal = true } }

    private func with(_ change: (inout Field) -> Void) -> Field {
        var copy = self
        change(&copy)
        return copy
    }

    /// The column that lists sort by.
    package var sortColumn: String { isSortedByName ? key + "_key" : key }

    /// The module this field points to, when it is a look-up.
    package var target: String? { (type as? LookupType)?.module }
}
