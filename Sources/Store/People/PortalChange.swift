package import Core

/// Why a change of a portal was refused. Nothing of it was done.
package enum PortalRefusal: Error, Sendable {
    case problems([String: FieldProblem])
    case notFound
    /// The first portal stays.
    case first
    /// People still have accesses.
    case inUse(people: Int)
    /// Somebody saved the portal since the form was opened.
    case stale
    /// Undoing would lose what was changed since.
    case changedSince
}

/// Changes of portals, each with its event, in the caller's transaction.
package struct PortalChange {
    let connection: any Connection
    let ids: RecordIDGenerator
    let author: Author
    package let now: Instant

    package init(_ connection: any Connection, ids: RecordIDGenerator, by author: Author, at now: Instant) {
        self.connection = connection
        self.ids = ids
        self.author = author
        self.now = now
    }

    var portals: Portals { Portals(connection) }

    /// What is wrong with a name and an address for a portal; an address that redirects to another portal is taken too.
    package func problems(name: String, slug: String, except id: RecordID?) throws -> [String: FieldProblem] {
        var problems: [String: FieldProblem] = [:]
        let others = try portals.all().filter { $0.id != id }
        if others.contains(where: { folded($0.name) == folded(name) }) {
            problems["name"] = FieldProblem(
                fr: "Un portail s’appelle déjà « \(name) ». Choisissez un autre nom.",
                en: "There is a portal called “\(name)” already. Choose another name.")
        }
        guard isSlug(slug) else {
            problems["slug"] = FieldProblem(
                fr: "Écrivez de 2 à 40 minuscules, chiffres et traits d’union, par exemple espace-clients.",
                en: "Write 2 to 40 small letters, digits and hyphens, for example customer-area.")
            return problems
        }
        let former = try portals.current(ofFormer: slug)
        if others.contains(where: { $0.slug == slug }) || former.map({ $0.id != id }) ?? false {
            let free = try freeSlug(slug)
            problems["slug"] = FieldProblem(
                fr: "Cette adresse est prise. « \(free) » est libre.", en: "This address is taken. “\(free)” is free.")
        }
        return problems
    }

    /// The first of `slug`, `slug-2`... that no portal has or had.
    package func freeSlug(_ slug: String) throws -> String {
        let used = try Set(portals.all().map(\.slug))
        func isTaken(_ slug: String) throws -> Bool {
            try used.contains(slug) || portals.current(ofFormer: slug) != nil
        }
        guard try isTaken(slug) else { return slug }
        var number = 2
        func numbered() -> String { String(slug.prefix(39 - String(number).count)) + "-\(number)" }
        while try isTaken(numbered()) { number += 1 }
        return numbered()
    }

    package func create(_ portal: Portal) throws {
        let problems = try problems(name: portal.name, slug: portal.slug, except: nil)
        guard problems.isEmpty else { throw PortalRefusal.problems(problems) }
        try portals.add(portal, at: now)
        try portals.write(PortalDocument(portal), of: portal.id)
        try tell("portal.created", portal)
    }

    /// Moves a portal to another address; the old one leads there for ever.
    func move(_ portal: Portal, to slug: String) throws {
        try connection.run("DELETE FROM \"portal_addresses\" WHERE \"slug\" = \(slug) AND \"portal_id\" = \(portal.id)")
        try connection.run(
            "INSERT INTO \"portal_addresses\" (\"slug\", \"portal_id\", \"retired_at\") VALUES (\(portal.slug), \(portal.id), \(now))"
        )
        try connection.run(
            "UPDATE \"portals\" SET \"slug\" = \(slug), \"version\" = coalesce(\"version\", 0) + 1 WHERE \"id\" = \(portal.id)"
        )
        try portals.bumpVersion()
        try tell("portal.moved", portal, ["from": portal.slug, "to": slug])
    }

    /// Closes the door and ends what is open behind it; everything stays.
    package func archive(_ id: RecordID) throws {
        let portal = try other(than: id)
        guard !portal.isArchived else { return }
        try connection.run("UPDATE \"portals\" SET \"archived_at\" = \(now) WHERE \"id\" = \(id)")
        try connection.run(
            """
            DELETE FROM "sessions" WHERE "access_id" IN (SELECT "a"."id" FROM "accesses" AS "a" JOIN "user_types" AS "t" ON "t"."id" = "a"."user_type_id" \
            WHERE "t"."portal_id" = \(id))
            """)
        try portals.bumpVersion()
        try tell("portal.archived", portal)
    }

    package func restore(_ id: RecordID) throws {
        guard let portal = try portals.find(id) else { throw PortalRefusal.notFound }
        guard portal.isArchived else { return }
        try connection.run("UPDATE \"portals\" SET \"archived_at\" = NULL WHERE \"id\" = \(id)")
        try portals.bumpVersion()
        try tell("portal.restored", portal)
    }

    /// Deletes an archived portal that nobody has an access to, with its user types.
    package func delete(_ id: RecordID) throws {
        let portal = try other(than: id)
        guard portal.isArchived else { throw PortalRefusal.notFound }
        let people = try portals.people(of: id)
        guard people == 0 else { throw PortalRefusal.inUse(people: people) }
        let types: SQL = "SELECT \"id\" FROM \"user_types\" WHERE \"portal_id\" = \(id)"
        try connection.run("DELETE FROM \"grants\" WHERE \"user_type_id\" IN (\(types))")
        try connection.run("DELETE FROM \"user_types\" WHERE \"portal_id\" = \(id)")
        try connection.run("DELETE FROM \"portal_addresses\" WHERE \"portal_id\" = \(id)")
        try connection.run("DELETE FROM \"portal_images\" WHERE \"portal_id\" = \(id)")
        let policies: SQL = "SELECT \"id\" FROM \"policies\" WHERE \"portal_id\" = \(id)"
        try connection.run("DELETE FROM \"policy_acceptances\" WHERE \"policy_id\" IN (\(policies))")
        try connection.run("DELETE FROM \"policies\" WHERE \"portal_id\" = \(id)")
        try SignUps(connection).removeAll(of: id)
        try connection.run("DELETE FROM \"web_tabs\" WHERE \"portal_id\" = \(id)")
        try Templates(connection).removeAll(of: id)
        try connection.run("DELETE FROM \"tokens\" WHERE \"portal_id\" = \(id)")
        try connection.run("DELETE FROM \"portals\" WHERE \"id\" = \(id)")
        try portals.bumpVersion()
        try tell("portal.deleted", portal)
    }

    /// The portal, unless it is the first one, which stays.
    private func other(than id: RecordID) throws -> Portal {
        let all = try portals.all()
        guard let portal = all.first(where: { $0.id == id }) else { throw PortalRefusal.notFound }
        guard all.first?.id != id else { throw PortalRefusal.first }
        return portal
    }

    func tell(_ verb: String, _ portal: Portal, _ more: [String: String] = [:]) throws {
        let detail = ["portal": portal.name].merging(more) { $1 }
        try Journal(connection).append(
            .init(verb, on: [Journal.Subject("portals", portal.id)], detail: detail), by: author, at: now)
    }
}

extension Portals {
    /// The portal that once had this address and has another now.
    package func current(ofFormer slug: String) throws -> Portal? {
        let id = try connection.int("SELECT \"portal_id\" FROM \"portal_addresses\" WHERE \"slug\" = \(slug)")
        return try id.flatMap { try find(RecordID($0)) }
    }

    /// How many accesses a portal has.
    package func people(of portal: RecordID) throws -> Int {
        Int(
            try connection.int(
                "SELECT count(*) FROM \"accesses\" WHERE \"user_type_id\" IN (SELECT \"id\" FROM \"user_types\" WHERE \"portal_id\" = \(portal))"
            ) ?? 0)
    }

    /// How many people an announcement to the portal reaches at most: those with an open access, each once.
    package func audience(of portal: RecordID) throws -> Int {
        Int(
            try connection.int(
                """
                SELECT count(*) FROM "people" WHERE "disabled_at" IS NULL AND "id" IN (SELECT "a"."person_id" FROM "accesses" AS "a" \
                JOIN "user_types" AS "t" ON "t"."id" = "a"."user_type_id" WHERE "t"."portal_id" = \(portal) AND "a"."state" NOT IN ('inactive', 'deactivated'))
                """) ?? 0)
    }
}
