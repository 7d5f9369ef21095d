import Core
import Store
import TestSupport
import Testing

/// The database holds what a key is: one an access, of an access there is.
@Suite struct APIKeyTests {
    private static let hash = [UInt8](repeating: 5, count: 32)

    @Test(arguments: Engine.allCases) func anAccessHasOneKey(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await add(Self.hash, to: world.atu.access, world)
            let second = [UInt8](repeating: 6, count: 32)
            #expect(await failure { try await add(second, to: world.atu.access, world) } == .duplicate)
            #expect(await failure { try await add(Self.hash, to: world.secret.access, world) } == .duplicate)
            #expect(await failure { try await add(second, to: RecordID(1), world) } == .refused)
            let removed = try await world.database.write {
                [try APIKeys($0).remove(of: world.atu.access), try APIKeys($0).remove(of: world.atu.access)]
            }
            #expect(removed == [true, false])
            try await add(second, to: world.atu.access, world)
            let (old, new) = try await world.database.read {
                (try APIKeys($0).find(Self.hash) != nil, try APIKeys($0).find(second) != nil)
            }
            #expect(!old && new)
        }
    }

    @Test(arguments: Engine.allCases) func itTellsWhomItStandsFor(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await add(Self.hash, to: world.atu.access, world)
            let key = try await world.database.read { try APIKeys($0).find(Self.hash) }
            let entrant = try #require(key?.entrant)
            #expect(entrant.person.id == world.atu.person && entrant.person.kind == .external)
            #expect(entrant.access?.id == world.atu.access && entrant.access?.account == world.atu.account)
            #expect(entrant.portalSlug == "clients" && entrant.accountName == "Atu SARL")
            #expect(entrant.carrier?.account == world.atu.account && entrant.carrier?.obstacle == nil)
            let version = try await world.database.read { try Portals($0).version() }
            #expect(entrant.version == version && key?.lastUsedAt == nil)
        }
    }

    private func add(_ hash: [UInt8], to access: RecordID, _ world: World) async throws {
        let (claire, now) = (world.claire, world.now)
        try await world.database.write { try APIKeys($0).add(hash, to: access, by: claire, at: now) }
    }
}
