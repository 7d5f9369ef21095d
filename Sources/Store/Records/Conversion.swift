package import Core

/// Prospects that became contacts. `self` are the prospects.
extension SeenRecords {
    /// The contact that a lead became, whoever looks and whatever became of the contact; nil for one that was not converted.
    package func contact(ofLead id: RecordID) throws -> RecordID? {
        guard module.key == Module.leads.key else { return nil }
        return try connection.row("SELECT \(Identifier(LeadState.contact)) FROM \(table) WHERE \"id\" = \(id)")?[0].id
    }

    /// Marks a lead as the contact that it became: no form may set these fields, because they tell what happened.
    package func convert(_ id: RecordID, version: Int64, into contact: RecordID, at now: Instant) throws {
        guard let current = try find(id), try mayEdit(id) else { throw WriteRefusal.notFound }
        let values: [String: Value] = [
            LeadState.field: .text(LeadState.converted), LeadState.contact: .id(contact),
            LeadState.moment: .instant(now),
        ]
        guard
            try RecordTable(connection, module).update(id, version: version, values, by: viewer.person, at: now)
        else { throw WriteRefusal.stale(current: current.version) }
    }

    /// What speaks against writing a state by hand: a conversion alone sets *converted*, and nothing takes it back.
    func unconverted(_ changed: [String: Value], of id: RecordID?) throws -> [String: FieldProblem] {
        guard module.key == Module.leads.key, let state = changed[LeadState.field] else { return [:] }
        if try id.flatMap({ try contact(ofLead: $0) }) != nil { return [LeadState.field: .convertedForGood] }
        return state == .text(LeadState.converted) ? [LeadState.field: .convertInstead] : [:]
    }
}

/// What names a prospect beside its own record.
package struct LeadFollowers {
    private let connection: any Connection
    private let catalog: Catalog

    package init(_ records: Records) { (connection, catalog) = (records.connection, records.catalog) }

    /// Modules whose records name a lead and have one look-up to contacts. A lead that names another one became nobody by that.
    private var ways: [(module: Module, lead: Field, contact: Field)] {
        catalog.pointing(to: Module.leads.key).compactMap { module, lead in
            let contacts = module.fields.filter { $0.target == "contacts" }
            return contacts.count == 1 && module.key != Module.leads.key ? (module, lead, contacts[0]) : nil
        }
    }

    /// How many records would name the contact too.
    package func count(of lead: RecordID) throws -> Int {
        try ways.reduce(0) { sum, way in
            sum + Int(try connection.int("SELECT count(*) FROM \(waiting(way, lead))") ?? 0)
        }
    }

    /// Names the contact on records that name the lead and no contact. Whose account they are stays as it is: that decides who sees them.
    package func name(_ contact: RecordID, for lead: RecordID, by person: RecordID, at now: Instant) throws {
        for way in ways {
            let ids = try connection.rows("SELECT \"id\" FROM \(waiting(way, lead))").compactMap { $0[0].id }
            for id in ids {
                _ = try RecordTable(connection, way.module).update(
                    id, version: nil, [way.contact.key: .id(contact)], by: person, at: now)
            }
        }
    }

    /// The requests that somebody opened as a prospect name the contact: those to whom answers go. What the same person opened for another
    /// account stays as it is.
    package func name(_ contact: RecordID, onRequestsOf opener: RecordID, for account: RecordID?) throws {
        let its: SQL = account.map { "\"account_id\" = \($0)" } ?? "\"account_id\" IS NULL"
        try connection.run(
            """
            UPDATE "tickets" SET "contact_id" = \(contact), "version" = "version" + 1 WHERE \(its) AND "contact_id" IS NULL \
            AND "author_kind" = \(Author.Kind.external.rawValue) AND "author_id" = \(opener)
            """)
    }

    private func waiting(_ way: (module: Module, lead: Field, contact: Field), _ lead: RecordID) -> SQL {
        """
        \(Identifier(way.module.key)) WHERE \(Identifier(way.lead.key)) = \(lead) AND \(Identifier(way.contact.key)) IS NULL AND "deleted_at" IS NULL
        """
    }
}

extension FieldProblem {
    static let convertedForGood = FieldProblem(
        fr: "Ce prospect est converti : c’est le contact qui se modifie désormais.",
        en: "This lead is converted: change the contact from now on.")
    static let convertInstead = FieldProblem(
        fr: "Enregistrez un autre état, puis « Convertir en contact » sur la fiche.",
        en: "Save another state, then use “Convert into a contact” on the record.")
}
