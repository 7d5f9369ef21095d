import Core

/// The tables of Parvis itself. Change one only by adding a `SchemaObject` to `SystemSchema.changes`.
enum SystemTables {
    static let people = Table(
        "people",
        [
            .key("id"), Column("kind", .text).required(), Column("role", .text).required(),
            Column("username", .text), Column("username_key", .text).unique(), Column("email", .text),
            Column("email_key", .text).unique(),
            Column("first_name", .text).required(), Column("last_name", .text).required(), Column("language", .text),
            Column("time_zone", .text), Column("password_hash", .text), Column("password_at", .integer),
            Column("must_change", .integer).byDefault(0), Column("temporary_until", .integer),
            Column("disabled_at", .integer),
            Column("signed_in_at", .integer), Column("created_at", .integer).required(),
        ])

    static let portals = Table(
        "portals",
        [
            .key("id"), Column("slug", .text).required().unique(), Column("name", .text).required(),
            Column("accent", .text).required(),
            Column("open_modules", .text).required(), Column("created_at", .integer).required(),
        ])

    static let userTypes = Table(
        "user_types",
        [
            .key("id"), Column("portal_id", .integer).required().pointing(to: "portals"),
            Column("key", .text).required(),
            Column("name_fr", .text).required(), Column("name_en", .text).required(),
            Column("main_module", .text).required(),
            Column("created_at", .integer).required(),
        ], unique: [["portal_id", "key"]])

    static let grants = Table(
        "grants",
        [
            .key("id"), Column("user_type_id", .integer).required().pointing(to: "user_types"),
            Column("module", .text).required(),
            Column("see", .text).required(), Column("can_create", .integer).byDefault(0),
            Column("can_edit_own", .integer).byDefault(0),
            Column("can_edit_shared", .integer).byDefault(0), Column("can_delete", .integer).byDefault(0),
            Column("can_clone", .integer).byDefault(0),
            Column("fields", .text).required(),
        ], unique: [["user_type_id", "module"]])

    static let accesses = Table(
        "accesses",
        [
            .key("id"), Column("person_id", .integer).required().pointing(to: "people"),
            Column("user_type_id", .integer).required().pointing(to: "user_types"), Column("module", .text).required(),
            Column("record_id", .integer).required(), Column("account_id", .integer).pointing(to: "accounts"),
            Column("role", .text).required(),
            Column("permissions", .integer).required(), Column("valid_from", .day), Column("valid_until", .day),
            Column("state", .text).required(),
            Column("created_by", .integer).pointing(to: "people"), Column("created_at", .integer).required(),
            Column("version", .integer).byDefault(1),
        ], unique: [["person_id", "user_type_id", "module", "record_id"]])

    /// `id` is the SHA-256 of the token in the cookie.
    static let sessions = Table(
        "sessions",
        [
            .key("id", .bytes), Column("person_id", .integer).required().pointing(to: "people"),
            Column("access_id", .integer).pointing(to: "accesses"),
            Column("public_id", .integer).required().unique(), Column("created_at", .integer).required(),
            Column("seen_at", .integer).required(),
            Column("expires_at", .integer).required(), Column("address", .text).required(),
            Column("agent", .text).required(),
        ])

    /// Keys for the API, one an access; `id` is the SHA-256 of the key.
    static let apiKeys = Table(
        "api_keys",
        [
            .key("id", .bytes), Column("access_id", .integer).required().unique().pointing(to: "accesses"),
            Column("created_at", .integer).required(), Column("created_by", .integer).pointing(to: "people"),
            Column("last_used_at", .integer),
        ])

    /// One-time links; `id` is the SHA-256 of the token in the link.
    static let tokens = Table(
        "tokens",
        [
            .key("id", .bytes), Column("purpose", .text).required(),
            Column("person_id", .integer).pointing(to: "people"),
            Column("portal_id", .integer).pointing(to: "portals"), Column("created_at", .integer).required(),
            Column("expires_at", .integer).required(),
            Column("used_at", .integer), Column("revoked_at", .integer),
        ])

    /// Failures by name, address or device, for sign-in protection; `key` says which.
    static let attempts = Table(
        "attempts",
        [
            .key("key", .text), Column("failures", .integer).required(), Column("window_at", .integer).required(),
            Column("blocked_until", .integer).required(),
        ])

    /// Browsers that signed in as a person before; `id` is the SHA-256 of the token in their cookie.
    static let devices = Table(
        "devices",
        [
            .key("id", .bytes), Column("person_id", .integer).required().pointing(to: "people"),
            Column("seen_at", .integer).required(),
        ])

    static let settings = Table("settings", [.key("name", .text), Column("value", .text).required()])

    /// One row: `version` rises when rights, modules or settings change; every request reads it with its session.
    static let state = Table(
        "state",
        [
            .key("id"), Column("version", .integer).required(), Column("audit_seq", .integer).required(),
            Column("audit_hash", .bytes).required(),
        ])

    static let all = [
        people, portals, userTypes, grants, accesses, sessions, apiKeys, tokens, attempts, devices, settings, state,
    ]
}
