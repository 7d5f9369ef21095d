/// Which records of a module a grant reaches. There is no "empty means everyone".
package enum Scope: Sendable, Hashable {
    case nobody
    /// All records; public modules, view only.
    case everyone
    /// The records that lead, by a path of look-ups, to something of the viewer's own.
    case through(Path)

    /// Look-up fields from the record to the viewer; an empty path is the record itself.
    package struct Path: Sendable, Hashable {
        package let steps: [String]
        package let target: Target

        package init(_ steps: [String], to target: Target) {
            self.steps = steps
            self.target = target
        }

        /// Whether the first look-up of a new record is chosen by the person, not filled in by the system.
        package var isChosen: Bool { steps.count > 1 || target == .projects }
    }

    /// Whether a record that is created can be reached. Nobody creates what is there already: a person's own record, documents that name
    /// the person, what was assigned; public modules are view only.
    package var takesNew: Bool {
        if case .through(let path) = self { !path.steps.isEmpty && !path.target.isPathless } else { false }
    }

    /// What of the viewer a path must reach.
    package enum Target: String, Sendable, Hashable, CaseIterable {
        /// The record that carries the access: a contact, a supplier...
        case anchor
        /// The account (*tiers*) of the access.
        case account
        /// The account and its subsidiaries.
        case family
        /// The projects assigned to the access.
        case projects
        /// The documents that name the record that carries the access, as contact for quotes, orders, invoices...; the path is empty.
        case named
        /// The records of the account that were assigned to the access; all of the account's for whoever administers it. The path is empty.
        case assigned

        /// Whether the target is found by itself, without a way of look-ups.
        package var isPathless: Bool { self == .named || self == .assigned }
    }
}

extension Scope {
    /// The scope as the database keeps it: `nobody`, `everyone`, `account:project_id.account_id`.
    package var text: String {
        switch self {
        case .nobody: "nobody"
        case .everyone: "everyone"
        case .through(let path): path.target.rawValue + ":" + path.steps.joined(separator: ".")
        }
    }

    /// Reads `text` back; what cannot be read is `nobody`.
    package init(text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        if text == "everyone" {
            self = .everyone
        } else if parts.count == 2, let target = Target(rawValue: String(parts[0])) {
            self = .through(Path(parts[1].split(separator: ".").map(String.init), to: target))
        } else {
            self = .nobody
        }
    }
}
