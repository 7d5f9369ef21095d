import Core
import Store
import TestSupport
import Testing

/// Rows one by one.
@Suite struct StreamTests {
    @Test(arguments: Engine.allCases) func fiftyThousandRowsComeInOrder(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            try await database.write { try Shelf.fill(50_000, $0) }
            let wrong = try await database.read { connection in
                var (next, wrong): (Int64, Int64) = (1, 0)
                try connection.each("SELECT \"id\", \"name\" FROM \"things\" ORDER BY \"id\"") { row in
                    if row[0] != .int(next) || row["name"] != .text("thing \(next)") { wrong += 1 }
                    next += 1
                }
                return [next, wrong]
            }
            #expect(wrong == [50_001, 0])
        }
    }

    @Test(arguments: Engine.allCases) func aStreamCanStopEarly(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            try await database.write { try Shelf.fill(5000, $0) }
            let seen = try await database.write { connection in
                var seen = 0
                do {
                    try connection.each("SELECT \"id\" FROM \"things\"") { _ in
                        seen += 1
                        if seen == 1234 { throw Stop() }
                    }
                } catch is Stop {}
                try Shelf.add(9999, "after", connection)
                return seen
            }
            #expect(seen == 1234)
            #expect(try await database.read { try $0.int("SELECT count(*) FROM \"things\"") } == 5001)
        }
    }

    @Test(arguments: Engine.allCases) func otherStatementsMayRunBetweenRows(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            let sum = try await database.write { connection in
                try Shelf.fill(1200, connection)
                var sum: Int64 = 0
                try connection.each("SELECT \"id\" FROM \"things\" WHERE \"id\" <= 1100 ORDER BY \"id\"") { row in
                    let id = row[0].int ?? 0
                    sum += try connection.int("SELECT \"id\" FROM \"things\" WHERE \"id\" = \(id + 100)") ?? 0
                }
                return sum
            }
            #expect(sum == (101...1200).reduce(0, +))
        }
    }

    /// The inner statement has the same text as the outer, so a cache of statements must not hand out the one in use.
    @Test(arguments: Engine.allCases) func aStatementMayRunInsideItself(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            let seen = try await database.write { connection -> [Int64] in
                try Shelf.fill(4, connection)
                var seen: [Int64] = []
                let bound = { (from: Int64) -> SQL in
                    "SELECT \"id\" FROM \"things\" WHERE \"id\" >= \(from) ORDER BY \"id\""
                }
                try connection.each(bound(1)) { row in
                    guard seen.count < 50 else { throw Stop() }
                    seen += try connection.rows(bound(row[0].int ?? 0)).compactMap { $0[0].int }
                }
                return seen
            }
            #expect(seen == [1, 2, 3, 4, 2, 3, 4, 3, 4, 4])
        }
    }

    @Test(arguments: Engine.allCases) func anEmptyAnswerGivesNoRow(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            let rows = try await database.read { connection in
                var rows = 0
                try connection.each("SELECT * FROM \"things\"") { _ in rows += 1 }
                return rows
            }
            #expect(rows == 0)
        }
    }
}
