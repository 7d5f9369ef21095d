package import Core

/// Very many records for measurements, made inside the database with a few statements, through the schema that serves real ones.
///
/// Person number n is the contact of account number n; account 0 has `mine` invoices, spread over all dates as in real life.
package struct BenchRecords: Sendable {
    package let accounts: Int
    package let people: Int
    package let invoices: Int
    private let base: Int64
    private let catalog: Catalog
    private let now: Instant
    private static let mine = 200
    private static let batch = 250_000

    /// Ids count up from `base`.
    package init(accounts: Int, people: Int, invoices: Int, base: RecordID, _ catalog: Catalog, at now: Instant) {
        self.accounts = max(2, accounts)
        self.people = people
        self.invoices = invoices
        self.base = base.number
        self.catalog = catalog
        self.now = now
    }

    /// Who comes in with a session: the person of account 0.
    package var person: RecordID { RecordID(base) }
    package var access: RecordID { RecordID(base) }
    /// The measured person of an earlier run, if there was one.
    package static func known(_ connection: any Connection) throws -> RecordID? {
        try connection.row("SELECT \"id\" FROM \"people\" WHERE \"username\" = 'client0'")?[0].id
    }

    package func make(in database: any Database, userType: RecordID, passwordHash: String) async throws {
        try await filling("accounts", in: database) { try addAccounts($0) }
        try await filling("contacts", in: database) { try addContacts($0) }
        try await database.write { try addPeople($0, userType, passwordHash) }
        guard let module = catalog["invoices"] else { return }
        try await database.write { try ModuleIndexes(connection: $0, module: module).drop() }
        for start in stride(from: 0, to: invoices, by: BenchRecords.batch) {
            try await database.write { try addInvoices($0, start..<min(start + BenchRecords.batch, invoices)) }
        }
        try await finish(module, in: database)
    }

    private func filling(
        _ key: String, in database: any Database, _ rows: @escaping @Sendable (any Connection) throws -> Void
    ) async throws {
        guard let module = catalog[key] else { return }
        try await database.write { connection in
            try ModuleIndexes(connection: connection, module: module).drop()
            try rows(connection)
        }
        try await finish(module, in: database)
    }

    private func finish(_ module: Module, in database: any Database) async throws {
        try await database.write { connection in
            try connection.takesLong()
            try ModuleIndexes(connection: connection, module: module).make()
            if invoices <= 2_000_000 { try ModuleIndexes(connection: connection, module: module).fillSearch() }
            if connection.dialect == .postgres { try connection.script("ANALYZE \(Identifier(module.key))") }
        }
    }

    /// Whole numbers as rows, the same on both engines.
    private func numbers(_ range: Range<Int>) -> SQL {
        """
        WITH RECURSIVE "n" ("i") AS (SELECT CAST(\(range.lowerBound) AS BIGINT) UNION ALL \
        SELECT "i" + 1 FROM "n" WHERE "i" < \(range.upperBound - 1))
        """
    }

    /// A number as `sortKey` writes it.
    private var digits: SQL { "substr(CAST(1000000000000 + \"i\" AS TEXT), 2)" }

    private func addAccounts(_ connection: any Connection) throws {
        try connection.run(
            """
            INSERT INTO "accounts" ("id", "author_kind", "source", "external_id", "created_at", "updated_at", "search_text", "name", "name_key", "code", "code_key", \
            "kind", "state", "town", "country") \(numbers(0..<accounts)) SELECT CAST(\(base) AS BIGINT) + "i", 'system', 'bench', 'C' || "i", \(now), \(now), \
            'compagnie ' || "i" || ' c' || "i" || ' lyon', 'Compagnie ' || "i", 'compagnie ' || \(digits), 'C' || "i", 'c' || \(digits), 'customer', 'open', 'Lyon', 'FR' FROM "n"
            """)
    }

    private func addContacts(_ connection: any Connection) throws {
        try connection.run(
            """
            INSERT INTO "contacts" ("id", "author_kind", "created_at", "updated_at", "search_text", "last_name", "last_name_key", "first_name", "account_id", \
            "email", "state") \(numbers(0..<people)) SELECT CAST(\(base) AS BIGINT) + "i", 'system', \(now), \(now), 'client ' || "i" || ' camille', \
            'Client ' || "i", 'client ' || \(digits), 'Camille', CAST(\(base) AS BIGINT) + "i" % \(accounts), 'client' || "i" || '@example.test', 'open' FROM "n"
            """)
    }

    private func addPeople(_ connection: any Connection, _ userType: RecordID, _ passwordHash: String) throws {
        try connection.run(
            """
            INSERT INTO "people" ("id", "kind", "role", "username", "username_key", "email", "email_key", "first_name", "last_name", "language", \
            "password_hash", "password_at", "signed_in_at", "created_at") \(numbers(0..<people)) SELECT CAST(\(base) AS BIGINT) + "i", 'external', 'user', \
            'client' || "i", 'client' || "i", 'client' || "i" || '@example.test', 'client' || "i" || '@example.test', 'Camille', 'Client ' || "i", 'fr', \
            CAST(\(passwordHash) AS TEXT), \(now), \(now), \(now) FROM "n"
            """)
        try connection.run(
            """
            INSERT INTO "accesses" ("id", "person_id", "user_type_id", "module", "record_id", "account_id", "role", "permissions", "state", "created_at") \
            \(numbers(0..<people)) SELECT CAST(\(base) AS BIGINT) + "i", CAST(\(base) AS BIGINT) + "i", \(userType), 'contacts', CAST(\(base) AS BIGINT) + "i", \
            CAST(\(base) AS BIGINT) + "i" % \(accounts), 'user', \(Permissions.all.bits), 'active', \(now) FROM "n"
            """)
    }
}

