/// Where an access stands; outside its validity it is shut whatever its state.
package enum AccessState: String, Sendable, CaseIterable {
    /// Made, and the person has not chosen a password yet.
    case awaiting
    case active
    case deactivated
}

/// What can happen to an access.
package enum AccessMove: String, Sendable, CaseIterable {
    /// A link to choose a password is sent, the first time or again.
    case invite
    /// The person chose a password.
    case accept
    case deactivate
    case reactivate
    /// Another user type.
    case transfer
    case remove
}

/// Every move an access can make; `docs/access-life.md` shows the same table.
package enum AccessLife {
    /// Where a move leads.
    package enum Step: Sendable, Hashable {
        case to(AccessState)
        case gone
        case refused
    }

    /// `hasPassword`: the person can sign in already, through this access or another.
    package static func step(_ move: AccessMove, from state: AccessState, hasPassword: Bool) -> Step {
        switch (move, state) {
        case (.invite, .awaiting), (.invite, .active): .to(.awaiting)
        case (.invite, .deactivated): .refused
        case (.accept, .awaiting): .to(.active)
        case (.accept, .active), (.accept, .deactivated): .refused
        case (.deactivate, .awaiting), (.deactivate, .active): .to(.deactivated)
        case (.deactivate, .deactivated): .refused
        case (.reactivate, .deactivated): .to(hasPassword ? .active : .awaiting)
        case (.reactivate, .awaiting), (.reactivate, .active): .refused
        case (.transfer, let state): .to(state)
        case (.remove, _): .gone
        }
    }
}
