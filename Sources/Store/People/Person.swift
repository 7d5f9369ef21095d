package import Core

/// Somebody who signs in: staff or external, never both.
package struct Person: Sendable {
    package let id: RecordID
    package let kind: Kind
    package let role: Role
    package let username: String?
    package let email: String?
    /// Proved by a link that was used there, while none signs in: links and notices go there then.
    package let provedEmail: String?
    package let firstName: String
    package let lastName: String
    package let preferences: Preferences
    package let passwordHash: String?
    package let mustChange: Bool
    /// A temporary password works until then.
    package let temporaryUntil: Instant?
    package let disabledAt: Instant?
    package let signedInAt: Instant?
    package let createdAt: Instant
    /// What staff may do beside records; empty for people outside.
    package let powers: Set<StaffPower>

    /// Two kinds of people that never mix.
    package enum Kind: String, Sendable {
        case staff, external
    }
    /// What staff may do beside records; external people have `user` here and their rights in their accesses.
    package enum Role: String, Sendable {
        case administrator, staff, user
    }

    package var name: String { firstName.isEmpty ? lastName : firstName + " " + lastName }
    package var language: Language? { preferences.language }
    /// Never signed in before, and nothing is known of how the person reads.
    package var isNew: Bool { signedInAt == nil && preferences.zone == nil }
    package var signInName: String { username ?? email ?? "" }
    /// Where links and notices go: the address that signs in, which the person proved or staff who manage users set, or else the one that was
    /// proved. Never a contact's e-mail, which others may change. Nil for nowhere.
    package var address: String? { email ?? provedEmail }

    static let columns: SQL = """
        "id", "kind", "role", "username", "email", "proved_email", "first_name", "last_name", "language", "password_hash", "must_change", "temporary_until", \
        "disabled_at", "signed_in_at", "created_at", "powers", "time_format", "time_zone", "country"
        """

    init(_ row: Row) {
        id = RecordID(row["id"].int ?? 0)
        kind = Kind(rawValue: row["kind"].text ?? "") ?? .external
        role = Role(rawValue: row["role"].text ?? "") ?? .user
        username = row["username"].text
        email = row["email"].text
        provedEmail = row["proved_email"].text
        firstName = row["first_name"].text ?? ""
        lastName = row["last_name"].text ?? ""
        preferences = Preferences(
            language: row["language"].text.flatMap(Language.init(rawValue:)),
            clock: row["time_format"].text.flatMap(ClockFormat.init(rawValue:)), zone: row["time_zone"].text,
            country: row["country"].text)
        passwordHash = row["password_hash"].text
        mustChange = row["must_change"].bool
        temporaryUntil = row["temporary_until"].instant
        disabledAt = row["disabled_at"].instant
        signedInAt = row["signed_in_at"].instant
        createdAt = row["created_at"].instant ?? Instant(milliseconds: 0)
        powers =
            kind == .external
            ? [] : role == .administrator ? Set(StaffPower.allCases) : StaffPower.set(text: row["powers"].text)
    }
}
