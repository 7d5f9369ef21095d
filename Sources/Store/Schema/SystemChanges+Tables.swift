import Core

/// The tables that came after the first ones. Never edit one: what it has more is an addition.
extension SystemChanges {
    /// What administrators decided about modules, as JSON, by the module's key.
    static let definitions = Table(
        "definitions",
        [
            .key("id"), Column("key", .text).required().unique(), Column("body", .text).required(),
            Column("version", .integer).byDefault(1), Column("updated_at", .integer).required(),
            Column("updated_by", .integer), Column("updated_by_name", .text).required(),
        ])

    /// Changes of the configuration that can be undone: what was there before and after, as JSON.
    static let changes = Table(
        "changes",
        [
            .key("id"), Column("kind", .text).required(), Column("key", .text).required(),
            Column("label", .text).required(), Column("before", .text), Column("after", .text),
            Column("made_at", .integer).required(), Column("made_by", .integer),
            Column("made_by_name", .text).required(),
            Column("undone_at", .integer), Column("undone_by_name", .text),
        ])

    /// Addresses that portals had before; each leads to its portal for ever.
    static let portalAddresses = Table(
        "portal_addresses",
        [
            .key("slug", .text), Column("portal_id", .integer).required().pointing(to: "portals"),
            Column("retired_at", .integer).required(),
        ])

    /// Logos and icons; small enough to lie in the database, where every node and every backup finds them.
    static let portalImages = Table(
        "portal_images",
        [
            .key("id"), Column("portal_id", .integer).required().pointing(to: "portals"),
            Column("kind", .text).required(), Column("type", .text).required(), Column("bytes", .bytes).required(),
        ], unique: [["portal_id", "kind"]])

    /// Addresses that get an access although the policy on domains says otherwise.
    static let domainExceptions = Table(
        "domain_exceptions",
        [
            .key("id"), Column("address", .text).required().unique(), Column("reason", .text).required(),
            Column("made_by_name", .text).required(), Column("made_at", .integer).required(),
        ])

    /// What portals say about personal data, version by version.
    static let policies = Table(
        "policies",
        [
            .key("id"), Column("portal_id", .integer).required().pointing(to: "portals"),
            Column("version", .integer).required(), Column("body_fr", .text).required(),
            Column("body_en", .text).required(), Column("published_at", .integer).required(),
            Column("published_by_name", .text).required(),
        ], unique: [["portal_id", "version"]])

    /// Who accepted which version, when and from where.
    static let policyAcceptances = Table(
        "policy_acceptances",
        [
            .key("id"), Column("person_id", .integer).required().pointing(to: "people"),
            Column("policy_id", .integer).required().pointing(to: "policies"),
            Column("accepted_at", .integer).required(), Column("address", .text).required(),
        ], unique: [["person_id", "policy_id"]])

    /// Work on many records at once, done piece by piece by whichever node is free.
    static let bulkJobs = Table(
        "bulk_jobs",
        [
            .key("id"), Column("kind", .text).required(), Column("user_type_id", .integer),
            Column("total", .integer).required(), Column("turns", .integer).byDefault(0),
            Column("made_by", .integer).required(), Column("made_by_name", .text).required(),
            Column("made_at", .integer).required(), Column("ended_at", .integer),
        ])

    /// What a job is done on; `reason` says why one of them failed.
    static let bulkItems = Table(
        "bulk_items",
        [
            .key("id"), Column("job_id", .integer).required().pointing(to: "bulk_jobs"),
            Column("module", .text).required(), Column("record_id", .integer).required(),
            Column("state", .text).required(), Column("reason", .text), Column("done_at", .integer),
        ])

    /// Who may sign up at a portal, as JSON; `turn` counts the requests that were given to one approver after the other.
    static let signUpRules = Table(
        "sign_up_rules",
        [
            .key("id"), Column("portal_id", .integer).required().unique().pointing(to: "portals"),
            Column("body", .text).required(), Column("version", .integer).required(),
            Column("turn", .integer).required(),
        ])

