package import Core

/// What the store knows about records whose people might be invited, for many records in a handful of statements.
package struct InvitationFacts: Sendable {
    /// By id: what the record says, whether it is in the bin; records that do not exist are not there.
    package let records: [RecordID: Candidate]
    /// Records that the member of staff may see.
    package let seen: Set<RecordID>
    /// Records that carry an access already.
    package let holders: Set<RecordID>
    /// Addresses that somebody signs in with, folded.
    package let taken: Set<String>
    /// Those of them that are people outside, who can have one more access.
    package let joinable: Set<String>
    /// Addresses accepted by exception, in small letters.
    package let excepted: Set<String>
    /// Accounts of the records that somebody administers in the portal.
    package let led: Set<RecordID>

    /// One record as its invitation needs it.
    package struct Candidate: Sendable {
        package let email: String
        package let review: String?
        package let consent: String?
        package let carrier: Carrier
        /// Private, and another member of staff's: only the owner invites it.
        package let isOthers: Bool

        /// What the record says against letting its person in, the same for every door: what it cannot carry, or else what the company has
        /// still to decide.
        package var obstacles: [BulkObstacle] {
            if carrier.obstacle == .inBin { return [.inBin] }
            if isOthers { return [.noRecord] }
            if let obstacle = carrier.obstacle { return [obstacle] }
            let review: BulkObstacle? =
                switch review {
                case "awaiting_approval": .awaitingApproval
                case "awaiting_review": .awaitingReview
                default: nil
                }
            return [review, (consent ?? "given") == "given" ? nil : .withoutConsent].compactMap(\.self)
        }
    }

    /// `seen` are the records of the module that the inviter may see, and `ids` at most a few hundred. Who administers accounts is asked for
    /// one portal, if any.
    package static func read(_ ids: [RecordID], _ seen: SeenRecords, portal: RecordID? = nil) throws -> InvitationFacts
    {
        guard !ids.isEmpty, let email = seen.module.emailField else {
            return InvitationFacts(
                records: [:], seen: [], holders: [], taken: [], joinable: [], excepted: [], led: [])
        }
        let (connection, module) = (seen.connection, seen.module)
        let list = ids.map { "\($0)" as SQL }.joined(by: ", ")
        let moment = module.key == Module.leads.key ? LeadState.moment : nil
        let wanted = ["review", "consent", Privacy.field].filter { module[$0] != nil }
        let names =
            [email.key] + wanted + [module.accountField?.key, module.state?.field, moment].compactMap(\.self)
        let rows = try connection.rows(
            "SELECT \(seen.columns(names + ["deleted_at", "owner_id"])) FROM \(Identifier(module.key)) WHERE \"id\" IN (\(list))"
        )
        let accounts = rows.compactMap { account(of: $0, module) }
        let open = try Accesses(connection).open(accounts)
        let records = Dictionary(
            rows.compactMap { row in row["id"].id.map { ($0, candidate(row, seen, open)) } },
            uniquingKeysWith: { first, _ in first })
        let holders = try connection.rows(
            "SELECT DISTINCT \"record_id\" FROM \"accesses\" WHERE \"module\" = \(module.key) AND \"record_id\" IN (\(list))"
        )
        let addresses = Array(Set(records.values.map(\.email).filter { !$0.isEmpty }))
        return InvitationFacts(
            records: records, seen: Set(try seen.titles(Set(ids)).keys), holders: Set(holders.compactMap { $0[0].id }),
            taken: try People(connection).taken(addresses), joinable: try People(connection).joinable(addresses),
            excepted: try DomainRules(connection).excepted(addresses),
            led: try portal.map { try Team.led(accounts, in: $0, connection) } ?? [])
    }

    private static func account(of row: Row, _ module: Module) -> RecordID? {
        module.key == Module.accounts.key ? row["id"].id : module.accountField.flatMap { row[$0.key].id }
    }

    private static func candidate(_ row: Row, _ seen: SeenRecords, _ open: Set<RecordID>) -> Candidate {
        let module = seen.module
        var facts = Carrier.Facts(module: module.key)
        facts.isInBin = !row["deleted_at"].isNull
        facts.state = module.state.flatMap { row[$0.field].text }
        facts.isConverted = module.key == Module.leads.key && !row[LeadState.moment].isNull
        facts.account = account(of: row, module)
        facts.isAccountOpen = facts.account.map(open.contains) ?? false
        return Candidate(
            email: module.emailField.flatMap { row[$0.key].text } ?? "", review: row["review"].text,
            consent: row["consent"].text, carrier: Carrier(facts),
            isOthers: Privacy.isOthers(row[Privacy.field].text, owner: row["owner_id"].id, seen.viewer))
    }
}

extension SeenRecords {
    /// What stands against letting the person of one record in.
    package func obstacles(to id: RecordID) throws -> [BulkObstacle] {
        try InvitationFacts.read([id], self).records[id]?.obstacles ?? [.gone]
    }
}

extension People {
    /// Those of these addresses, folded, that somebody signs in with.
    package func taken(_ addresses: [String]) throws -> Set<String> {
        guard !addresses.isEmpty else { return [] }
        let list = addresses.map { "\(folded($0))" as SQL }.joined(by: ", ")
        let rows = try connection.rows("SELECT \"email_key\" FROM \"people\" WHERE \"email_key\" IN (\(list))")
        return Set(rows.compactMap { $0[0].text })
    }

    /// The addresses that these people sign in with, by person.
    package func addresses(of people: [RecordID]) throws -> [RecordID: String] {
        guard !people.isEmpty else { return [:] }
        let list = people.map { "\($0)" as SQL }.joined(by: ", ")
        let rows = try connection.rows(
            "SELECT \"id\", \"email\" FROM \"people\" WHERE \"id\" IN (\(list)) AND \"email\" IS NOT NULL")
        return Dictionary(
            rows.compactMap { row in row[0].id.flatMap { id in row[1].text.map { (id, $0) } } },
            uniquingKeysWith: { first, _ in first })
    }

    /// Those of these addresses, folded, with which somebody outside signs in.
    package func joinable(_ addresses: [String]) throws -> Set<String> {
        guard !addresses.isEmpty else { return [] }
        let list = addresses.map { "\(folded($0))" as SQL }.joined(by: ", ")
        let rows = try connection.rows(
            """
            SELECT "email_key" FROM "people" WHERE "email_key" IN (\(list)) AND "kind" = 'external' AND "disabled_at" IS NULL
            """)
        return Set(rows.compactMap { $0[0].text })
    }
}

extension DomainRules {
    /// Those of these addresses, in small letters, that are accepted by exception.
    package func excepted(_ addresses: [String]) throws -> Set<String> {
        guard !addresses.isEmpty else { return [] }
        let list = addresses.map { "\($0.lowercased())" as SQL }.joined(by: ", ")
        let rows = try connection.rows(
            "SELECT \"address\" FROM \"domain_exceptions\" WHERE \"address\" IN (\(list))")
        return Set(rows.compactMap { $0[0].text })
    }
}
