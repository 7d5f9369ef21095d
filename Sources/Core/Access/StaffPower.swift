/// What a member of staff may do beside records; administrators may do all of it.
package enum StaffPower: String, Sendable, Hashable, CaseIterable {
    /// *Gestion de portails*: portals, their user types and rights.
    case portals
    /// *Gestion des utilisateurs*: the people outside, their accesses and accounts.
    case users

    /// Either of these gives accesses (S5-08).
    package static let inviting: Set<StaffPower> = [.portals, .users]

    package var label: Phrase {
        switch self {
        case .portals: Phrase(fr: "Gestion de portails", en: "Manage portals")
        case .users: Phrase(fr: "Gestion des utilisateurs", en: "Manage users")
        }
    }

    /// The powers as the database keeps them: names with commas between. Nothing stored is what staff had before powers had names.
    package static func set(text: String?) -> Set<StaffPower> {
        guard let text else { return [.users] }
        return Set(text.split(separator: ",").compactMap { StaffPower(rawValue: String($0)) })
    }

    package static func text(_ powers: Set<StaffPower>) -> String {
        powers.map(\.rawValue).sorted().joined(separator: ",")
    }
}
