import Core
import Store
import TestSupport
import Testing

/// Many at once.
@Suite struct ConcurrencyTests {
    @Test(arguments: Engine.allCases) func twoHundredWritesAtOnceAreAllThere(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 1...200 {
                    group.addTask { try await database.write { try Shelf.add(id, "thing \(id)", $0) } }
                }
                try await group.waitForAll()
            }
            #expect(try await database.read(Shelf.ids) == Array(1...200))
        }
    }

    /// Writes that share a commit do not share a failure.
    @Test(arguments: Engine.allCases) func everyThirdOfSixtyFourWritesThrows(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            let thrown = await withTaskGroup(of: Int?.self) { group in
                for id in 1...64 { group.addTask { await write(id, in: database) } }
                return await group.reduce(into: Set<Int>()) { if let id = $1 { $0.insert(id) } }
            }
            #expect(thrown == Set(stride(from: 3, through: 64, by: 3)))
            let kept = try await database.read(Shelf.ids)
            #expect(kept == (1...64).filter { $0 % 3 != 0 }.map(Int64.init))
        }
    }

    /// The number when the write threw. A third of those that throw are refused by the database, the others by their body.
    private func write(_ id: Int, in database: any Database) async -> Int? {
        do {
            try await database.write { connection in
                try Shelf.add(id, "thing \(id)", connection)
                if id % 9 == 0 { try Shelf.add(id, "again", connection) }
                if id % 3 == 0 { throw Stop() }
            }
            return nil
        } catch {
            return id
        }
    }

    @Test(arguments: Engine.allCases) func countersDoNotLoseIncrements(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            _ = try await database.write { try $0.run("INSERT INTO \"things\" (\"id\", \"count\") VALUES (1, 0)") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...100 {
                    group.addTask {
                        _ = try await database.write {
                            try $0.run("UPDATE \"things\" SET \"count\" = \"count\" + 1 WHERE \"id\" = 1")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.read { try $0.int("SELECT \"count\" FROM \"things\" WHERE \"id\" = 1") } == 100)
        }
    }

    /// Every write adds a pair, so a read that saw half a write would see an odd number.
    @Test(arguments: Engine.allCases) func readsBesideWritesNeverSeeHalf(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for id in 1...100 {
                    group.addTask {
                        try await database.write { connection in
                            try Shelf.add(id, nil, connection)
                            try Shelf.add(1000 + id, nil, connection)
                        }
                        return true
                    }
                    group.addTask { try await database.read { try Shelf.ids($0).count.isMultiple(of: 2) } }
                }
                for try await isWhole in group { #expect(isWhole) }
            }
            #expect(try await database.read(Shelf.ids).count == 200)
        }
    }
}
