package import Core
import Foundation

/// What a portal is called, where it is, how it looks, and which modules are open in it: what is saved, undone and exported as one.
package struct PortalDocument: Codable, Sendable, Hashable {
    package var slug: String
    package var name: String
    /// `#rrggbb`.
    package var accent: String
    package var welcome: Phrase
    package var openModules: [String]
    /// How many open accesses it has at most; nil for as many as wanted.
    package var quota: Int?
    /// How many days the link of an invitation works, 1 to 30; nil for 7.
    package var invitationDays: Int?
    /// The language of people of whom nobody knows another, `fr` or `en`; nil for French.
    package var language: String?
    /// After how many days without a sign-in an access is suspended; nil for never.
    package var idleDays: Int?
    /// Every how many months accesses are reviewed; nil for never.
    package var reviewMonths: Int?

    package init(
        slug: String, name: String, accent: String, welcome: Phrase, openModules: [String], quota: Int? = nil,
        invitationDays: Int? = nil, language: Language = .fr
    ) {
        self.slug = slug
        self.name = name
        self.accent = accent
        self.welcome = welcome
        self.openModules = openModules
        self.quota = quota
        self.invitationDays = invitationDays
        self.language = language == .fr ? nil : language.rawValue
    }

    package init(_ portal: Portal) {
        self.init(
            slug: portal.slug, name: portal.name, accent: portal.accent, welcome: portal.welcome,
            openModules: portal.openModules, quota: portal.quota, invitationDays: portal.invitationDays,
            language: portal.language)
        (idleDays, reviewMonths) = (portal.idleDays, portal.reviewMonths)
    }

    /// Reads what was stored; nil for what this version cannot read.
    package init?(text: String) {
        do { self = try JSONDecoder().decode(PortalDocument.self, from: Data(text.utf8)) } catch { return nil }
    }

    /// No form takes other numbers; files come from outside too.
    package var isWithinLimits: Bool {
        AdmissionLimits.quota.allows(quota) && AdmissionLimits.invitationDays.allows(invitationDays)
            && AdmissionLimits.idleDays.allows(idleDays) && AdmissionLimits.reviewMonths.allows(reviewMonths)
    }

    var text: String {
        get throws { try String(decoding: JSONEncoder.sorted.encode(self), as: UTF8.self) }
    }
}

extension Portals {
    /// Writes all of it but the address; everybody's next request obeys.
    package func write(_ document: PortalDocument, of id: RecordID) throws {
        try connection.run(
            """
            UPDATE "portals" SET "name" = \(document.name), "accent" = \(document.accent), "open_modules" = \(document.openModules.joined(separator: ",")), \
            "welcome_fr" = \(document.welcome.fr), "welcome_en" = \(document.welcome.en), "quota" = \(document.quota.map(Int64.init)), \
            "invitation_days" = \(document.invitationDays.map(Int64.init)), "language" = \(document.language), \
            "idle_days" = \(document.idleDays.map(Int64.init)), "review_months" = \(document.reviewMonths.map(Int64.init)), "version" = coalesce("version", 0) + 1 WHERE "id" = \(id)
            """)
        try bumpVersion()
    }
}

extension PortalChange {
    /// Puts this in the place of what `version` said, and moves the portal when its address is another one. Returns whether it moved.
    @discardableResult
    package func save(
        _ document: PortalDocument, of id: RecordID, version: Int64, verb: String = "portal.saved",
        detail: [String: String] = [:]
    ) throws -> Bool {
        // Whoever else changes portals or rights waits: what is read after this is what will be replaced.
        try portals.bumpVersion()
        guard let portal = try portals.find(id) else { throw PortalRefusal.notFound }
        guard portal.version == version else { throw PortalRefusal.stale }
        let problems = try problems(name: document.name, slug: document.slug, except: id)
        guard problems.isEmpty else { throw PortalRefusal.problems(problems) }
        let before = PortalDocument(portal)
        try portals.write(document, of: id)
        let lists = [
            "before": before.openModules.joined(separator: ","), "after": document.openModules.joined(separator: ","),
        ]
        try tell(verb, portal, lists.merging(detail) { $1 }.merging(["portal": document.name]) { $1 })
        let moves = document.slug != portal.slug
        if moves { try move(portal, to: document.slug) }
        guard document != before else { return false }
        try Changes(connection).add(
            .init(
                kind: .portal, key: id.text, label: document.name, before: try before.text, after: try document.text),
            id: ids.next(), by: author, at: now)
        return moves
    }

    /// Puts a portal back to what it was before a change; refused once it was changed again.
    package func undo(_ made: Changes.Made) throws {
        guard made.change.kind == .portal, made.undoneAt == nil, let id = RecordID(text: made.change.key),
            let before = made.change.before.flatMap(PortalDocument.init(text:)),
            let after = made.change.after.flatMap(PortalDocument.init(text:)), let portal = try portals.find(id)
        else { throw PortalRefusal.notFound }
        guard PortalDocument(portal) == after else { throw PortalRefusal.changedSince }
        try save(before, of: id, version: portal.version, verb: "change.undone")
        try Changes(connection).markUndone(made.id, by: author, at: now)
    }
}
