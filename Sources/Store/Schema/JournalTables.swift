import Core

/// Tables that grow: the journal, mail, files, comments, imports.
enum JournalTables {
    /// Each row's hash covers the row and the hash before it.
    static let audit = Table(
        "audit",
        [
            .key("seq"), Column("at", .integer).required(), Column("actor_kind", .text).required(),
            Column("actor_id", .integer),
            Column("actor_name", .text).required(), Column("verb", .text).required(), Column("module", .text),
            Column("record_id", .integer),
            Column("detail", .text).required(), Column("previous", .bytes).required(),
            Column("hash", .bytes).required(),
        ])

    /// The records that an event is shown on, beside the one it happened to.
    static let auditSubjects = Table(
        "audit_subjects",
        [
            .key("id"), Column("seq", .integer).required(), Column("module", .text).required(),
            Column("record_id", .integer).required(),
        ], unique: [["module", "record_id", "seq"]])

    static let outbox = Table(
        "outbox",
        [
            .key("id"), Column("kind", .text).required(), Column("person_id", .integer).pointing(to: "people"),
            Column("module", .text), Column("record_id", .integer),
            Column("sender", .text).required(), Column("recipients", .text).required(),
            Column("copies", .text).required(), Column("subject", .text).required(),
            Column("body", .text).required(), Column("language", .text).required(), Column("files", .text).required(),
            Column("message_id", .text).required().unique(),
            Column("state", .text).required(), Column("tries", .integer).byDefault(0),
            Column("next_at", .integer).required(), Column("claim", .integer),
            Column("claimed_until", .integer), Column("problem", .text), Column("sent_at", .integer),
            Column("created_by", .integer).pointing(to: "people"),
            Column("created_at", .integer).required(),
        ])

    static let templates = Table(
        "templates",
        [
            .key("id"), Column("key", .text).required(), Column("language", .text).required(),
            Column("subject", .text).required(),
            Column("body", .text).required(), Column("updated_at", .integer).required(),
            Column("version", .integer).byDefault(1),
        ], unique: [["key", "language"]])

    /// A file's content by its SHA-256 in hexadecimal.
    static let files = Table(
        "files",
        [
            .key("id"), Column("module", .text).required(), Column("record_id", .integer).required(),
            Column("name", .text).required(),
            Column("type", .text).required(), Column("size", .integer).required(), Column("hash", .text).required(),
            Column("is_private", .integer).byDefault(0),
            Column("author_kind", .text).required(), Column("author_id", .integer),
            Column("author_name", .text).required(),
            Column("created_at", .integer).required(), Column("deleted_at", .integer),
        ], unique: [["module", "record_id", "hash", "name"]])

    /// Notes and messages on a record.
    static let comments = Table(
        "comments",
        [
            .key("id"), Column("module", .text).required(), Column("record_id", .integer).required(),
            Column("source", .text), Column("external_id", .text),
            Column("author_kind", .text).required(), Column("author_id", .integer),
            Column("author_name", .text).required(),
            Column("is_private", .integer).byDefault(0), Column("body", .text).required(),
            Column("created_at", .integer).required(),
        ], unique: [["source", "external_id"]])

    static let imports = Table(
        "imports",
        [
            .key("id"), Column("source", .text).required(), Column("started_at", .integer).required(),
            Column("ended_at", .integer),
            Column("created", .integer).byDefault(0), Column("updated", .integer).byDefault(0),
            Column("unchanged", .integer).byDefault(0),
            Column("refused", .integer).byDefault(0), Column("report", .text).required(),
        ])

    /// The columns a staff member chose for a module's list.
    static let listChoices = Table(
        "list_choices",
        [
            .key("id"), Column("person_id", .integer).required().pointing(to: "people"),
            Column("module", .text).required(), Column("columns", .text).required(),
        ], unique: [["person_id", "module"]])

    /// The contacts that documents name, and what for.
    static let documentContacts = Table(
        "document_contacts",
        [
            .key("id"), Column("module", .text).required(), Column("record_id", .integer).required(),
            Column("contact_id", .integer).required().pointing(to: "contacts"), Column("role", .text).required(),
        ], unique: [["contact_id", "module", "record_id", "role"]])

    static let documentContactsByRecord = SchemaObject(
        "index document_contacts_by_record",
        "CREATE INDEX \"document_contacts_by_record\" ON \"document_contacts\" (\"module\", \"record_id\")")

    static let all = [audit, auditSubjects, outbox, templates, files, comments, imports, listChoices]

    static let indexes: [SchemaObject] = [
        SchemaObject(
            "index accesses_by_record",
            "CREATE INDEX \"accesses_by_record\" ON \"accesses\" (\"module\", \"record_id\")"),
        SchemaObject(
            "index accesses_by_account", "CREATE INDEX \"accesses_by_account\" ON \"accesses\" (\"account_id\")"),
        SchemaObject("index sessions_by_person", "CREATE INDEX \"sessions_by_person\" ON \"sessions\" (\"person_id\")"),
        SchemaObject(
            "index sessions_by_expiry", "CREATE INDEX \"sessions_by_expiry\" ON \"sessions\" (\"expires_at\")"),
        SchemaObject("index tokens_by_person", "CREATE INDEX \"tokens_by_person\" ON \"tokens\" (\"person_id\")"),
        SchemaObject(
            "index outbox_by_state", "CREATE INDEX \"outbox_by_state\" ON \"outbox\" (\"state\", \"next_at\")"),
        SchemaObject(
            "index comments_by_record",
            "CREATE INDEX \"comments_by_record\" ON \"comments\" (\"module\", \"record_id\", \"created_at\")"),
        SchemaObject("index people_by_kind", "CREATE INDEX \"people_by_kind\" ON \"people\" (\"kind\", \"id\")"),
        SchemaObject(
            "index accesses_by_state", "CREATE INDEX \"accesses_by_state\" ON \"accesses\" (\"state\", \"id\")"),
        SchemaObject("index accesses_by_start", "CREATE INDEX \"accesses_by_start\" ON \"accesses\" (\"valid_from\")"),
        SchemaObject("index accesses_by_end", "CREATE INDEX \"accesses_by_end\" ON \"accesses\" (\"valid_until\")"),
        SchemaObject(
            "index outbox_by_state_and_id", "CREATE INDEX \"outbox_by_state_and_id\" ON \"outbox\" (\"state\", \"id\")"),
        SchemaObject("index devices_by_person", "CREATE INDEX \"devices_by_person\" ON \"devices\" (\"person_id\")"),
    ]
}
