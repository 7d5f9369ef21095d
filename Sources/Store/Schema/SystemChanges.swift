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
        ]
    }

    /// What administrators decided about modules, as JSON, by the module's key.
    private static let definitions = Table(
        "definitions",
        [
            .key("id"), Column("key", .text).required().unique(), Column("body", .text).required(),
            Column("version", .integer).byDefault(1), Column("updated_at", .integer).required(),
            Column("updated_by", .integer), Column("updated_by_name", .text).required(),
        ])

    /// Changes of the configuration that can be undone: what was there before and after, as JSON.
    private static let changes = Table(
        "changes",
        [
            .key("id"), Column("kind", .text).required(), Column("key", .text).required(),
            Column("label", .text).required(), Column("before", .text), Column("after", .text),
            Column("made_at", .integer).required(), Column("made_by", .integer),
            Column("made_by_name", .text).required(),
            Column("undone_at", .integer), Column("undone_by_name", .text),
        ])

    /// Addresses that portals had before; each leads to its portal for ever.
    private static let portalAddresses = Table(
        "portal_addresses",
        [
            .key("slug", .text), Column("portal_id", .integer).required().pointing(to: "portals"),
            Column("retired_at", .integer).required(),
        ])

    /// Logos and icons; small enough to lie in the database, where every node and every backup finds them.
    private static let portalImages = Table(
        "portal_images",
        [
            .key("id"), Column("portal_id", .integer).required().pointing(to: "portals"),
            Column("kind", .text).required(), Column("type", .text).required(), Column("bytes", .bytes).required(),
        ], unique: [["portal_id", "kind"]])

    /// Addresses that get an access although the policy on domains says otherwise.
    private static let domainExceptions = Table(
        "domain_exceptions",
        [
            .key("id"), Column("address", .text).required().unique(), Column("reason", .text).required(),
            Column("made_by_name", .text).required(), Column("made_at", .integer).required(),
        ])

    /// What portals say about personal data, version by version.
    private static let policies = Table(
        "policies",
        [
            .key("id"), Column("portal_id", .integer).required().pointing(to: "portals"),
            Column("version", .integer).required(), Column("body_fr", .text).required(),
            Column("body_en", .text).required(), Column("published_at", .integer).required(),
            Column("published_by_name", .text).required(),
        ], unique: [["portal_id", "version"]])

    /// Who accepted which version, when and from where.
    private static let policyAcceptances = Table(
        "policy_acceptances",
        [
            .key("id"), Column("person_id", .integer).required().pointing(to: "people"),
            Column("policy_id", .integer).required().pointing(to: "policies"),
            Column("accepted_at", .integer).required(), Column("address", .text).required(),
        ], unique: [["person_id", "policy_id"]])

    /// Work on many records at once, done piece by piece by whichever node is free.
    private static let bulkJobs = Table(
        "bulk_jobs",
        [
            .key("id"), Column("kind", .text).required(), Column("user_type_id", .integer),
            Column("total", .integer).required(), Column("turns", .integer).byDefault(0),
            Column("made_by", .integer).required(), Column("made_by_name", .text).required(),
            Column("made_at", .integer).required(), Column("ended_at", .integer),
        ])

    /// What a job is done on; `reason` says why one of them failed.
    private static let bulkItems = Table(
        "bulk_items",
        [
            .key("id"), Column("job_id", .integer).required().pointing(to: "bulk_jobs"),
            Column("module", .text).required(), Column("record_id", .integer).required(),
            Column("state", .text).required(), Column("reason", .text), Column("done_at", .integer),
        ])

    /// Who may sign up at a portal, as JSON; `turn` counts the requests that were given to one approver after the other.
    private static let signUpRules = Table(
        "sign_up_rules",
        [
            .key("id"), Column("portal_id", .integer).required().unique().pointing(to: "portals"),
            Column("body", .text).required(), Column("version", .integer).required(),
            Column("turn", .integer).required(),
        ])

    /// Requests to sign up; `token` is the SHA-256 of what the applicant got by mail.
    private static let signUps = Table(
        "sign_ups",
        [
            .key("id"), Column("token", .bytes).required().unique(),
            Column("portal_id", .integer).required().pointing(to: "portals"), Column("audience", .text).required(),
            Column("first_name", .text).required(), Column("last_name", .text).required(),
            Column("username", .text).required(), Column("email", .text).required(),
            Column("email_key", .text).required(), Column("company", .text).required(),
            Column("message", .text).required(), Column("password_hash", .text), Column("language", .text).required(),
            Column("state", .text).required(), Column("created_at", .integer).required(),
            Column("confirmed_at", .integer), Column("reminded_at", .integer), Column("decided_at", .integer),
            Column("decided_by_name", .text), Column("reason", .text), Column("access_id", .integer),
            Column("assignee_id", .integer), Column("address", .text).required(),
        ])

    /// Who agreed to a request to sign up, and to what: `choice` is what would be made of it.
    private static let signUpVotes = Table(
        "sign_up_votes",
        [
            .key("id"), Column("sign_up_id", .integer).required().pointing(to: "sign_ups"),
            Column("staff_id", .integer).required(), Column("staff_name", .text).required(),
            Column("choice", .text).required(), Column("made_at", .integer).required(),
        ], unique: [["sign_up_id", "staff_id"]])

    /// Records of an account that its people see because they were assigned to them.
    private static let assignments = Table(
        "assignments",
        [
            .key("id"), Column("access_id", .integer).required().pointing(to: "accesses"),
            Column("module", .text).required(), Column("record_id", .integer).required(),
        ], unique: [["access_id", "module", "record_id"]])

    /// E-mail texts of one portal, in the place of those for all.
    private static let portalTemplates = Table(
        "portal_templates",
        [
            .key("id"), Column("portal_id", .integer).required().pointing(to: "portals"),
            Column("key", .text).required(), Column("language", .text).required(),
            Column("subject", .text).required(), Column("body", .text).required(),
            Column("updated_at", .integer).required(), Column("version", .integer).byDefault(1),
        ], unique: [["portal_id", "key", "language"]])

    /// Tabs of portals beside their modules; `user_types` are the ids of those who have it.
    private static let webTabs = Table(
        "web_tabs",
        [
            .key("id"), Column("portal_id", .integer).required().pointing(to: "portals"),
            Column("key", .text).required(),
            Column("title_fr", .text).required(), Column("title_en", .text).required(), Column("url", .text),
            Column("body_fr", .text), Column("body_en", .text), Column("user_types", .text).required(),
        ], unique: [["portal_id", "key"]])

    /// Staff looking at a portal as somebody else, read only; `id` is the SHA-256 of the token in the cookie. One lives as long as the
    /// office session it was started in.
    private static let previews = Table(
        "previews",
        [
            .key("id", .bytes), Column("session_id", .integer).required(),
            Column("staff_id", .integer).required().pointing(to: "people"),
            Column("access_id", .integer).required().pointing(to: "accesses"),
            Column("draft", .text), Column("created_at", .integer).required(),
            Column("expires_at", .integer).required(),
        ])

    /// Customers that were given to members of staff; `shown_at` is when the person last chose to look at one.
    private static let staffCustomers = Table(
        "staff_customers",
        [
            .key("id"), Column("person_id", .integer).required().pointing(to: "people"),
            Column("account_id", .integer).required().pointing(to: "accounts"),
            Column("added_at", .integer).required(), Column("added_by", .integer).required(),
            Column("shown_at", .integer),
        ], unique: [["person_id", "account_id"]])

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
