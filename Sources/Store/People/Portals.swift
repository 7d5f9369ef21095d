package import Core
import Foundation

/// A portal: an address, a name, a colour, and the modules that are open to people outside at all.
package struct Portal: Sendable {
    package let id: RecordID
    package let slug: String
    package let name: String
    /// `#rrggbb`.
    package let accent: String
    package let openModules: [String]
    /// Archived: nobody comes in, everything is kept.
    package var isArchived = false
    /// What the sign-in page says under its title; empty for the usual words.
    package var welcome = Phrase(same: "")
    /// The beginning of the hash of each picture there is.
    package var logo: String?
    package var icon: String?
    /// How many open accesses it has at most; nil for as many as wanted.
    package var quota: Int?
    /// How many days the link of an invitation works; nil for 7.
    package var invitationDays: Int?
    /// After how many days without a sign-in an access is suspended; nil for never.
    package var idleDays: Int?
    /// Every how many months its accesses are reviewed; nil for never.
    package var reviewMonths: Int?
    /// When the last review began; nil before the first.
    package var reviewAt: Instant?
    /// The language of people of whom nobody knows another.
    package var language: Language = .fr
    /// Another one after each change.
    package var version: Int64 = 0

    package init(id: RecordID, slug: String, name: String, accent: String, openModules: [String]) {
        self.id = id
        self.slug = slug
        self.name = name
        self.accent = accent
        self.openModules = openModules
    }
}

/// A label for users of a portal that carries their grants.
package struct UserType: Sendable {
    package let id: RecordID
    package let portal: RecordID
    package let key: String
    package let name: Phrase
    package let mainModule: String
    /// How many open accesses it has at most; nil for as many as wanted.
    package let quota: Int?
    /// The company's own people may have it.
    package let allowsOwnDomains: Bool
    /// Administrators of a customer manage their colleagues' accesses of this type.
    package let delegates: Bool
    package let version: Int64
    package let updatedAt: Instant
    package let updatedBy: String
}

