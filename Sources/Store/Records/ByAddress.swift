package import Core

/// Contacts by their e-mail address, whatever its case; addresses are ASCII.
extension SeenRecords {
    /// All with exactly this address, at most `limit`, oldest first.
    package func having(email: String, limit: Int) throws -> [RecordID] {
        guard viewer.visibleKeys(of: module).contains("email") else { return [] }
        return try connection.rows(
            "SELECT \"id\" FROM \(table) WHERE lower(\"email\") = \(email.lowercased()) AND \(condition()) ORDER BY \"id\" LIMIT \(limit)"
        ).compactMap { $0[0].id }
    }

    /// The accounts whose contacts have addresses of a domain, with how many, most first.
    package func accounts(withDomain domain: String, limit: Int) throws -> [(account: RecordID, contacts: Int)] {
        guard viewer.visibleKeys(of: module).isSuperset(of: ["email", "account_id"]) else { return [] }
        return try connection.rows(
            """
            SELECT "account_id", count(*) FROM \(table) WHERE lower("email") LIKE \("%@" + domain.lowercased()) AND "account_id" IS NOT NULL AND \(condition()) \
            GROUP BY "account_id" ORDER BY 2 DESC, 1 LIMIT \(limit)
            """
        ).compactMap { row in row[0].id.map { ($0, Int(row[1].int ?? 0)) } }
    }
}
