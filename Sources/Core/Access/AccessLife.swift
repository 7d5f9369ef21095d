/// Where an access stands; outside its validity it is shut whatever its state.
package enum AccessState: String, Sendable, CaseIterable {
    /// Made by the customer's own administrator, who has not activated it yet.
    case inactive
    /// The person was invited and has not chosen a password yet.
    case awaiting
    case active
    case deactivated
}

/// What somebody is among the people of their account.
package enum AccessRole: String, Sendable, CaseIterable {
    case user
    /// Manages the colleagues and sees all services.
    case administrator = "admin"
}

/// What can happen to an access.
package enum AccessMove: String, Sendable, CaseIterable {
    /// A link to choose a password is sent, the first time or again.
    case invite
    /// *Activer*: the customer's administrator lets the person in.
    case activate
    /// The person chose a password.
    case accept
    case deactivate
    case reactivate
    /// Another user type.
    case transfer
    /// The prospect who has it becomes a contact, and the access that contact's.
    case convert
    /// *Ce n’était pas moi*: the password is void, the person chooses another.
    case disown
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
        case (.invite, .inactive), (.invite, .awaiting), (.invite, .active): .to(.awaiting)
        case (.invite, .deactivated): .refused
        case (.activate, .inactive): .to(hasPassword ? .active : .awaiting)
        case (.activate, _): .refused
        case (.accept, .awaiting): .to(.active)
        case (.accept, _): .refused
        case (.deactivate, .deactivated): .refused
        case (.deactivate, _): .to(.deactivated)
        case (.reactivate, .deactivated): .to(hasPassword ? .active : .awaiting)
        case (.reactivate, _): .refused
        case (.transfer, let state), (.convert, let state): .to(state)
        case (.disown, .active): .to(.awaiting)
        case (.disown, _): .refused
        case (.remove, _): .gone
        }
    }
}
