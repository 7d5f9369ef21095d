package import Core

/// The web tabs of portals.
package struct WebTabs {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func of(portal: RecordID) throws -> [WebTab] {
        try connection.rows("SELECT * FROM \"web_tabs\" WHERE \"portal_id\" = \(portal) ORDER BY \"id\"").map(tab)
    }

    /// The tabs that people of a type have.
    package func of(userType: RecordID, in portal: RecordID) throws -> [WebTab] {
        try of(portal: portal).filter { $0.userTypes.contains(userType) }
    }

    package func find(_ id: RecordID, in portal: RecordID) throws -> WebTab? {
        try connection.row("SELECT * FROM \"web_tabs\" WHERE \"id\" = \(id) AND \"portal_id\" = \(portal)").map(tab)
    }

    /// Stores a tab, new or known by its id; everybody's next page has it.
    package func set(_ tab: WebTab, of portal: RecordID) throws {
        let (url, body): (String?, Phrase?) =
            switch tab.content {
            case .link(let url): (url, nil)
            case .page(let body): (nil, body)
            }
        let types = tab.userTypes.map(\.text).sorted().joined(separator: ",")
        try connection.run(
            """
            INSERT INTO "web_tabs" ("id", "portal_id", "key", "title_fr", "title_en", "url", "body_fr", "body_en", "user_types") VALUES \
            (\(tab.id), \(portal), \(tab.key), \(tab.title.fr), \(tab.title.en), \(url), \(body?.fr), \(body?.en), \(types)) ON CONFLICT ("id") DO UPDATE SET \
            "title_fr" = excluded."title_fr", "title_en" = excluded."title_en", "url" = excluded."url", "body_fr" = excluded."body_fr", \
            "body_en" = excluded."body_en", "user_types" = excluded."user_types"
            """)
        try Portals(connection).bumpVersion()
    }

    package func remove(_ id: RecordID, of portal: RecordID) throws {
        try connection.run("DELETE FROM \"web_tabs\" WHERE \"id\" = \(id) AND \"portal_id\" = \(portal)")
        try Portals(connection).bumpVersion()
    }

    private func tab(_ row: Row) -> WebTab {
        let body = Phrase(fr: row["body_fr"].text ?? "", en: row["body_en"].text ?? "")
        let types = (row["user_types"].text ?? "").split(separator: ",").compactMap { RecordID(text: $0) }
        return WebTab(
            id: RecordID(row["id"].int ?? 0), key: row["key"].text ?? "",
            title: Phrase(fr: row["title_fr"].text ?? "", en: row["title_en"].text ?? ""),
            content: row["url"].text.map { .link($0) } ?? .page(body), userTypes: Set(types))
    }
}
