package import Core

/// Who does a thing, as the journal names it.
package struct Author: Sendable {
    package let kind: Kind
    package let id: RecordID?
    package let name: String

    /// The sources of changes.
    package enum Kind: String, Sendable {
        case staff, external, system
    }

    package init(kind: Kind, id: RecordID?, name: String) {
        self.kind = kind
        self.id = id
        self.name = name
    }
    package init(_ viewer: Viewer) {
        self.init(kind: viewer.isStaff ? .staff : .external, id: viewer.person, name: viewer.name)
    }

    package static func system(_ name: String) -> Author { Author(kind: .system, id: nil, name: name) }
}
