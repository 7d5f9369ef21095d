import Core
import Store
import TestSupport
import Testing

/// Changes of portals and user types: refused when they are stale, undone when nothing came after them.
@Suite struct PortalChangeTests {
    @Test(arguments: Engine.allCases) func aStaleFormMovesNothingBack(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let old = try await portal(world)
            var moved = PortalDocument(old)
            moved.slug = "espace"
            let wanted = moved
            #expect(try await change(world) { try $0.save(wanted, of: old.id, version: old.version) })
            var recoloured = PortalDocument(old)
            recoloured.accent = "#123456"
            let stale = recoloured
            let refused = await #expect(throws: PortalRefusal.self) {
                try await change(world) { try $0.save(stale, of: old.id, version: old.version) }
            }
            guard case .stale = refused else { throw StoreError.failed(reason: "taken") }
            let now = try await portal(world)
            #expect(now.slug == "espace" && now.accent == old.accent && now.version > old.version)
            // What it was comes back in one step, address included, and the address in between leads there.
            let made = try await last(world)
            try await change(world) { try $0.undo(made) }
            #expect(PortalDocument(try await portal(world)) == PortalDocument(old))
            #expect(try await world.database.read { try Portals($0).current(ofFormer: "espace")?.id } == old.id)
            #expect(try await last(world).id != made.id)
        }
    }

    @Test(arguments: Engine.allCases) func aProposedAddressCanBeTaken(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let long = String(repeating: "a", count: 40)
            let id = world.ids.next()
            try await change(world) {
                try $0.create(Portal(id: id, slug: long, name: "Long", accent: "#0f5c57", openModules: []))
                let free = try $0.freeSlug(long)
                #expect(free.count <= 40 && free != long)
                #expect(try $0.problems(name: "Autre", slug: free, except: nil).isEmpty)
            }
        }
    }

    @Test(arguments: Engine.allCases) func aDeletedTypeComesBackWithItsRights(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let portal = world.portal.id
            let document = UserTypeDocument(
                key: "", name: Phrase(same: "Comptables"), mainModule: "contacts",
                grants: Preset.customer(world.catalog))
            let id = try await types(world) { try $0.create(document, in: portal) }
            let before = try await world.database.read { connection in
                let portals = Portals(connection)
                return try portals.userType(id).map { try portals.document(of: $0).granted }
            }
            try await types(world) { try $0.delete(id) }
            let made = try await last(world)
            #expect(made.change.after == nil && made.change.label == "Comptables")
            try await types(world) { try $0.undo(made) }
            let after = try await world.database.read { connection in
                let portals = Portals(connection)
                return try portals.userTypes(of: portal).first { $0.name.fr == "Comptables" }.map {
                    try portals.document(of: $0).granted
                }
            }
            #expect(before != nil && after == before)
            let again = await #expect(throws: UserTypeRefusal.self) { try await types(world) { try $0.undo(made) } }
            guard case .problems = again else { throw StoreError.failed(reason: "twice") }
        }
    }

    /// Of twelve administrators who save the same form at the same moment one is heard, and the others are told.
    @Test(arguments: Engine.allCases) func oneOfManyIsHeard(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let type = world.userType
            let (version, document) = try await world.database.read { connection in
                let portals = Portals(connection)
                guard let found = try portals.userType(type) else { throw UserTypeRefusal.notFound }
                return (found.version, try portals.document(of: found))
            }
            let saved = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 1...12 {
                    group.addTask {
                        var wanted = document
                        wanted.name = Phrase(same: "Clients \(number)")
                        let mine = wanted
                        do {
                            try await types(world) { try $0.save(mine, of: type, version: version) }
                            return true
                        } catch UserTypeRefusal.stale {
                            return false
                        }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(saved == 1)
            #expect(try await world.database.read { try Portals($0).userType(type)?.version } == version + 1)
        }
    }

    /// Two who open modules at the same moment both get theirs.
    @Test(arguments: Engine.allCases) func openingAddsUp(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let id = world.portal.id
            var closed = PortalDocument(world.portal)
            closed.openModules = []
            let none = closed
            try await world.database.write { try Portals($0).write(none, of: id) }
            let keys = ["invoices", "orders", "quotes", "tickets"]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for key in keys { group.addTask { try await types(world) { try $0.open([key], in: id) } } }
                try await group.waitForAll()
            }
            #expect(try await Set(portal(world).openModules) == Set(keys))
        }
    }

    private func portal(_ world: World) async throws -> Portal {
        let id = world.portal.id
        return try #require(try await world.database.read { try Portals($0).find(id) })
    }

    private func last(_ world: World) async throws -> Changes.Made {
        try #require(try await world.database.read { try Changes($0).list(limit: 1) }.first)
    }

    @discardableResult
    private func change<T: Sendable>(_ world: World, _ body: @escaping @Sendable (PortalChange) throws -> T)
        async throws -> T
    {
        let (ids, now, author) = (world.ids, world.now, author(world))
        return try await world.database.write { try body(PortalChange($0, ids: ids, by: author, at: now)) }
    }

    @discardableResult
    private func types<T: Sendable>(_ world: World, _ body: @escaping @Sendable (UserTypeChange) throws -> T)
        async throws -> T
    {
        let (catalog, ids, now, author) = (world.catalog, world.ids, world.now, author(world))
        return try await world.database.write { try body(UserTypeChange($0, catalog, ids: ids, by: author, at: now)) }
    }

    private func author(_ world: World) -> Author {
        Author(kind: .staff, id: world.administrator, name: "Alice Moreau")
    }
}
