package import Core

/// The records that carry accesses, as the statement of sessions and keys reads them. Records of modules that administrators made stand in
/// tables that this statement does not know: they are asked for by `Accesses.carrier`.
enum CarrierSQL {
    static let columns: SQL = """
        \(account) AS "account_id", CASE "a"."module" WHEN 'contacts' THEN "kc"."id" WHEN 'leads' THEN "kl"."id" WHEN 'accounts' THEN "c"."id" END AS "carrier_id", \
        CASE "a"."module" WHEN 'contacts' THEN "kc"."deleted_at" WHEN 'leads' THEN "kl"."deleted_at" WHEN 'accounts' THEN "c"."deleted_at" END AS "carrier_deleted", \
        CASE "a"."module" WHEN 'contacts' THEN "kc"."state" WHEN 'leads' THEN "kl"."state" WHEN 'accounts' THEN "c"."state" END AS "carrier_state", \
        "kl"."converted_at" AS "carrier_converted"
        """

    /// With the account, `c`, that the record says.
    static let joins: SQL = """
        LEFT JOIN "contacts" AS "kc" ON "a"."module" = 'contacts' AND "kc"."id" = "a"."record_id" \
        LEFT JOIN "leads" AS "kl" ON "a"."module" = 'leads' AND "kl"."id" = "a"."record_id" LEFT JOIN "accounts" AS "c" ON "c"."id" = \(account)
        """

    private static let account: SQL = """
        CASE "a"."module" WHEN 'contacts' THEN "kc"."account_id" WHEN 'leads' THEN "kl"."account_id" WHEN 'accounts' THEN "a"."record_id" ELSE "a"."account_id" END
        """

    /// Nil for a module whose table the statement does not know.
    static func carrier(_ row: Row) -> Carrier? {
        guard let module = row["module"].text, ["contacts", "leads", "accounts"].contains(module) else { return nil }
        var facts = Carrier.Facts(module: module)
        facts.isThere = !row["carrier_id"].isNull
        facts.isInBin = !row["carrier_deleted"].isNull
        facts.state = row["carrier_state"].text
        facts.isConverted = !row["carrier_converted"].isNull
        facts.account = row["account_id"].id
        facts.isAccountOpen = row["account_deleted"].isNull && row["account_state"].text == "open"
        return Carrier(facts)
    }
}

extension Accesses {
    /// What the record of an access says, whichever module it is of.
    package func carrier(of access: Access, in catalog: Catalog) throws -> Carrier {
        try carrier(Journal.Subject(access.module, access.record), in: catalog)
    }

    /// What a record would say about an access that it carried, now or once `changes` are saved.
    package func carrier(_ record: Journal.Subject, in catalog: Catalog, once changes: [String: Value] = [:]) throws
        -> Carrier
    {
        var facts = Carrier.Facts(module: record.module)
        guard let module = catalog[record.module], let row = try row(of: record.id, in: module) else {
            facts.isThere = false
            return Carrier(facts)
        }
        facts.isInBin = !row["deleted_at"].isNull
        func value(_ key: String?, _ column: String) -> Value { key.flatMap { changes[$0] } ?? row[column] }
        facts.state = value(module.state?.field, "carrier_state").text
        facts.isConverted = !row["carrier_converted"].isNull
        facts.account = value(module.accountField?.key, "carrier_account").id
        if module.key == Module.accounts.key { facts.account = record.id }
        facts.isAccountOpen = try facts.account.map { try open([$0]).contains($0) } ?? false
        return Carrier(facts)
    }

    private func row(of id: RecordID, in module: Module) throws -> Row? {
        func column(_ key: String?) -> SQL { key.map { "\(Identifier($0))" } ?? "NULL" }
        let moment = module.key == Module.leads.key ? LeadState.moment : nil
        return try connection.row(
            """
            SELECT "deleted_at", \(column(module.state?.field)) AS "carrier_state", \(column(moment)) AS "carrier_converted", \
            \(column(module.accountField?.key)) AS "carrier_account" FROM \(Identifier(module.key)) WHERE "id" = \(id)
            """)
    }

    /// Those of these accounts that let people in.
    func open(_ accounts: [RecordID]) throws -> Set<RecordID> {
        guard !accounts.isEmpty else { return [] }
        let list = Set(accounts).sorted().map { "\($0)" as SQL }.joined(by: ", ")
        let rows = try connection.rows(
            "SELECT \"id\" FROM \"accounts\" WHERE \"id\" IN (\(list)) AND \"deleted_at\" IS NULL AND \"state\" = 'open'"
        )
        return Set(rows.compactMap { $0[0].id })
    }
}
