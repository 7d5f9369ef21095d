package import Core

/// The contacts that documents name. The store keeps what the source says; nothing is concluded from a contact's account.
struct DocumentContacts {
    private let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    /// The look-up as reasons of refusals name it.
    static let field = Field("contact", fr: "Contact", en: "Contact", LookupType("contacts"))

    /// One contact of one document.
    struct Link: Hashable {
        let contact: RecordID
        let role: DocumentRole
    }

    func replace(_ links: [Link], of document: Journal.Subject, _ ids: RecordIDGenerator) throws {
        try connection.run(
            "DELETE FROM \"document_contacts\" WHERE \"module\" = \(document.module) AND \"record_id\" = \(document.id)"
        )
        for link in Set(links).sorted(by: { ($0.contact, $0.role.rawValue) < ($1.contact, $1.role.rawValue) }) {
            try connection.run(
                """
                INSERT INTO "document_contacts" ("id", "module", "record_id", "contact_id", "role") VALUES \
                (\(ids.next()), \(document.module), \(document.id), \(link.contact), \(link.role.rawValue))
                """)
        }
    }
}

/// The documents of this module that exist for the viewer and name a contact.
extension SeenRecords {
    private func naming(_ contact: RecordID) -> SQL {
        """
        "id" IN (SELECT "record_id" FROM "document_contacts" WHERE "contact_id" = \(contact) AND "module" = \(module.key)) AND \(condition())
        """
    }

    /// Whether one of them does.
    package func names(_ contact: RecordID, _ record: RecordID) throws -> Bool {
        try connection.int("SELECT 1 FROM \(table) WHERE \"id\" = \(record) AND \(naming(contact))") != nil
    }

    package func count(naming contact: RecordID) throws -> Int {
        Int(try connection.int("SELECT count(*) FROM \(table) WHERE \(naming(contact))") ?? 0)
    }

    /// How many there are for each role; a document that names the contact twice counts under both.
    package func roles(naming contact: RecordID) throws -> [(role: DocumentRole, count: Int)] {
        let rows = try connection.rows(
            """
            SELECT "role", count(*) FROM "document_contacts" WHERE "contact_id" = \(contact) AND "module" = \(module.key) \
            AND "record_id" IN (SELECT "id" FROM \(table) WHERE \(condition())) GROUP BY "role" ORDER BY "role"
            """)
        return rows.compactMap { row in
            row[0].text.flatMap(DocumentRole.init(rawValue:)).map { ($0, Int(row[1].int ?? 0)) }
        }
    }

    /// The first of them in the module's own order.
    package func list(naming contact: RecordID, columns wanted: [String], limit: Int) throws -> [Record] {
        let visible = Set(viewer.visibleFields(of: module).map(\.key))
        let state = [module.state?.field, module.state?.lateness?.due, module.title].compactMap(\.self)
        let names = (wanted + state.filter { !wanted.contains($0) }).filter(visible.contains)
        let sort = Identifier(module[module.sort.field]?.sortColumn ?? "id")
        let order: SQL = module.sort.isDescending ? "\(sort) DESC, \"id\" DESC" : "\(sort), \"id\""
        return try connection.rows(
            "SELECT \(columns(names)) FROM \(table) WHERE \(naming(contact)) ORDER BY \(order) LIMIT \(limit)"
        ).map { Record(module: module, row: $0) }
    }
}
