package import Core

/// The policy on e-mail domains as staff set it, and the exceptions they made, each for one address and with its reason.
package struct DomainRules {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// An address that gets an access although its domain would not.
    package struct Exception: Sendable {
        package let id: RecordID
        package let address: String
        package let reason: String
        package let madeBy: String
        package let madeAt: Instant
    }

    package var policy: DomainPolicy {
        get throws {
            let settings = Settings(connection)
            func list(_ name: Settings.Name) throws -> [String]? {
                try settings[name].map { $0.split(separator: ",").map(String.init) }
            }
            return DomainPolicy(
                own: try list(.ownDomains) ?? [], refused: try list(.refusedDomains) ?? DomainPolicy.throwAway)
        }
    }

    package func set(_ policy: DomainPolicy) throws {
        try Settings(connection).set(.ownDomains, policy.own.joined(separator: ","))
        try Settings(connection).set(.refusedDomains, policy.refused.joined(separator: ","))
    }

    package func exceptions() throws -> [Exception] {
        try connection.rows("SELECT * FROM \"domain_exceptions\" ORDER BY \"address\"").map(Exception.init)
    }

    package func exception(_ id: RecordID) throws -> Exception? {
        try connection.row("SELECT * FROM \"domain_exceptions\" WHERE \"id\" = \(id)").map(Exception.init)
    }

    /// A second exception for the same address takes the place of the first.
    package func add(_ address: String, reason: String, id: RecordID, by author: Author, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO "domain_exceptions" ("id", "address", "reason", "made_by_name", "made_at") VALUES \
            (\(id), \(address.lowercased()), \(reason), \(author.name), \(now)) ON CONFLICT ("address") DO UPDATE SET \
            "reason" = excluded."reason", "made_by_name" = excluded."made_by_name", "made_at" = excluded."made_at"
            """)
    }

    package func remove(_ id: RecordID) throws {
        try connection.run("DELETE FROM \"domain_exceptions\" WHERE \"id\" = \(id)")
    }

    /// Whether an address gets an access.
    package enum Answer: Sendable {
        case accepted, refused
    }

    package func answer(to address: String, for type: UserType) throws -> Answer {
        try objection(to: address, for: type) == nil ? .accepted : .refused
    }

    /// Why an address gets no access of a type; nil when it may have one, by the rule or by an exception.
    package func objection(to address: String, for type: UserType) throws -> DomainPolicy.Objection? {
        guard let objection = try policy.objection(to: address, allowsOwn: type.allowsOwnDomains) else { return nil }
        let excepted = try connection.int(
            "SELECT 1 FROM \"domain_exceptions\" WHERE \"address\" = \(address.lowercased())")
        return excepted == nil ? objection : nil
    }
}

extension DomainRules.Exception {
    init(_ row: Row) {
        self.init(
            id: RecordID(row["id"].int ?? 0), address: row["address"].text ?? "", reason: row["reason"].text ?? "",
            madeBy: row["made_by_name"].text ?? "", madeAt: row["made_at"].instant ?? Instant(milliseconds: 0))
    }
}
