/// What the record that carries an access says about coming in through it. It is read with every request, so nothing keeps a copy that could
/// differ from the record.
package struct Carrier: Sendable, Hashable {
    /// Whose access it is: the record itself, or the account that it points to; nil for nobody's.
    package let account: RecordID?
    /// Why the record carries no open access, in the words of an invitation; nil when it may.
    package let obstacle: BulkObstacle?

    /// What has to be known of a record.
    package struct Facts: Sendable, Hashable {
        package let module: String
        package var isThere = true
        package var isInBin = false
        package var state: String?
        /// A prospect who became a contact.
        package var isConverted = false
        package var account: RecordID?
        /// The account is there and open.
        package var isAccountOpen = false

        package init(module: String) { self.module = module }
    }

    /// The one predicate *may this record carry an open access*. A lost prospect may: that is a word of sales, not a closed door.
    package init(_ facts: Facts) {
        account = facts.account
        obstacle = Carrier.obstacle(facts)
    }

    private static func obstacle(_ facts: Facts) -> BulkObstacle? {
        if !facts.isThere { return .gone }
        if facts.isInBin { return .inBin }
        if facts.isConverted { return .converted }
        if facts.module == Module.contacts.key {
            if facts.state == Module.disabled { return .disabled }
            if facts.account == nil { return .withoutAccount }
        }
        return facts.account == nil || facts.isAccountOpen ? nil : .accountClosed
    }
}

extension Module {
    /// The state of a contact that is no longer to be dealt with.
    package static let disabled = "disabled"

    /// The look-up that says whose a record is; nil for accounts, which are their own.
    package var accountField: Field? {
        key == Module.accounts.key ? nil : fields.first { $0.target == Module.accounts.key }
    }
}