extension BenchRecords {
    private func addInvoices(_ connection: any Connection, _ range: Range<Int>) throws {
        try connection.run(
            """
            INSERT INTO "invoices" ("id", "author_kind", "created_at", "updated_at", "search_text", "ref", "ref_key", "date", "due_date", "account_id", "kind", \
            "customer_ref", "total_excl", "total_vat", "total_incl", "paid", "remaining", "state", "payment_terms") \(numbers(range)) \
            SELECT CAST(\(base) AS BIGINT) + "i", 'system', \(now), \(now), 'fa-' || "number" || ' cde ' || "i" % 9973, 'FA-' || "number", 'fa-0000' || "number", \
            \(date(0, connection.dialect)), \(date(30, connection.dialect)), CAST(\(base) AS BIGINT) + "owner", 'standard', 'CDE ' || "i" % 9973, \
            "net", "net" / 5, "net" + "net" / 5, CASE WHEN "k" IN (1, 2, 3) THEN "net" + "net" / 5 WHEN "k" = 4 THEN "net" / 2 ELSE 0 END, \
            CASE WHEN "k" IN (1, 2, 3) THEN 0 WHEN "k" = 4 THEN "net" + "net" / 5 - "net" / 2 ELSE "net" + "net" / 5 END, \
            CASE "k" WHEN 0 THEN 'unpaid' WHEN 4 THEN 'partly_paid' WHEN 5 THEN 'credit' ELSE 'paid' END, '30 jours' \
            FROM (SELECT "i", "i" % 6 AS "k", 1000 + ("i" * 7919) % 990000 AS "net", substr(CAST(100000000 + "i" AS TEXT), 2) AS "number", \
            "i" * 2000 / \(invoices) AS "d", \(owner) AS "owner" FROM "n") AS "rows"
            """)
    }

    private var owner: SQL {
        let step = max(1, invoices / BenchRecords.mine)
        return
            "CASE WHEN \"i\" % \(step) = 0 AND \"i\" / \(step) < \(BenchRecords.mine) THEN 0 ELSE 1 + (\"i\" * 7919) % \(accounts - 1) END"
    }

    /// The day of row `d`, so many days later; the rows cover the 2000 days from 2021-06-01.
    private func date(_ later: Int, _ dialect: Dialect) -> SQL {
        dialect == .sqlite
            ? "date('2021-06-01', '+' || (\"d\" + \(later)) || ' days')"
            : "DATE '2021-06-01' + CAST(\"d\" + \(later) AS INTEGER)"
    }
}
