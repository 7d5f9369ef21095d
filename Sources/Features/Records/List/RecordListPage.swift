import Core

/// Exactly what one page of a list shows.
struct RecordListPage: Sendable {
    let name: String
    let path: String
    let language: Language
    let search: SearchBox
    let picks: [Pick]
    let table: ListTable
    /// `26 à 50 sur 200`.
    let footer: String
    let announcement: String
    let previous: Turn?
    let next: Turn?
    let empty: EmptyList?
    /// False when there is nothing at all to search in.
    let hasTools: Bool
    let display: ListDisplay

    /// The search field, and what the address keeps beside it.
    struct SearchBox: Sendable {
        let label: String
        let hint: String
        let value: String
        let hidden: [(name: String, value: String)]
    }

    /// A filter that one click turns on or off.
    struct Pick: Sendable, Hashable {
        let label: String
        let path: String
        var count: String?
        var isOn = false
        /// Says that the click takes the filter away.
        var removal: String?
    }

    /// A link to another page of the list.
    struct Turn: Sendable, Hashable {
        let label: String
        let path: String
    }
}

/// A table of records.
struct ListTable: Sendable {
    let name: String
    let columns: [ListColumn]
    let rows: [ListRow]
}

/// What a list without lines says.
struct EmptyList: Sendable, Hashable {
    let title: String
    let text: String
    var action: RecordListPage.Turn?
    var isMainAction = false
}

/// One column of a list.
struct ListColumn: Sendable {
    let key: String
    let label: String
    let role: Role
    /// Left out where there is no room.
    var isOptional = false
    /// Never broken over two lines: references, codes, days and telephone numbers.
    var isUnbroken = false
    /// Wide enough for e-mail addresses to break only where they may.
    var hasEmails = false
    var sort: RecordListPage.Turn?
    /// Whether the list falls, when it is sorted by this column.
    var isFalling: Bool?

    /// How the column's cells look.
    enum Role: Sendable { case key, amount, figure, state, text, file }
}

/// One line of a list.
struct ListRow: Sendable {
    let cells: [ListCell]
}

/// One cell of a list.
enum ListCell: Sendable, Hashable {
    case none
    case text(String)
    case email(String)
    case link(String, String)
    case chip(String, Tone)
    /// A download, with the name of its record for those who do not see the line.
    case file(label: String, path: String, of: String)
}

/// What the *Affichage* menu offers.
struct ListDisplay: Sendable {
    let sorts: [(key: String, label: String)]
    let sort: String
    var facets: [FacetInput] = []
    /// Empty where columns cannot be chosen.
    var columns: [(key: String, label: String, isOn: Bool)] = []

    /// A control that filters by one field.
    struct FacetInput: Sendable {
        let name: String
        let label: String
        let value: String
        /// Nil for a day.
        let choices: [(key: String, label: String)]?
    }
}
