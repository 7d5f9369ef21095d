/// One piece of a record: a typed column with its name for people.
///
/// A value that never changes, in a class because every list passes its fields from hand to hand.
package final class Field: Sendable {
    /// The column's name, also the key in forms, the API and grants.
    package let key: String
    package let label: Phrase
    /// What customers call it, where that differs from the word of the business software.
    private let portalLabel: Phrase?
    package let type: any FieldType
    /// Forms ask for it.
    package let isRequired: Bool
    /// The column itself refuses to be empty.
    package let isNotNull: Bool
    /// Made by an administrator, at run time.
    package let isCustom: Bool
    /// Filled by the source system or by Parvis, never by a form.
    package let isReadOnly: Bool
    package let isSearched: Bool
    /// Lists offer to sort by it, and an index makes that cheap.
    package let isSorted: Bool
    /// Sorted as people sort names and references: a second column, `sortColumn`, holds the `sortKey` of the text.
    package let isSortedByName: Bool
    /// Beside the order in which people sort it, an index finds it by its exact value.
    package let isFoundExactly: Bool
    /// Never shown to anybody outside, whatever a grant says.
    package let isInternal: Bool
    /// Came to its sub-form after the table had shipped.
    package let cameLater: Bool

    /// The column that lists sort by.
    package let sortColumn: String
    /// The module this field points to, when it is a look-up.
    package let target: String?
    private let marks: Marks

    package convenience init(_ key: String, fr: String, en: String, _ type: any FieldType = TextType()) {
        self.init(key, Phrase(fr: fr, en: en), inPortal: nil, type, [])
    }

    package convenience init(_ key: String, _ label: Phrase, _ type: any FieldType) {
        self.init(key, label, inPortal: nil, type, [])
    }

    private init(_ key: String, _ label: Phrase, inPortal: Phrase?, _ type: any FieldType, _ marks: Marks) {
        self.key = key
        self.label = label
        portalLabel = inPortal
        self.type = type
        self.marks = marks
        isRequired = marks.contains(.required)
        isNotNull = marks.contains(.notNull)
        isCustom = marks.contains(.custom)
        isReadOnly = marks.contains(.readOnly)
        isSearched = marks.contains(.searched)
        isSorted = marks.contains(.sorted)
        isSortedByName = marks.contains(.sortedByName)
        isFoundExactly = marks.contains(.foundExactly)
        isInternal = marks.contains(.internal)
        cameLater = marks.contains(.cameLater)
        sortColumn = marks.contains(.sortedByName) ? key + "_key" : key
        target = (type as? LookupType)?.module
    }

    package func required() -> Field { with([.required, .notNull]) }
    /// Asked for in forms; what other systems bring may lack it.
    package func mandatory() -> Field { with(.required) }
    package func custom() -> Field { with(.custom) }
    package func readOnly() -> Field { with(.readOnly) }
    package func searched() -> Field { with(.searched) }
    package func sorted() -> Field { with(.sorted) }
    package func sortedByName() -> Field { with([.sorted, .sortedByName]) }
    /// A reference: `NAT-2` before `NAT-10`, and found by its exact value too.
    package func sortedNaturally() -> Field { with([.sorted, .sortedByName, .foundExactly]) }
    package func addedLater() -> Field { with(.cameLater) }
    package func internalOnly() -> Field { with(.internal) }

    package func inPortal(fr: String, en: String) -> Field {
        Field(key, label, inPortal: Phrase(fr: fr, en: en), type, marks)
    }

    /// The field under another name.
    package func named(_ label: Phrase) -> Field { Field(key, label, inPortal: nil, type, marks) }

    /// The name of the field for whoever reads it.
    package func label(for viewer: Viewer) -> Phrase { viewer.isStaff ? label : portalLabel ?? label }

    /// The field with its choices in the words of staff.
    package var forStaff: Field {
        (type as? ChoiceType).map { Field(key, label, inPortal: portalLabel, $0.forStaff, marks) } ?? self
    }

    private func with(_ more: Marks) -> Field { Field(key, label, inPortal: portalLabel, type, marks.union(more)) }

    private struct Marks: OptionSet {
        let rawValue: Int
        static let required = Marks(rawValue: 1)
        static let readOnly = Marks(rawValue: 2)
        static let searched = Marks(rawValue: 4)
        static let sorted = Marks(rawValue: 8)
        static let sortedByName = Marks(rawValue: 16)
        static let `internal` = Marks(rawValue: 32)
        static let notNull = Marks(rawValue: 64)
        static let custom = Marks(rawValue: 128)
        static let foundExactly = Marks(rawValue: 256)
        static let cameLater = Marks(rawValue: 512)
    }
}
