/// Who may sign up at a portal by themselves, and who decides.
package struct SignUpRules: Codable, Sendable, Hashable {
    /// The user type that customers get; nil when they cannot sign up.
    package var customers: String?
    /// The user type of external collaborators, whose seats are licences; nil when they cannot sign up.
    package var collaborators: String?
    package var approval = Approval.people
    /// The staff who decide, in the order of their turns; administrators always may.
    package var approvers: [String] = []
    /// How many of them have to agree.
    package var votes = 1
    /// Requests go to one after the other instead of to all.
    package var takesTurns = false
    /// Days after which whoever has not decided is reminded.
    package var remindAfter = 2
    /// Days after which a request is refused by itself.
    package var refuseAfter = 14
    /// Whom applicants can write to or call; empty for nobody.
    package var contact = ""

    /// Who decides.
    package enum Approval: String, Codable, Sendable, CaseIterable {
        /// Every request whose address is proved.
        case byDefault = "default"
        case people
    }

    /// As whom somebody signs up.
    package enum Audience: String, Codable, Sendable, CaseIterable {
        case customers, collaborators
    }

    package init() {}

    package var audiences: [Audience] { Audience.allCases.filter { userType(for: $0) != nil } }

    package func userType(for audience: Audience) -> RecordID? {
        let text = audience == .customers ? customers : collaborators
        return text.flatMap { RecordID(text: $0) }
    }

    package var approverIDs: [RecordID] { approvers.compactMap { RecordID(text: $0) } }

    /// How long an address can be proved.
    package static let confirmWithin = Interval.hours(48)
    /// How long a request is kept after the decision.
    package static let keptFor = Interval.days(30)
    package static let days = 1...90
}
