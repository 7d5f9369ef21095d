package import Core
import Foundation

/// Why a change of a user type was refused. Nothing of it was done.
package enum UserTypeRefusal: Error, Sendable {
    case problems([String: FieldProblem])
    case stale(by: String, at: Instant)
    case notFound
    case inUse(people: Int)
    /// Undoing would lose what was changed since.
    case changedSince
}

/// Saves what an administrator decides about user types: rights, journal and what undoing needs, all or nothing.
package struct UserTypeChange {
    package let connection: any Connection
    let catalog: Catalog
    let ids: RecordIDGenerator
    let author: Author
    let now: Instant

    package init(
        _ connection: any Connection, _ catalog: Catalog, ids: RecordIDGenerator, by author: Author, at now: Instant
    ) {
        self.connection = connection
        self.catalog = catalog
        self.ids = ids
        self.author = author
        self.now = now
    }

    /// A new type with these rights; returns its id.
    package func create(_ document: UserTypeDocument, in portal: RecordID) throws -> RecordID {
        try settle()
        let problems = try problems(document, portal: portal, except: nil)
        guard problems.isEmpty else { throw UserTypeRefusal.problems(problems) }
        let id = ids.next()
        let taken = try Set(Portals(connection).userTypes(of: portal).map(\.key))
        // A type that comes from elsewhere keeps its key, by which a later file finds it again.
        let wanted = Identifier.isValid(document.key) ? document.key : nil
        let made = DefinitionKeys.key(from: document.name.fr, limit: DefinitionKeys.fieldLimit) ?? "type"
        let key = DefinitionKeys.free(wanted ?? made, taken.contains)
        try Portals(connection).addUserType(
            id, portal: portal, key: key, name: document.name, mainModule: document.mainModule, at: now)
        try setRules(document, of: id)
        try write(document.granted, of: id, main: document.mainModule)
        try finish(id, before: nil, verb: "user_type.created")
        return id
    }

    /// Puts these names and rights in the place of those of `version`.
    package func save(_ document: UserTypeDocument, of id: RecordID, version: Int64, verb: String = "user_type.saved")
        throws
    {
        try settle()
        guard let type = try Portals(connection).userType(id) else { throw UserTypeRefusal.notFound }
        guard type.version == version else { throw UserTypeRefusal.stale(by: type.updatedBy, at: type.updatedAt) }
        let problems = try problems(document, portal: type.portal, except: id)
        guard problems.isEmpty else { throw UserTypeRefusal.problems(problems) }
        let before = try Portals(connection).document(of: type)
        try connection.run(
            "UPDATE \"user_types\" SET \"name_fr\" = \(document.name.fr), \"name_en\" = \(document.name.en), \"main_module\" = \(document.mainModule) WHERE \"id\" = \(id)"
        )
        try setRules(document, of: id)
        try write(document.granted, of: id, main: document.mainModule)
        try finish(id, before: before, verb: verb)
    }

    /// Deletes a type that nobody has, or whose people get another type of the same main module first.
    package func delete(_ id: RecordID, movingPeopleTo other: RecordID? = nil) throws {
        try settle()
        guard let type = try Portals(connection).userType(id) else { throw UserTypeRefusal.notFound }
        if let other { try move(from: type, to: other) }
        let people = try Portals(connection).accesses(of: id)
        guard people == 0 else { throw UserTypeRefusal.inUse(people: people) }
        let before = try Portals(connection).document(of: type)
        try Changes(connection).add(
            .init(
                kind: .userType, key: type.portal.text + UserTypeChange.inPortal + id.text, label: type.name.fr,
                before: try UserTypeChange.text(before), after: nil), id: ids.next(), by: author, at: now)
        try connection.run("DELETE FROM \"grants\" WHERE \"user_type_id\" = \(id)")
        try connection.run("DELETE FROM \"user_types\" WHERE \"id\" = \(id)")
        try Journal(connection).append(
            .init("user_type.deleted", on: [.init("portals", type.portal)], detail: ["type": type.name.fr]), by: author,
            at: now)
    }

    /// Everybody of a type gets another one. Sessions belong to the portal they were opened in.
    private func move(from type: UserType, to other: RecordID) throws {
        guard let target = try Portals(connection).userType(other), target.id != type.id,
            target.mainModule == type.mainModule
        else {
            throw UserTypeRefusal.problems([
                "to": FieldProblem(
                    fr: "Choisissez un autre type du même module principal.",
                    en: "Choose another type of the same main module.")
            ])
        }
        let people = try Portals(connection).accesses(of: type.id)
        try Journal(connection).append(
            .init(
                "user_type.emptied", on: Set([type.portal, target.portal]).sorted().map { .init("portals", $0) },
                detail: [
                    "type": type.name.fr, "to": target.name.fr, "to_id": target.id.text, "count": String(people),
                    UserTypeChange.toldEach: "1",
                ]), by: author, at: now)
        let seats = try Seats(connection).used(ofType: type.id)
        if let free = try Seats(connection).free(for: target, comingFrom: type), free < seats {
            throw UserTypeRefusal.problems([
                "to": FieldProblem(
                    fr: "Il ne reste que \(free) accès pour ce type ; il en faut \(seats).",
                    en: "Only \(free) accesses are left for this type; \(seats) are needed.")
            ])
        }
        if target.portal != type.portal {
            try connection.run(
                "DELETE FROM \"sessions\" WHERE \"access_id\" IN (SELECT \"id\" FROM \"accesses\" WHERE \"user_type_id\" = \(type.id))"
            )
        }
        for access in try Accesses(connection).of(type: type.id) { try tell(access, from: type, to: target) }
        try connection.run(
            "UPDATE \"accesses\" SET \"user_type_id\" = \(target.id), \"version\" = \"version\" + 1 WHERE \"user_type_id\" = \(type.id)"
        )
    }

    /// Each access has its own history.
    private func tell(_ access: Access, from type: UserType, to target: UserType) throws {
        let account = access.account.map { [Journal.Subject("accounts", $0)] } ?? []
        let carrier = Journal.Subject(access.module, access.record)
        try Journal(connection).append(
            .init(
                "access.transferred",
                on: [Journal.Subject("accesses", access.id), carrier] + account.filter { $0 != carrier },
                detail: ["from": type.name.fr, "to": target.name.fr, AccessThen.key: type.id.text]), by: author,
            at: now)
    }

    /// The detail of an emptied type whose accesses each have an event of their own.
    static let toldEach = "each"

    private func problems(_ document: UserTypeDocument, portal: RecordID, except id: RecordID?) throws
        -> [String: FieldProblem]
    {
        var problems = DefinitionCheck.label(document.name, "name")
        let others = try Portals(connection).userTypes(of: portal).filter { $0.id != id }
        if others.contains(where: { folded($0.name.fr) == folded(document.name.fr) }) {
            problems["name"] = FieldProblem(
                fr:
                    "Un type d’utilisateur de ce portail s’appelle déjà « \(document.name.fr) ». Choisissez un autre nom.",
                en: "A user type of this portal is called “\(document.name.en)” already. Choose another name.")
        }
        if catalog[document.mainModule] == nil {
            problems["main"] = FieldProblem(
                fr: "Choisissez le module dont les fiches sont ces personnes.",
                en: "Choose the module whose records these people are.")
        } else if let id, try Portals(connection).accesses(of: id) > 0,
            let type = try Portals(connection).userType(id), type.mainModule != document.mainModule
        {
            problems["main"] = FieldProblem(
                fr: "Des personnes ont déjà ce type : leur module principal ne peut plus changer. Créez un autre type.",
                en: "People have this type already: its main module can no longer change. Create another type.")
        }
        if document.allowsOwnDomains == true, let id, try Portals(connection).firstType() == id {
            problems["own_domains"] = FieldProblem(
                fr:
                    "Le premier type du premier portail est réservé aux clients. Créez un autre type pour vos collègues.",
                en: "The first type of the first portal is for customers only. Create another type for your colleagues."
            )
        }
        return problems
    }

    private func setRules(_ document: UserTypeDocument, of id: RecordID) throws {
        try connection.run(
            "UPDATE \"user_types\" SET \"quota\" = \(document.quota.map(Int64.init)), \"own_domains\" = \(document.allowsOwnDomains == true), \"delegates\" = \(document.delegates == true) WHERE \"id\" = \(id)"
        )
    }

    /// Grants that say nothing are not kept.
    private func write(_ grants: [String: Grant], of id: RecordID, main: String) throws {
        try connection.run("DELETE FROM \"grants\" WHERE \"user_type_id\" = \(id)")
        for module in catalog.modules {
            guard let grant = grants[module.key]?.settled(on: module, main: main, in: catalog), grant != .none else {
                continue
            }
            try Portals(connection).setGrant(grant, module: module.key, of: id, id: ids.next())
        }
    }

    /// Everybody's next request obeys, and whoever else changes rights or portals waits: what is read after this is what will be replaced.
    private func settle() throws { try Portals(connection).bumpVersion() }

    private func finish(_ id: RecordID, before: UserTypeDocument?, verb: String) throws {
        try connection.run(
            "UPDATE \"user_types\" SET \"version\" = coalesce(\"version\", 0) + 1, \"updated_at\" = \(now), \"updated_by_name\" = \(author.name) WHERE \"id\" = \(id)"
        )
        guard let type = try Portals(connection).userType(id) else { throw UserTypeRefusal.notFound }
        let after = try Portals(connection).document(of: type)
        try Changes(connection).add(
            .init(
                kind: .userType, key: id.text, label: type.name.fr, before: try before.map(UserTypeChange.text),
                after: try UserTypeChange.text(after)), id: ids.next(), by: author, at: now)
        try Journal(connection).append(
            .init(verb, on: [.init("portals", type.portal)], detail: ["type": type.name.fr]), by: author, at: now)
    }

    private static func text(_ document: UserTypeDocument) throws -> String {
        try String(decoding: JSONEncoder.sorted.encode(document), as: UTF8.self)
    }

    /// Opens these modules in the portal too, as it is now.
    package func open(_ modules: Set<String>, in id: RecordID) throws {
        try settle()
        guard let portal = try Portals(connection).find(id) else { throw UserTypeRefusal.notFound }
        let open = modules.union(portal.openModules)
        guard open != Set(portal.openModules) else { return }
        var document = PortalDocument(portal)
        document.openModules = catalog.modules.map(\.key).filter(open.contains)
        let before = PortalDocument(portal)
        try Changes(connection).add(
            .init(
                kind: .portal, key: id.text, label: portal.name, before: try before.text, after: try document.text),
            id: ids.next(), by: author, at: now)
        try Portals(connection).write(document, of: id)
    }
}

extension Portals {
    /// A type with its rights.
    package func document(of type: UserType) throws -> UserTypeDocument {
        var document = UserTypeDocument(
            key: type.key, name: type.name, mainModule: type.mainModule, grants: try grants(of: type.id))
        document.quota = type.quota
        document.allowsOwnDomains = type.allowsOwnDomains ? true : nil
        document.delegates = type.delegates ? true : nil
        return document
    }

    /// The type that every installation starts with: the first one of the first portal.
    package func firstType() throws -> RecordID? { try all().first.flatMap { try userTypes(of: $0.id).first?.id } }

    /// How many accesses have a type.
    package func accesses(of type: RecordID) throws -> Int {
        Int(try connection.int("SELECT count(*) FROM \"accesses\" WHERE \"user_type_id\" = \(type)") ?? 0)
    }
}
