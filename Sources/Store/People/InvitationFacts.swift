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

    /// One record as its invitation needs it.
    package struct Candidate: Sendable {
        package let email: String
        package let review: String?
        package let consent: String?
        package let hasAccount: Bool
        package let isInBin: Bool
        package let isConverted: Bool
        /// Private, and another member of staff's: only the owner invites it.
        package let isOthers: Bool
    }

    /// `seen` are the records of the module that the inviter may see, and `ids` at most a few hundred.
    package static func read(_ ids: [RecordID], _ seen: SeenRecords) throws -> InvitationFacts {
        guard !ids.isEmpty, let email = seen.module.emailField else {
            return InvitationFacts(records: [:], seen: [], holders: [], taken: [], joinable: [], excepted: [])
        }
        let (connection, module) = (seen.connection, seen.module)
        let list = ids.map { "\($0)" as SQL }.joined(by: ", ")
        let names =
            [email.key]
            + ["review", "consent", "account_id", LeadState.moment, Privacy.field].filter {
                module[$0] != nil
            }
        let rows = try connection.rows(
            "SELECT \(seen.columns(names + ["deleted_at", "owner_id"])) FROM \(Identifier(module.key)) WHERE \"id\" IN (\(list))"
        )
        let records = Dictionary(
            rows.compactMap { row in row["id"].id.map { ($0, candidate(row, email.key, seen.viewer)) } },
            uniquingKeysWith: { first, _ in first })
        let holders = try connection.rows(
            "SELECT DISTINCT \"record_id\" FROM \"accesses\" WHERE \"module\" = \(module.key) AND \"record_id\" IN (\(list))"
        )
        let addresses = Array(Set(records.values.map(\.email).filter { !$0.isEmpty }))
        return InvitationFacts(
            records: records, seen: Set(try seen.titles(Set(ids)).keys), holders: Set(holders.compactMap { $0[0].id }),
            taken: try People(connection).taken(addresses), joinable: try People(connection).joinable(addresses),
            excepted: try DomainRules(connection).excepted(addresses))
    }

    private static func candidate(_ row: Row, _ email: String, _ viewer: Viewer) -> Candidate {
        Candidate(
            email: row[email].text ?? "", review: row["review"].text, consent: row["consent"].text,
            hasAccount: row["account_id"].id != nil, isInBin: !row["deleted_at"].isNull,
            isConverted: !row[LeadState.moment].isNull,
            isOthers: Privacy.isOthers(row[Privacy.field].text, owner: row["owner_id"].id, viewer))
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
