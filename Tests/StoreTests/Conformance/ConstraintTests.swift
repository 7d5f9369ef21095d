import Core
import Store
import TestSupport
import Testing

/// Constraints speak the same words on both engines, and statements that need the engine's help do the same.
@Suite struct ConstraintTests {
    @Test(arguments: Engine.allCases) func aTakenNameIsADuplicate(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            try await database.write { try Shelf.add(1, "one", $0) }
            let byName = await failure { try await database.write { try Shelf.add(2, "one", $0) } }
            let byKey = await failure { try await database.write { try Shelf.add(1, "two", $0) } }
            #expect(byName == .duplicate && byKey == .duplicate)
            #expect(try await database.read(Shelf.ids) == [1])
        }
    }

    @Test(arguments: Engine.allCases) func columnsCanBeUniqueTogether(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            try await database.write { connection in
                try pair(1, 1, 1, connection)
                try pair(2, 1, 2, connection)
                // NULL differs from NULL.
                try pair(3, 1, nil, connection)
                try pair(4, 1, nil, connection)
            }
            #expect(await failure { try await database.write { try pair(5, 1, 2, $0) } } == .duplicate)
        }
    }

    @Test(arguments: Engine.allCases) func aForeignKeyIsHeld(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            try await database.write { connection in
                try Shelf.add(1, "one", connection)
                try connection.run("INSERT INTO \"parts\" VALUES (1, 1, 'part')")
            }
            let orphan = await failure {
                try await database.write { try $0.run("INSERT INTO \"parts\" VALUES (2, 9, 'part')") }
            }
            let parent = await failure {
                try await database.write { try $0.run("DELETE FROM \"things\" WHERE \"id\" = 1") }
            }
            #expect(orphan == .refused && parent == .refused)
        }
    }

    @Test(arguments: Engine.allCases) func aRequiredColumnIsHeld(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            try await database.write { try Shelf.add(1, "one", $0) }
            let missing = await failure {
                try await database.write { try $0.run("INSERT INTO \"parts\" (\"id\", \"thing_id\") VALUES (1, 1)") }
            }
            #expect(missing == .refused)
        }
    }

    @Test(arguments: Engine.allCases) func aDefectIsAFailure(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            #expect(
                await failure { try await database.read { try $0.rows("SELECT \"x\" FROM \"nowhere\"") } } == .failed)
            #expect(await failure { try await database.read { try $0.rows("SELECT FROM WHERE") } } == .failed)
            // The connection is as good as before.
            let sum = try await database.read { try $0.int("SELECT 1 + \(1)") }
            #expect(sum == 2)
        }
    }

    @Test(arguments: Engine.allCases) func returningGivesTheRows(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            let rows = try await database.write { connection in
                try Shelf.fill(3, connection)
                let one = try connection.rows(
                    "INSERT INTO \"things\" (\"id\", \"name\") VALUES (9, 'nine') RETURNING \"id\", \"name\"")
                let many = try connection.rows(
                    "UPDATE \"things\" SET \"count\" = \"id\" * 2 WHERE \"id\" > 1 RETURNING \"count\"")
                let none = try connection.rows("DELETE FROM \"things\" WHERE \"id\" = 77 RETURNING \"id\"")
                return [one.map(\.values), many.map(\.values), none.map(\.values)]
            }
            #expect(rows[0] == [[.int(9), .text("nine")]])
            #expect(Set(rows[1]) == [[.int(4)], [.int(6)], [.int(18)]])
            #expect(rows[2].isEmpty)
        }
    }

    @Test(arguments: Engine.allCases) func onConflictUpdatesOrDoesNothing(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            let counts = try await database.write { connection -> [Int64?] in
                try Shelf.add(1, "one", connection)
                let upsert: SQL = """
                    INSERT INTO "things" ("id", "name", "count") VALUES (2, 'one', 5) ON CONFLICT ("name") DO UPDATE SET \
                    "count" = coalesce("things"."count", 0) + excluded."count" RETURNING "count"
                    """
                let (first, second) = (try connection.int(upsert), try connection.int(upsert))
                let nothing = try connection.run(
                    "INSERT INTO \"things\" (\"id\", \"name\") VALUES (3, 'one') ON CONFLICT (\"name\") DO NOTHING")
                return [first, second, Int64(nothing), try connection.int("SELECT count(*) FROM \"things\"")]
            }
            #expect(counts == [5, 10, 0, 1])
        }
    }

    private func pair(_ id: Int, _ left: Int, _ right: Int64?, _ connection: any Connection) throws {
        try connection.run("INSERT INTO \"things\" (\"id\", \"left\", \"right\") VALUES (\(id), \(left), \(right))")
    }
}

/// The kinds of `StoreError`, without their words.
enum FailureKind: Sendable {
    case duplicate, refused, unavailable, unsure, full, failed, other
}

/// The kind of failure of `body`; nil when it did not fail.
func failure<T>(_ body: () async throws -> T) async -> FailureKind? {
    do {
        _ = try await body()
        return nil
    } catch let error as StoreError {
        return switch error {
        case .duplicate: .duplicate
        case .refused: .refused
        case .unavailable: .unavailable
        case .unsure: .unsure
        case .full: .full
        case .failed: .failed
        }
    } catch {
        return .other
    }
}
