import Core

extension UserTypeChange {
    /// Puts a type back to what it was before a change; refused once somebody changed it again.
    package func undo(_ made: Changes.Made) throws {
        guard made.change.kind == .userType, made.undoneAt == nil else { throw UserTypeRefusal.notFound }
        if made.change.after == nil { return try restore(made) }
        guard let id = RecordID(text: made.change.key), let type = try Portals(connection).userType(id) else {
            throw UserTypeRefusal.changedSince
        }
        guard let after = made.change.after.flatMap(UserTypeDocument.init(text:)),
            try Portals(connection).document(of: type) == after
        else { throw UserTypeRefusal.changedSince }
        if let before = made.change.before.flatMap(UserTypeDocument.init(text:)) {
            try save(before, of: id, version: type.version, verb: "change.undone")
        } else {
            try delete(id)
        }
        try Changes(connection).markUndone(made.id, by: author, at: now)
    }

    /// A deleted type comes back with its rights; nobody had it.
    private func restore(_ made: Changes.Made) throws {
        let ids = made.change.key.split(separator: UserTypeChange.inPortal).map(String.init)
        guard let portal = ids.first.flatMap({ RecordID(text: $0) }), try Portals(connection).find(portal) != nil,
            let before = made.change.before.flatMap(UserTypeDocument.init(text:))
        else { throw UserTypeRefusal.changedSince }
        _ = try create(before, in: portal)
        try Changes(connection).markUndone(made.id, by: author, at: now)
    }

    /// Between the ids of a portal and of a type that was deleted from it.
    static let inPortal = "/"
}
