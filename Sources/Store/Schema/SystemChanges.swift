import Core

/// What came to the tables of Parvis itself after they shipped, in order. Add at the end; never edit what is here.
enum SystemChanges {
    static func all(_ dialect: Dialect) -> [SchemaObject] {
        [
            addition("grants", Column("notes", .text), dialect), addition("grants", Column("files", .text), dialect),
            addition("grants", Column("view", .text), dialect),
            addition("grants", Column("other_layouts", .text), dialect),
            earlierGrants(dialect),
            SchemaObject("table definitions", definitions.creation(dialect)),
            SchemaObject("table changes", changes.creation(dialect)),
            addition("user_types", Column("version", .integer), dialect),
            addition("user_types", Column("updated_at", .integer), dialect),
            addition("user_types", Column("updated_by_name", .text), dialect),
            addition("portals", Column("archived_at", .integer), dialect),
            addition("portals", Column("welcome_fr", .text), dialect),
            addition("portals", Column("welcome_en", .text), dialect),
            SchemaObject("table portal_addresses", portalAddresses.creation(dialect)),
            addition("people", Column("powers", .text), dialect),
            SchemaObject("table web_tabs", webTabs.creation(dialect)),
            SchemaObject("table previews", previews.creation(dialect)),
            SchemaObject(
                "index accesses_by_type",
                "CREATE INDEX \"accesses_by_type\" ON \"accesses\" (\"user_type_id\", \"id\")"),
            addition("portals", Column("version", .integer), dialect),
            addition("grants", Column("without_standard", .integer), dialect),
            addition("portals", Column("logo", .text), dialect), addition("portals", Column("icon", .text), dialect),
            SchemaObject("table portal_images", portalImages.creation(dialect)),
            addition("portals", Column("quota", .integer), dialect),
            addition("user_types", Column("quota", .integer), dialect),
            addition("user_types", Column("own_domains", .integer), dialect),
            SchemaObject("table domain_exceptions", domainExceptions.creation(dialect)),
            SchemaObject("table policies", policies.creation(dialect)),
            SchemaObject("table policy_acceptances", policyAcceptances.creation(dialect)),
            addition("portals", Column("policy_id", .integer), dialect),
            SchemaObject("table bulk_jobs", bulkJobs.creation(dialect)),
            SchemaObject("table bulk_items", bulkItems.creation(dialect)),
            SchemaObject(
                "index bulk_items_by_job",
                "CREATE INDEX \"bulk_items_by_job\" ON \"bulk_items\" (\"job_id\", \"state\", \"id\")"),
            addition("outbox", Column("rank", .integer).byDefault(0), dialect),
            SchemaObject(
                "index outbox_by_rank",
                "CREATE INDEX \"outbox_by_rank\" ON \"outbox\" (\"state\", \"rank\", \"next_at\")"),
            addition("previews", Column("as_of", .day), dialect),
            SchemaObject("table sign_up_rules", signUpRules.creation(dialect)),
            SchemaObject("table sign_ups", signUps.creation(dialect)),
            SchemaObject("table sign_up_votes", signUpVotes.creation(dialect)),
            SchemaObject(
                "index sign_ups_by_state",
                "CREATE INDEX \"sign_ups_by_state\" ON \"sign_ups\" (\"state\", \"id\")"),
            SchemaObject(
                "index sign_ups_by_email",
                "CREATE INDEX \"sign_ups_by_email\" ON \"sign_ups\" (\"email_key\")"),
            addition("accesses", Column("added_by", .integer), dialect),
            addition("accesses", Column("shut_by", .text), dialect),
            addition("accesses", Column("notify_email", .text), dialect),
            addition("user_types", Column("delegates", .integer), dialect),
            SchemaObject("table assignments", assignments.creation(dialect)),
            addition("tokens", Column("code", .bytes), dialect),
            addition("portals", Column("invitation_days", .integer), dialect),
            addition("accesses", Column("warned_for", .day), dialect),
            addition("people", Column("time_format", .text), dialect),
            addition("people", Column("country", .text), dialect),
            addition("portals", Column("language", .text), dialect),
            SchemaObject("table portal_templates", portalTemplates.creation(dialect)),
            addition("outbox", Column("portal_id", .integer), dialect),
            addition("tokens", Column("email", .text), dialect),
            addition("attempts", Column("told_at", .integer), dialect),
            addition("accesses", Column("shut_reason", .text), dialect),
            addition("accesses", Column("woken_at", .integer), dialect),
            addition("accesses", Column("idle_told_at", .integer), dialect),
            addition("accesses", Column("reviewed_at", .integer), dialect),
            addition("accesses", Column("review_told_at", .integer), dialect),
            addition("portals", Column("idle_days", .integer), dialect),
            addition("portals", Column("review_months", .integer), dialect),
            addition("portals", Column("review_at", .integer), dialect),
            addition("bulk_jobs", Column("note", .text), dialect),
            SchemaObject(
                "index accesses_by_admin",
                "CREATE INDEX \"accesses_by_admin\" ON \"accesses\" (\"user_type_id\", \"id\") WHERE \"role\" = 'admin'"
            ),
            addition("accesses", Column("used_at", .integer), dialect),
            SchemaObject(
                "uses of accesses",
                """
                UPDATE "accesses" SET "used_at" = (SELECT "signed_in_at" FROM "people" WHERE "people"."id" = "accesses"."person_id") \
                WHERE "state" = 'active'
                """),
            SchemaObject("table staff_customers", staffCustomers.creation(dialect)),
            SchemaObject(
                "index staff_customers_by_account",
                "CREATE INDEX \"staff_customers_by_account\" ON \"staff_customers\" (\"account_id\")"),
            SchemaObject("table unfinished_forms", unfinishedForms.creation(dialect)),
            SchemaObject(
                "index unfinished_forms_by_person",
                "CREATE INDEX \"unfinished_forms_by_person\" ON \"unfinished_forms\" (\"person_id\", \"id\")"),
            SchemaObject("table taken_forms", takenForms.creation(dialect)),
            SchemaObject("table deposits", deposits.creation(dialect)),
            SchemaObject("table scans", scans.creation(dialect)),
            SchemaObject(
                "index scans_by_state",
                "CREATE INDEX \"scans_by_state\" ON \"scans\" (\"state\", \"next_at\")"),
            addition("bulk_items", Column("label", .text), dialect),
            addition("bulk_items", Column("role", .text), dialect),
            SchemaObject("table request_handlers", requestHandlers.creation(dialect)),
            SchemaObject(
                "index request_handlers_by_person",
                "CREATE INDEX \"request_handlers_by_person\" ON \"request_handlers\" (\"person_id\")"),
            addition("imports", Column("state", .text), dialect),
            addition("imports", Column("options", .text), dialect),
            addition("imports", Column("is_dry", .integer), dialect),
            addition("imports", Column("made_by", .integer), dialect),
            addition("imports", Column("made_by_name", .text), dialect),
            addition("imports", Column("claim", .integer), dialect),
            addition("imports", Column("claimed_until", .integer), dialect),
            addition("imports", Column("ticket", .text), dialect),
            addition("imports", Column("problem_fr", .text), dialect),
            addition("imports", Column("problem_en", .text), dialect),
            SchemaObject("table import_parts", importParts.creation(dialect)),
            SchemaObject("table import_notes", importNotes.creation(dialect)),
            SchemaObject("table import_absents", importAbsents.creation(dialect)),
            SchemaObject(
                "index import_notes_by_import",
                "CREATE INDEX \"import_notes_by_import\" ON \"import_notes\" (\"import_id\", \"kind\", \"id\")"),
            SchemaObject(
                "index import_absents_by_import",
                "CREATE INDEX \"import_absents_by_import\" ON \"import_absents\" (\"import_id\", \"state\", \"id\")"),
            SchemaObject(
                "index import_absents_by_record",
                "CREATE INDEX \"import_absents_by_record\" ON \"import_absents\" (\"module\", \"record_id\")"),
            addition("people", Column("proved_email", .text), dialect),
            addition("attempts", Column("untold", .integer), dialect),
            addition("grants", Column("states", .text), dialect),
            addition("grants", Column("can_edit_colleagues", .integer), dialect),
            SchemaObject("table journal_seals", journalSeals.creation(dialect)),
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
