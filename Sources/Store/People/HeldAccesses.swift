package import Core

/// The accesses that a record carries, as they stand before the record is written; `settle` makes them follow what was written.
package struct HeldAccesses {
    private let connection: any Connection
    private let catalog: Catalog
    private let subject: Journal.Subject
    private let held: [(access: Access, before: Carrier)]

    /// Costs nothing for modules that carry no accesses.
    package init(_ module: Module, _ id: RecordID, _ connection: any Connection, _ catalog: Catalog) throws {
        (self.connection, self.catalog, subject) = (connection, catalog, Journal.Subject(module.key, id))
        guard module.emailField != nil else {
            held = []
            return
        }
        let accesses = Accesses(connection)
        held = try accesses.on(module: module.key, record: id).map { ($0, try accesses.carrier(of: $0, in: catalog)) }
    }

    /// An access that goes where its record went: to another account, or out of the door.
    package func settle(by author: Author, at now: Instant) throws -> [FollowedAccess] {
        guard !held.isEmpty else { return [] }
        let after = try Accesses(connection).carrier(subject, in: catalog)
        return try held.compactMap { access, before in
            let change: FollowedAccess.Change
            if access.account != after.account {
                change = try move(access, to: after, by: author, now)
            } else if before.obstacle == nil, let obstacle = after.obstacle {
                change = .shut(obstacle)
            } else {
                return nil
            }
            try Sessions(connection).endAll(ofAccess: access.id)
            let person = try People(connection).find(access.person)
            return FollowedAccess(access: access.id, subject: subject, name: person?.name ?? "", change: change)
        }
    }

    /// What somebody administered, and what was assigned there, belongs to the account there was.
    private func move(_ access: Access, to carrier: Carrier, by author: Author, _ now: Instant) throws
        -> FollowedAccess.Change
    {
        let (from, to) = (try name(access.account), try name(carrier.account))
        let accounts = [access.account, carrier.account].compactMap(\.self).map { Journal.Subject("accounts", $0) }
        try Journal(connection).append(
            .init(
                "access.moved", on: [Journal.Subject("accesses", access.id), subject] + accounts,
                detail: ["before": from, "after": to, "role": access.role.rawValue]), by: author, at: now)
        try connection.run("DELETE FROM \"assignments\" WHERE \"access_id\" = \(access.id)")
        try connection.run(
            """
            UPDATE "accesses" SET "account_id" = \(carrier.account), "role" = \(AccessRole.user.rawValue), "version" = "version" + 1 WHERE "id" = \(access.id)
            """)
        return .moved(from: from, to: to, carrier.obstacle)
    }

    private func name(_ account: RecordID?) throws -> String {
        guard let account else { return "–" }
        return try connection.row("SELECT \"name\" FROM \"accounts\" WHERE \"id\" = \(account)")?[0].text ?? "–"
    }
}

/// What became of an access when its record was written.
package struct FollowedAccess: Sendable {
    package let access: RecordID
    package let subject: Journal.Subject
    /// Whose it is.
    package let name: String
    package let change: Change

    /// Where it went.
    package enum Change: Sendable, Hashable {
        /// To another account, by name, with what keeps it shut there.
        case moved(from: String, to: String, BulkObstacle?)
        case shut(BulkObstacle)
    }

    package var words: Phrase {
        switch change {
        case .moved(let from, let to, let obstacle):
            let shut = obstacle.map { Phrase(fr: " ; fermé : \($0.reason.fr)", en: "; shut: \($0.reason.en)") }
            return Phrase(
                fr: "l’accès de \(name) passe de « \(from) » à « \(to) »\(shut?.fr ?? "")",
                en: "the access of \(name) goes from “\(from)” to “\(to)”\(shut?.en ?? "")")
        case .shut(let obstacle):
            return Phrase(
                fr: "l’accès de \(name) est fermé : \(obstacle.reason.fr)",
                en: "the access of \(name) is shut: \(obstacle.reason.en)")
        }
    }
}
