/// What a list shows: which records, in which order, which page.
package struct Query: Sendable {
    package var search: String?
    package var filters: [Filter] = []
    package var sort: Sort
    package var position: Position = .first
    package var limit = 25
    /// Only records with an e-mail that carry no access yet.
    package var isInvitable = false
    /// Only accounts that were given to this member of staff.
    package var givenTo: RecordID?

    package init(sort: Sort) { self.sort = sort }
}

/// The order of a list. Ties are broken by id in the same direction.
package struct Sort: Sendable, Hashable {
    package let field: String
    package let isDescending: Bool

    package init(_ field: String, descending: Bool = false) {
        self.field = field
        isDescending = descending
    }
}

/// Where a page begins: pages are found by key, so page 40,000 costs what page 1 costs.
package enum Position: Sendable, Hashable {
    case first
    case after(Key)
    case before(Key)

    /// The place of one record in a sorted list.
    package struct Key: Sendable, Hashable {
        package let value: Value
        package let id: RecordID

        package init(value: Value, id: RecordID) {
            self.value = value
            self.id = id
        }
    }
}

/// One condition on one field.
package struct Filter: Sendable, Hashable {
    package let field: String
    package let test: Test
    /// Who may not see the field is not asked: the filter lets everything through instead of nothing.
    package private(set) var isForWhoSees = false

    package init(_ field: String, _ test: Test) {
        self.field = field
        self.test = test
    }

    package var whereSeen: Filter {
        var copy = self
        copy.isForWhoSees = true
        return copy
    }

    /// What a field is compared with. An empty field passes `isEmpty`, `isNot` and `exceeds` only.
    package enum Test: Sendable, Hashable {
        case equals(Value)
        case oneOf([Value])
        case isNot([Value])
        case atLeast(Value)
        case atMost(Value)
        case isEmpty
        case isFilled
        /// More than this, as far as anybody knows.
        case exceeds(Int64)
    }
}