/// Portals, their user types and the grants of these.
package struct Portals {
    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func all() throws -> [Portal] {
        try connection.rows("SELECT * FROM \"portals\" ORDER BY \"id\"").map(portal)
    }
    package func find(slug: String) throws -> Portal? {
        try connection.row("SELECT * FROM \"portals\" WHERE \"slug\" = \(slug)").map(portal)
    }
    package func find(_ id: RecordID) throws -> Portal? {
        try connection.row("SELECT * FROM \"portals\" WHERE \"id\" = \(id)").map(portal)
    }

    private func portal(_ row: Row) -> Portal {
        var portal = Portal(
            id: RecordID(row["id"].int ?? 0), slug: row["slug"].text ?? "", name: row["name"].text ?? "",
            accent: row["accent"].text ?? "",
            openModules: (row["open_modules"].text ?? "").split(separator: ",").map(String.init))
        portal.isArchived = !row["archived_at"].isNull
        portal.welcome = Phrase(fr: row["welcome_fr"].text ?? "", en: row["welcome_en"].text ?? "")
        (portal.logo, portal.icon) = (row["logo"].text, row["icon"].text)
        portal.quota = row["quota"].int.map { Int($0) }
        portal.invitationDays = row["invitation_days"].int.map { Int($0) }
        (portal.idleDays, portal.reviewMonths) = (
            row["idle_days"].int.map { Int($0) }, row["review_months"].int.map { Int($0) }
        )
        portal.reviewAt = row["review_at"].instant
        portal.language = row["language"].text.flatMap(Language.init(rawValue:)) ?? .fr
        portal.version = row["version"].int ?? 0
        return portal
    }

    package func add(_ portal: Portal, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO "portals" ("id", "slug", "name", "accent", "open_modules", "quota", "created_at") VALUES \
            (\(portal.id), \(portal.slug), \(portal.name), \(portal.accent), \(portal.openModules.joined(separator: ",")), \(portal.quota.map(Int64.init)), \(now))
            """)
    }

    package func userTypes(of portal: RecordID) throws -> [UserType] {
        try connection.rows("SELECT * FROM \"user_types\" WHERE \"portal_id\" = \(portal) ORDER BY \"id\"").map(
            userType)
    }
    package func userType(_ id: RecordID) throws -> UserType? {
        try connection.row("SELECT * FROM \"user_types\" WHERE \"id\" = \(id)").map(userType)
    }

    private func userType(_ row: Row) -> UserType {
        UserType(
            id: RecordID(row["id"].int ?? 0), portal: RecordID(row["portal_id"].int ?? 0), key: row["key"].text ?? "",
            name: Phrase(fr: row["name_fr"].text ?? "", en: row["name_en"].text ?? ""),
            mainModule: row["main_module"].text ?? "", quota: row["quota"].int.map { Int($0) },
            allowsOwnDomains: row["own_domains"].bool, delegates: row["delegates"].bool,
            version: row["version"].int ?? 0,
            updatedAt: row["updated_at"].instant ?? row["created_at"].instant ?? Instant(milliseconds: 0),
            updatedBy: row["updated_by_name"].text ?? "")
    }

    package func addUserType(
        _ id: RecordID, portal: RecordID, key: String, name: Phrase, mainModule: String, at now: Instant
    ) throws {
        try connection.run(
            """
            INSERT INTO "user_types" ("id", "portal_id", "key", "name_fr", "name_en", "main_module", "created_at") VALUES \
            (\(id), \(portal), \(key), \(name.fr), \(name.en), \(mainModule), \(now))
            """)
    }

    package func bumpVersion() throws {
        try connection.run("UPDATE \"state\" SET \"version\" = \"version\" + 1 WHERE \"id\" = 1")
    }
    package func version() throws -> Int64 {
        try connection.int("SELECT \"version\" FROM \"state\" WHERE \"id\" = 1") ?? 0
    }
}

extension Portals {
    package func grants(of userType: RecordID) throws -> [String: Grant] {
        let rows = try connection.rows("SELECT * FROM \"grants\" WHERE \"user_type_id\" = \(userType)")
        return Dictionary(rows.map { ($0["module"].text ?? "", grant($0)) }, uniquingKeysWith: { first, _ in first })
    }

    /// A grant whose fields cannot be read shows no field.
    private func grant(_ row: Row) -> Grant {
        var grant = Grant(see: Scope(text: row["see"].text ?? ""))
        grant.states = states(row["states"].text)
        grant.create = row["can_create"].bool
        grant.editOwn = row["can_edit_own"].bool
        // Until colleagues' records had a right of their own, that of own ones covered them.
        grant.editColleagues = row[row["can_edit_colleagues"].isNull ? "can_edit_own" : "can_edit_colleagues"].bool
        grant.editShared = row["can_edit_shared"].bool
        grant.delete = row["can_delete"].bool
        grant.clone = row["can_clone"].bool
        grant.notes = FieldRight(rawValue: row["notes"].text ?? "") ?? .hidden
        grant.files = FieldRight(rawValue: row["files"].text ?? "") ?? .hidden
        grant.view = RecordView(rawValue: row["view"].text ?? "") ?? .list
        grant.fields = rights(row["fields"].text)
        let layouts = try? JSONDecoder().decode(
            [String: [String: String]].self, from: Data((row["other_layouts"].text ?? "{}").utf8))
        grant.otherLayouts = (layouts ?? [:]).mapValues { $0.compactMapValues(FieldRight.init(rawValue:)) }
        grant.withoutStandard = row["without_standard"].bool
        return grant
    }

    /// Nil for the module's usual ones. What cannot be read shows no state.
    private func states(_ text: String?) -> Set<String>? {
        guard let text else { return nil }
        do { return try JSONDecoder().decode(Set<String>.self, from: Data(text.utf8)) } catch { return [] }
    }

    /// Takes these fields of a module out of all grants.
    func forgetRights(on module: String, _ isForgotten: (String) -> Bool) throws {
        for row in try connection.rows("SELECT * FROM \"grants\" WHERE \"module\" = \(module)") {
            var grant = grant(row)
            guard let type = row["user_type_id"].id, let id = row["id"].id,
                ([grant.fields] + grant.otherLayouts.values).contains(where: { $0.keys.contains(where: isForgotten) })
            else { continue }
            grant.fields = grant.fields.filter { !isForgotten($0.key) }
            grant.otherLayouts = grant.otherLayouts.mapValues { $0.filter { !isForgotten($0.key) } }
            try setGrant(grant, module: module, of: type, id: id)
        }
    }

    private func rights(_ text: String?) -> [String: FieldRight] {
        let rights = try? JSONDecoder().decode([String: String].self, from: Data((text ?? "").utf8))
        return (rights ?? [:]).compactMapValues(FieldRight.init(rawValue:))
    }

    package func setGrant(_ grant: Grant, module: String, of userType: RecordID, id: RecordID) throws {
        let fields = try String(decoding: JSONEncoder.sorted.encode(grant.fields.mapValues(\.rawValue)), as: UTF8.self)
        let layouts = try String(
            decoding: JSONEncoder.sorted.encode(grant.otherLayouts.mapValues { $0.mapValues(\.rawValue) }),
            as: UTF8.self)
        let states = try grant.states.map {
            try String(decoding: JSONEncoder.sorted.encode($0.sorted()), as: UTF8.self)
        }
        let columns: [(String, Value)] = [
            ("states", states.map(Value.text) ?? .null), ("can_edit_colleagues", .bool(grant.editColleagues)),
            ("see", .text(grant.see.text)), ("can_create", .bool(grant.create)), ("can_edit_own", .bool(grant.editOwn)),
            ("can_edit_shared", .bool(grant.editShared)), ("can_delete", .bool(grant.delete)),
            ("can_clone", .bool(grant.clone)), ("notes", .text(grant.notes.rawValue)),
            ("files", .text(grant.files.rawValue)), ("view", .text(grant.view.rawValue)), ("fields", .text(fields)),
            ("other_layouts", .text(layouts)), ("without_standard", .bool(grant.withoutStandard)),
        ]
        let names = columns.map { "\(Identifier($0.0))" as SQL }.joined(by: ", ")
        let values = columns.map { "\($0.1)" as SQL }.joined(by: ", ")
        let sets = columns.map { "\(Identifier($0.0)) = excluded.\(Identifier($0.0))" as SQL }.joined(by: ", ")
        try connection.run(
            """
            INSERT INTO "grants" ("id", "user_type_id", "module", \(names)) VALUES (\(id), \(userType), \(module), \(values)) \
            ON CONFLICT ("user_type_id", "module") DO UPDATE SET \(sets)
            """)
        try bumpVersion()
    }
}
