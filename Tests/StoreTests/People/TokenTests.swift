import Core
import Store
import TestSupport
import Testing

/// A link works once, for what it was made, until it ends or another takes its place.
@Suite struct TokenTests {
    private static let hash = [UInt8](repeating: 7, count: 32)

    @Test(arguments: Engine.allCases) func ofFiftyUsesOneCounts(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await issue(Self.hash, world)
            let uses = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 1...50 { group.addTask { try await use(Self.hash, .setPassword, world) } }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(uses == 1)
            #expect(try await standing(Self.hash, .setPassword, world) == "used")
        }
    }

    @Test(arguments: Engine.allCases) func aTokenIsGoodForOnePurposeOnly(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await issue(Self.hash, world)
            #expect(try await standing(Self.hash, .firstAdministrator, world) == "unknown")
            #expect(try await use(Self.hash, .firstAdministrator, world) == false)
            #expect(try await standing(Self.hash, .setPassword, world) == "good")
            #expect(try await use([UInt8](repeating: 8, count: 32), .setPassword, world) == false)
        }
    }

    @Test(arguments: Engine.allCases) func aTokenEndsAtItsTime(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await issue(Self.hash, world)
            world.clock.advance(by: .hours(1) - .milliseconds(1))
            #expect(try await standing(Self.hash, .setPassword, world) == "good")
            world.clock.advance(by: .milliseconds(1))
            #expect(try await standing(Self.hash, .setPassword, world) == "expired")
            #expect(try await use(Self.hash, .setPassword, world) == false)
        }
    }

    @Test(arguments: Engine.allCases) func aNewTokenTakesThePlaceOfThePersonsOld(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let new = [UInt8](repeating: 9, count: 32)
            try await issue(Self.hash, world)
            try await issue(new, world)
            #expect(try await standing(Self.hash, .setPassword, world) == "revoked")
            #expect(try await use(Self.hash, .setPassword, world) == false)
            #expect(try await use(new, .setPassword, world))
        }
    }

    private func issue(_ hash: [UInt8], _ world: World) async throws {
        let (person, now) = (world.atu.person, world.now)
        try await world.database.write {
            try Tokens($0).issue(hash, .setPassword, person: person, portal: nil, at: now, until: now + .hours(1))
        }
    }

    private func use(_ hash: [UInt8], _ purpose: Tokens.Purpose, _ world: World) async throws -> Bool {
        let now = world.now
        return try await world.database.write { try Tokens($0).use(hash, purpose, at: now) }
    }

    private func standing(_ hash: [UInt8], _ purpose: Tokens.Purpose, _ world: World) async throws -> String {
        let now = world.now
        switch try await world.database.read({ try Tokens($0).standing(hash, purpose, at: now) }) {
        case .good(let person, _): return person == world.atu.person ? "good" : "someone else's"
        case .used: return "used"
        case .expired: return "expired"
        case .revoked: return "revoked"
        case .unknown: return "unknown"
        }
    }
}

extension Interval {
    fileprivate static func - (left: Interval, right: Interval) -> Interval {
        Interval(milliseconds: left.milliseconds - right.milliseconds)
    }
    fileprivate static func milliseconds(_ count: Int64) -> Interval { Interval(milliseconds: count) }
}