    /// Requests to sign up; `token` is the SHA-256 of what the applicant got by mail.
    static let signUps = Table(
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
    static let signUpVotes = Table(
        "sign_up_votes",
        [
            .key("id"), Column("sign_up_id", .integer).required().pointing(to: "sign_ups"),
            Column("staff_id", .integer).required(), Column("staff_name", .text).required(),
            Column("choice", .text).required(), Column("made_at", .integer).required(),
        ], unique: [["sign_up_id", "staff_id"]])

    /// Records of an account that its people see because they were assigned to them.
    static let assignments = Table(
        "assignments",
        [
            .key("id"), Column("access_id", .integer).required().pointing(to: "accesses"),
            Column("module", .text).required(), Column("record_id", .integer).required(),
        ], unique: [["access_id", "module", "record_id"]])

    /// E-mail texts of one portal, in the place of those for all.
    static let portalTemplates = Table(
        "portal_templates",
        [
            .key("id"), Column("portal_id", .integer).required().pointing(to: "portals"),
            Column("key", .text).required(), Column("language", .text).required(),
            Column("subject", .text).required(), Column("body", .text).required(),
            Column("updated_at", .integer).required(), Column("version", .integer).byDefault(1),
        ], unique: [["portal_id", "key", "language"]])

    /// Tabs of portals beside their modules; `user_types` are the ids of those who have it.
    static let webTabs = Table(
        "web_tabs",
        [
            .key("id"), Column("portal_id", .integer).required().pointing(to: "portals"),
            Column("key", .text).required(),
            Column("title_fr", .text).required(), Column("title_en", .text).required(), Column("url", .text),
            Column("body_fr", .text), Column("body_en", .text), Column("user_types", .text).required(),
        ], unique: [["portal_id", "key"]])

    /// Staff looking at a portal as somebody else, read only; `id` is the SHA-256 of the token in the cookie. One lives as long as the
    /// office session it was started in.
    static let previews = Table(
        "previews",
        [
            .key("id", .bytes), Column("session_id", .integer).required(),
            Column("staff_id", .integer).required().pointing(to: "people"),
            Column("access_id", .integer).required().pointing(to: "accesses"),
            Column("draft", .text), Column("created_at", .integer).required(),
            Column("expires_at", .integer).required(),
        ])

    /// What people outside sent, by account, for the room that each account has.
    static let deposits = Table(
        "deposits",
        [
            .key("id"), Column("account_id", .integer).required(), Column("hash", .text).required(),
            Column("size", .integer).required(), Column("made_at", .integer).required(),
        ], unique: [["account_id", "hash"]])

    /// What the virus scanner said about content in the file store, by its hash.
    static let scans = Table(
        "scans",
        [
            .key("hash", .text), Column("state", .text).required(), Column("signature", .text),
            Column("asked_at", .integer).required(), Column("next_at", .integer).required(),
            Column("tries", .integer).byDefault(0), Column("judged_at", .integer),
        ])

    /// Who on the staff follows a request; `record_id` is the request's.
    static let requestHandlers = Table(
        "request_handlers",
        [
            .key("record_id"), Column("person_id", .integer).required().pointing(to: "people"),
            Column("since", .integer).required(),
        ])

    /// Where the journal was cut: the last entry that is gone, which is the id, and its hash.
    static let journalSeals = Table(
        "journal_seals",
        [.key("id"), Column("hash", .bytes).required(), Column("cut_at", .integer).required()])

    /// Customers that were given to members of staff; `shown_at` is when the person last chose to look at one.
    static let staffCustomers = Table(
        "staff_customers",
        [
            .key("id"), Column("person_id", .integer).required().pointing(to: "people"),
            Column("account_id", .integer).required().pointing(to: "accounts"),
            Column("added_at", .integer).required(), Column("added_by", .integer).required(),
            Column("shown_at", .integer),
        ], unique: [["person_id", "account_id"]])

    /// Forms that came when the session had ended, or that belong to another access: kept for the person until it is signed in as whoever
    /// typed them. `fields` is the form as it was sent, without passwords and without files.
    static let unfinishedForms = Table(
        "unfinished_forms",
        [
            .key("id"), Column("person_id", .integer).required().pointing(to: "people"),
            Column("access_id", .integer), Column("path", .text).required(),
            Column("fields", .text).required(), Column("lost_files", .integer).byDefault(0),
            Column("created_at", .integer).required(),
        ])

    /// Forms that were taken; `id` is the SHA-256 of the form's key and what was sent in it.
    static let takenForms = Table("taken_forms", [.key("id", .bytes), Column("at", .integer).required()])
}
