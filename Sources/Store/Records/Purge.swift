package import Core

/// Removes for good what one source brought, with the people and accesses that stand on it. For synthetic records only.
package struct Purge {
    private let connection: any Connection
    private let catalog: Catalog

    package init(_ connection: any Connection, _ catalog: Catalog) {
        self.connection = connection
        self.catalog = catalog
    }

    package func everything(from source: String) throws {
        for module in catalog.modules { try accesses(on: module, source) }
        for module in catalog.modules { try unlink(module, source) }
        for module in catalog.modules.reversed() { try records(of: module, source) }
    }

    /// Look-ups that administrators made may point to modules that stand behind, and in circles.
    private func unlink(_ module: Module, _ source: String) throws {
        let table = Identifier(module.key)
        for field in module.fields where field.target == module.key || field.target != nil && field.isCustom {
            try connection.run("UPDATE \(table) SET \(Identifier(field.key)) = NULL WHERE \"source\" = \(source)")
        }
        for subform in module.subforms {
            for field in subform.fields where field.isCustom && field.target != nil {
                try connection.run(
                    "UPDATE \(Identifier(subform.table)) SET \(Identifier(field.key)) = NULL WHERE \"parent_id\" IN (SELECT \"id\" FROM \(table) WHERE \"source\" = \(source))"
                )
            }
        }
    }

    private func accesses(on module: Module, _ source: String) throws {
        let records: SQL = "SELECT \"id\" FROM \(Identifier(module.key)) WHERE \"source\" = \(source)"
        for row in try connection.rows(
            "SELECT \"id\", \"person_id\" FROM \"accesses\" WHERE \"module\" = \(module.key) AND \"record_id\" IN (\(records))"
        ) {
            guard let access = row[0].id, let person = row[1].id else { continue }
            try connection.run("DELETE FROM \"outbox\" WHERE \"person_id\" = \(person)")
            try Accesses(connection).remove(access)
            try People(connection).remove(person)
        }
    }

    private func records(of module: Module, _ source: String) throws {
        let table = Identifier(module.key)
        let records: SQL = "SELECT \"id\" FROM \(table) WHERE \"source\" = \(source)"
        for subform in module.subforms {
            try connection.run("DELETE FROM \(Identifier(subform.table)) WHERE \"parent_id\" IN (\(records))")
        }
        for other in ["files", "comments", "document_contacts"] {
            try connection.run(
                "DELETE FROM \(Identifier(other)) WHERE \"module\" = \(module.key) AND \"record_id\" IN (\(records))")
        }
        if module.key == "contacts" {
            try connection.run("DELETE FROM \"document_contacts\" WHERE \"contact_id\" IN (\(records))")
        }
        if module.key == Module.tickets.key {
            try connection.run("DELETE FROM \"request_handlers\" WHERE \"record_id\" IN (\(records))")
        }
        if module.key == "accounts" {
            try connection.run("DELETE FROM \"staff_customers\" WHERE \"account_id\" IN (\(records))")
        }
        let texts = try connection.rows("SELECT \"id\", \"search_text\" FROM \(table) WHERE \"source\" = \(source)")
        for row in texts { try RecordTable(connection, module).forget(row[1].text ?? "", RecordID(row[0].int ?? 0)) }
        try connection.run("DELETE FROM \(table) WHERE \"source\" = \(source)")
    }
}
