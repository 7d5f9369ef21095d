/// Where a request to sign up stands.
package enum SignUpState: String, Sendable, CaseIterable {
    /// The address is not proved yet.
    case unconfirmed
    /// Somebody has to decide.
    case waiting
    case approved
    case refused
    /// Nobody decided in time.
    case expired
}

/// What can happen to a request to sign up.
package enum SignUpMove: String, Sendable, CaseIterable {
    /// The applicant proved to have the address.
    case confirm
    case approve
    case refuse
    /// The days for a decision are over.
    case expire
}

/// Every move a request to sign up can make; `docs/access-life.md` shows the same table.
package enum SignUpLife {
    /// Where a move leads; nil when it cannot be made. `isByDefault`: the portal approves by itself.
    package static func step(_ move: SignUpMove, from state: SignUpState, isByDefault: Bool) -> SignUpState? {
        switch (move, state) {
        case (.confirm, .unconfirmed): isByDefault ? .approved : .waiting
        case (.approve, .waiting): .approved
        case (.refuse, .waiting): .refused
        case (.expire, .waiting): .expired
        default: nil
        }
    }
}
