package import Core

/// Changes of the configuration, newest first, each with what undoing it needs.
package struct Changes {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// What a change is about.
    package enum Kind: String, Sendable {
        case module, userType = "user_type", portal
    }

    /// A change that is being made.
    package struct New: Sendable {
        package let kind: Kind
        package let key: String
        /// What people call the thing, at that time.
        package let label: String
        package let before: String?
        package let after: String?

        package init(kind: Kind, key: String, label: String, before: String?, after: String?) {
            self.kind = kind
            self.key = key
            self.label = label
            self.before = before
            self.after = after
        }
    }

    /// A change that was made.
    package struct Made: Sendable {
        package let id: RecordID
        package let change: New
        package let at: Instant
        package let by: String
        package let undoneAt: Instant?
        package let undoneBy: String?
    }

    package func add(_ change: New, id: RecordID, by author: Author, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO "changes" ("id", "kind", "key", "label", "before", "after", "made_at", "made_by", "made_by_name") VALUES \
            (\(id), \(change.kind.rawValue), \(change.key), \(change.label), \(change.before), \(change.after), \(now), \(author.id), \(author.name))
            """)
    }

    package func list(limit: Int) throws -> [Made] {
        try connection.rows("SELECT * FROM \"changes\" ORDER BY \"id\" DESC LIMIT \(limit)").map(made)
    }

    /// A user type as it was in one of its versions; nil when that was not kept. Each change of a type makes its next version, so that they
    /// are counted from the last one backwards: the oldest may be gone.
    package func userType(_ id: RecordID, version: Int64) throws -> UserTypeDocument? {
        let current = try connection.int("SELECT \"version\" FROM \"user_types\" WHERE \"id\" = \(id)") ?? 0
        guard (0...current).contains(version) else { return nil }
        let row = try connection.row(
            """
            SELECT "before", "after" FROM "changes" WHERE "kind" = \(Kind.userType.rawValue) AND "key" = \(id.text) \
            ORDER BY "made_at" DESC, "id" DESC LIMIT 1 OFFSET \(current - max(1, version))
            """)
        return row?[version == 0 ? 0 : 1].text.flatMap(UserTypeDocument.init(text:))
    }

    /// What a thing was at a moment.
    package enum Then: Sendable, Hashable {
        /// Nothing has changed since.
        case asNow
        case was(String)
        /// It was made later.
        case notYet
    }

    /// What the thing of a key was at a moment: what the first change since then replaced.
    package func then(_ kind: Kind, _ key: String, at moment: Instant) throws -> Then {
        let row = try connection.row(
            """
            SELECT "before" FROM "changes" WHERE "kind" = \(kind.rawValue) AND "key" = \(key) AND "made_at" >= \(moment) \
            ORDER BY "made_at", "id" LIMIT 1
            """)
        guard let row else { return .asNow }
        return row[0].text.map(Then.was) ?? .notYet
    }

    package func find(_ id: RecordID) throws -> Made? {
        try connection.row("SELECT * FROM \"changes\" WHERE \"id\" = \(id)").map(made)
    }

    package func markUndone(_ id: RecordID, by author: Author, at now: Instant) throws {
        try connection.run(
            "UPDATE \"changes\" SET \"undone_at\" = \(now), \"undone_by_name\" = \(author.name) WHERE \"id\" = \(id)")
    }

    private func made(_ row: Row) -> Made {
        Made(
            id: RecordID(row["id"].int ?? 0),
            change: New(
                kind: Kind(rawValue: row["kind"].text ?? "") ?? .module, key: row["key"].text ?? "",
                label: row["label"].text ?? "", before: row["before"].text, after: row["after"].text),
            at: row["made_at"].instant ?? Instant(milliseconds: 0), by: row["made_by_name"].text ?? "",
            undoneAt: row["undone_at"].instant, undoneBy: row["undone_by_name"].text)
    }
}
