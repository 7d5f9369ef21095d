import Core
import Store
import TestSupport
import Testing

/// Failures are counted by key, in a window that moves on.
@Suite struct AttemptTests {
    @Test(arguments: Engine.allCases) func failuresAtOnceAreAllCounted(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let counts = try await withThrowingTaskGroup(of: Int64.self) { group in
                for _ in 1...40 { group.addTask { try await count("name:atu", database, at: TestClock.start) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(counts.sorted() == Array(1...40))
            #expect(try await count("name:other", database, at: TestClock.start) == 1)
        }
    }

    @Test(arguments: Engine.allCases) func anOldWindowStartsAnew(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let start = TestClock.start
            var counts: [Int64] = []
            for minutes in [0, 5, 10, 11, 21, 22] {
                counts.append(try await count("key", database, at: start + .minutes(Int64(minutes))))
            }
            #expect(counts == [1, 2, 3, 1, 2, 1])
        }
    }

    @Test(arguments: Engine.allCases) func aBlockStandsUntilItIsForgotten(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (start, end) = (TestClock.start, TestClock.start + .hours(1))
            _ = try await count("key", database, at: start)
            let standings = try await database.write { connection in
                let attempts = Attempts(connection)
                try attempts.block("key", until: end)
                try attempts.forgetOld(before: end)
                let kept = try attempts.standing("key")
                try attempts.forgetOld(before: end + .seconds(1))
                return [kept, try attempts.standing("key"), try attempts.standing("nobody")]
            }
            #expect(standings[0]?.failures == 1 && standings[0]?.blockedUntil == end)
            #expect(standings[1] == nil && standings[2] == nil)
        }
    }

    @Test(arguments: Engine.allCases) func aDeviceIsKnownForItsPersonOnly(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let device = [UInt8](repeating: 5, count: 32)
            try await world.database.write {
                try Attempts($0).rememberDevice(device, person: world.atu.person, at: TestClock.start)
            }
            let known = try await world.database.read { connection in
                try [world.atu.person, world.secret.person].map {
                    try Attempts(connection).knowsDevice(device, person: $0)
                }
            }
            #expect(known == [true, false])
        }
    }

    private func count(_ key: String, _ database: any Database, at now: Instant) async throws -> Int64 {
        try await database.write { try Attempts($0).count(key, window: .minutes(10), at: now) }
    }
}
