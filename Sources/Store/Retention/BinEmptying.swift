package import Core

/// Removes for good what has lain in the recycle bin for long: a record with its lines, its notes and the naming of its files.
///
/// What came from another program stays: its next import would bring it back as something new. So does what something else still hangs on.
package struct BinEmptying {
    private let connection: any Connection
    private let module: Module

    package init(_ connection: any Connection, _ module: Module) {
        self.connection = connection
        self.module = module
    }

    /// What one turn did: how many went, and where the next one begins; nil when there are no more.
    package struct Turn: Sendable {
        package let removed: Int
        package let last: RecordID?
    }

    package func remove(before limit: Instant, after last: RecordID?, most: Int) throws -> Turn {
        let table = Identifier(module.key)
        let place: SQL = last.map { " AND \"id\" > \($0)" } ?? ""
        let rows = try connection.rows(
            """
            SELECT "id", "search_text" FROM \(table) WHERE "deleted_at" < \(limit) AND "source" IS NULL\(place) ORDER BY "id" LIMIT \(most)
            """)
        var removed = 0
        for row in rows {
            guard let id = row[0].id else { continue }
            if try remove(id, row[1].text ?? "") { removed += 1 }
        }
        return Turn(removed: removed, last: rows.count < most ? nil : rows.last?[0].id)
    }

    /// False when something hangs on it.
    private func remove(_ id: RecordID, _ text: String) throws -> Bool {
        let carries = try connection.int(
            "SELECT 1 FROM \"accesses\" WHERE \"module\" = \(module.key) AND \"record_id\" = \(id) LIMIT 1")
        guard carries == nil else { return false }
        do {
            try connection.savepoint { try removeAll(id, text) }
            return true
        } catch StoreError.refused {
            return false
        }
    }

    private func removeAll(_ id: RecordID, _ text: String) throws {
        for subform in module.subforms {
            try connection.run("DELETE FROM \(Identifier(subform.table)) WHERE \"parent_id\" = \(id)")
        }
        for other in ["files", "comments", "document_contacts", "assignments"] {
            try connection.run(
                "DELETE FROM \(Identifier(other)) WHERE \"module\" = \(module.key) AND \"record_id\" = \(id)")
        }
        if module.key == Module.tickets.key {
            try connection.run("DELETE FROM \"request_handlers\" WHERE \"record_id\" = \(id)")
        }
        if module.key == Module.contacts.key {
            try connection.run("DELETE FROM \"document_contacts\" WHERE \"contact_id\" = \(id)")
        }
        if module.key == Module.accounts.key {
            try connection.run("DELETE FROM \"staff_customers\" WHERE \"account_id\" = \(id)")
        }
        try RecordTable(connection, module).forget(text, id)
        try connection.run("DELETE FROM \(Identifier(module.key)) WHERE \"id\" = \(id)")
    }
}
