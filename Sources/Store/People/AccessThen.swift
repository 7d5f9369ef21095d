package import Core

/// What an access was at a moment, worked back from today's by the events since.
package struct AccessThen: Sendable, Hashable {
    package var userType: RecordID
    package var permissions: Permissions
    package var validFrom: Day?
    package var validUntil: Day?
    package var state: AccessState
    package var role: AccessRole

    init(_ access: Access) {
        userType = access.userType
        permissions = access.permissions
        validFrom = access.validFrom
        validUntil = access.validUntil
        state = access.state
        role = access.role
    }

    package func isValid(on day: Day) -> Bool { Validity.covers(day, from: validFrom, until: validUntil) }

    /// What an event of this access keeps so that it can be worked back: the key of its detail.
    package static let key = "was"

    package static func text(from: Day?, until: Day?) -> String { (from?.iso ?? "") + "/" + (until?.iso ?? "") }

    /// False for an event that does not say what was before.
    mutating func undo(_ entry: JournalEntry) -> Bool {
        switch entry.verb {
        case "access.disabled", "access.enabled":
            guard let was = entry.detail[AccessThen.key].flatMap(AccessState.init(rawValue:)) else { return false }
            state = was
        case "access.role_changed":
            guard let was = entry.detail[AccessThen.key].flatMap(AccessRole.init(rawValue:)) else { return false }
            role = was
        case "access.activated": state = .inactive
        case "password.chosen": state = .awaiting
        case "signin.disowned": state = .active
        case "access.converted", "access.moved":
            // It was another record's, for another account: the rights of that day would be worked out for the wrong ones.
            return false
        case "access.transferred":
            guard let type = entry.detail[AccessThen.key].flatMap({ RecordID(text: $0) }) else { return false }
            userType = type
        case "access.permissions_changed":
            guard let names = entry.detail["before"] else { return false }
            permissions = Permissions(names.split(separator: ",").compactMap { Permission(rawValue: String($0)) })
        case "access.validity_changed":
            let parts = entry.detail[AccessThen.key]?.split(separator: "/", omittingEmptySubsequences: false).map(
                String.init)
            guard let parts, parts.count == 2 else { return false }
            (validFrom, validUntil) = (Day(iso: parts[0]), Day(iso: parts[1]))
        default: break
        }
        return true
    }
}

/// The days on which something is valid, the last one included; no day is no limit.
enum Validity {
    static func covers(_ day: Day, from: Day?, until: Day?) -> Bool {
        (from.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
    }
}

extension Accesses {
    /// The access as it was at a moment; nil when it was made later, or when the journal does not say.
    package func state(of access: Access, at moment: Instant) throws -> AccessThen? {
        guard access.createdAt < moment, try !wasMovedWithAll(access, since: moment) else { return nil }
        var then = AccessThen(access)
        let subject = Journal.Subject("accesses", access.id)
        for entry in try Journal(connection).events(of: subject, since: moment, connection: connection) {
            guard then.undo(entry) else { return nil }
        }
        return then
    }

    /// A type that was emptied into another said so once for all of its accesses, before each had an event: nobody knows which they were.
    private func wasMovedWithAll(_ access: Access, since moment: Instant) throws -> Bool {
        guard let portal = try Portals(connection).userType(access.userType)?.portal else { return true }
        let subject = Journal.Subject("portals", portal)
        return try Journal(connection).events(of: subject, since: moment, connection: connection).contains {
            $0.verb == "user_type.emptied" && $0.detail["to_id"] == access.userType.text
                && $0.detail[UserTypeChange.toldEach] == nil
        }
    }
}
