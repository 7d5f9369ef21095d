import Core

/// What came to the tables of Parvis itself after they shipped, in order. Add at the end; never edit what is here.
enum SystemChanges {
    static func all(_ dialect: Dialect) -> [SchemaObject] {
        [
            addition("grants", Column("notes", .text), dialect), addition("grants", Column("files", .text), dialect),
            addition("grants", Column("view", .text), dialect),
            addition("grants", Column("other_layouts", .text), dialect),
            earlierGrants(dialect),
        ]
    }

    /// A column that existing rows have empty.
    private static func addition(_ table: String, _ column: Column, _ dialect: Dialect) -> SchemaObject {
        SchemaObject(
            "addition \(table).\(column.name)",
            "ALTER TABLE \(Identifier(table)) ADD COLUMN \(column.definition(dialect))")
    }

    /// Grants from before lines, notes and files had rights of their own keep what they showed: all files, the conversation on requests,
    /// lines, and their prices where the totals of the document are seen.
    private static func earlierGrants(_ dialect: Dialect) -> SchemaObject {
        let facts: SQL = """
            UPDATE "grants" SET "files" = CASE WHEN "module" = 'tickets' THEN 'edit' ELSE 'read' END, \
            "notes" = CASE WHEN "module" = 'tickets' THEN 'edit' ELSE 'hidden' END WHERE "files" IS NULL;
            """
        let lines: SQL =
            #"'{"lines.kind":"read","lines.product_id":"read","lines.label":"read","lines.quantity":"read","lines.ordered":"read"}'"#
        let prices: SQL =
            #"'{"lines.unit_price":"read","lines.discount":"read","lines.vat_rate":"read","lines.total_excl":"read","lines.total_incl":"read"}'"#
        let documents: SQL = "('quotes', 'orders', 'shipments', 'invoices', 'supplier_invoices')"
        let isPriced: SQL =
            dialect == .sqlite
            ? "(json_extract(\"fields\", '$.total_excl') IN ('read', 'edit') OR json_extract(\"fields\", '$.total_incl') IN ('read', 'edit'))"
            : "((\"fields\"::jsonb ->> 'total_excl') IN ('read', 'edit') OR (\"fields\"::jsonb ->> 'total_incl') IN ('read', 'edit'))"
        func adding(_ rights: SQL) -> SQL {
            dialect == .sqlite ? "json_patch(\"fields\", \(rights))" : "(\"fields\"::jsonb || \(rights)::jsonb)::text"
        }
        return SchemaObject(
            "rights of lines, notes and files",
            """
            \(facts) UPDATE "grants" SET "fields" = \(adding(lines)) WHERE "module" IN \(documents); \
            UPDATE "grants" SET "fields" = \(adding(prices)) WHERE "module" IN \(documents) AND \(isPriced)
            """)
    }
}
