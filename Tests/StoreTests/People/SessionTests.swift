import Core
import Store
import TestSupport
import Testing

/// A session is found until it ends, with everything a request must know.
@Suite struct SessionTests {
    private static let hash = [UInt8](repeating: 3, count: 32)

    @Test(arguments: Engine.allCases) func aSessionIsFoundOnlyBeforeItsEnd(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await start(Self.hash, world)
            #expect(try await find(Self.hash, world) != nil)
            world.clock.advance(by: .hours(8))
            #expect(try await find(Self.hash, world) == nil)
            let now = world.now
            try await world.database.write { try Sessions($0).forgetExpired(at: now) }
            #expect(
                try await world.database.read { try Sessions($0).former(Self.hash, at: now)?.person }
                    == world.atu.person)
            try await world.database.write { try Sessions($0).forgetExpired(at: now + .days(1)) }
            #expect(try await world.database.read { try Sessions($0).former(Self.hash, at: now) } == nil)
            world.clock.set(TestClock.start)
            #expect(try await find(Self.hash, world) == nil)
        }
    }

    @Test(arguments: Engine.allCases) func itTellsWhoAsksAndForWhom(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await start(Self.hash, world)
            let session = try await find(Self.hash, world)
            let found = try #require(session)
            let entrant = found.entrant
            #expect(
                entrant.person.id == world.atu.person && entrant.person.kind == .external
                    && entrant.person.name == "Atu Lenobli")
            #expect(
                entrant.access?.id == world.atu.access && entrant.access?.account == world.atu.account
                    && entrant.access?.state == .active)
            #expect(
                entrant.access?.record == world.atu.contact && entrant.access?.permissions == .all
                    && entrant.access?.userType == world.userType)
            #expect(entrant.portalSlug == "clients" && entrant.accountName == "Atu SARL")
            #expect(entrant.carrier?.account == world.atu.account && entrant.carrier?.obstacle == nil)
            let version = try await world.database.read { try Portals($0).version() }
            #expect(entrant.version == version && found.createdAt == world.now)
        }
    }

    @Test(arguments: Engine.allCases) func aChangedRightShowsAtTheNextRequest(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await start(Self.hash, world)
            let before = try await find(Self.hash, world)?.entrant
            try await world.database.write { connection in
                try Accesses(connection).setPermissions(.none, of: world.atu.access)
                try Portals(connection).write(
                    PortalDocument(
                        slug: "clients", name: "Autre", accent: "#000000", welcome: Phrase(same: ""), openModules: []),
                    of: world.portal.id)
            }
            try await world.write("accounts", as: world.staff) {
                try $0.update(world.atu.account, version: 1, ["state": .text("closed")], at: TestClock.start)
            }
            let after = try await find(Self.hash, world)?.entrant
            #expect(
                after?.access?.permissions == Permissions.none && after?.portalName == "Autre"
                    && after?.carrier?.obstacle == .accountClosed)
            #expect((after?.version ?? 0) > (before?.version ?? 0))
        }
    }

    @Test(arguments: Engine.allCases) func sessionsEndOneByOneOrAllAtOnce(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let hashes = (1...4).map { [UInt8](repeating: UInt8($0), count: 32) }
            for hash in hashes { try await start(hash, world) }
            let listed = try await world.database.read {
                try Sessions($0).list(of: world.atu.person, at: TestClock.start)
            }
            #expect(listed.count == 4)
            try await world.database.write { connection in
                let sessions = Sessions(connection)
                try sessions.end(hashes[0])
                #expect(
                    try sessions.end(publicID: listed[0].publicID, of: world.secret.person) == false,
                    "somebody else's session")
                try sessions.endAll(of: world.atu.person, except: hashes[2])
            }
            let left = try await [
                find(hashes[0], world), find(hashes[1], world), find(hashes[2], world), find(hashes[3], world),
            ]
            #expect(left.map { $0 != nil } == [false, false, true, false])
            try await world.database.write { try Sessions($0).endAll(ofAccess: world.atu.access) }
            #expect(try await find(hashes[2], world) == nil)
        }
    }

    private func start(_ hash: [UInt8], _ world: World) async throws {
        let (now, publicID, atu) = (world.now, world.ids.next(), world.atu)
        try await world.database.write { connection in
            try Sessions(connection).start(
                hash, publicID: publicID, person: atu.person, access: atu.access, address: "192.0.2.1", agent: "Test",
                at: now, until: now + .hours(8))
        }
    }

    private func find(_ hash: [UInt8], _ world: World) async throws -> Sessions.Found? {
        let now = world.now
        return try await world.database.read { try Sessions($0).find(hash, at: now) }
    }
}
