import Core
import Store
import TestSupport
import Testing

/// What a write and a savepoint promise.
@Suite struct TransactionTests {
    @Test(arguments: Engine.allCases) func aWriteThatThrowsLeavesNothing(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            await #expect(throws: Stop.self) {
                try await database.write { connection in
                    try Shelf.fill(100, connection)
                    throw Stop()
                }
            }
            #expect(try await database.read(Shelf.ids).isEmpty)
            try await database.write { try Shelf.add(1, "one", $0) }
            #expect(try await database.read(Shelf.ids) == [1])
        }
    }

    @Test(arguments: Engine.allCases) func aWriteReturnsWhatItsBodyReturns(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            let changed = try await database.write { connection -> [Int] in
                try Shelf.fill(10, connection)
                return [
                    try connection.run("UPDATE \"things\" SET \"count\" = 1 WHERE \"id\" <= 4"),
                    try connection.run("UPDATE \"things\" SET \"count\" = 2 WHERE \"id\" > 10"),
                    try connection.run("DELETE FROM \"things\" WHERE \"id\" > 7"),
                ]
            }
            #expect(changed == [4, 0, 3])
        }
    }

    @Test(arguments: Engine.allCases) func aReadCannotWrite(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            await #expect(throws: StoreError.self) { try await database.read { try Shelf.add(1, "one", $0) } }
            let kept = try await database.read(Shelf.ids)
            #expect(kept.isEmpty)
        }
    }

    @Test(arguments: Engine.allCases) func savepointsNest(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            try await database.write { connection in
                try Shelf.add(1, nil, connection)
                try connection.savepoint {
                    try Shelf.add(2, nil, connection)
                    #expect(throws: Stop.self) {
                        try connection.savepoint {
                            try Shelf.add(3, nil, connection)
                            try connection.savepoint { try Shelf.add(4, nil, connection) }
                            throw Stop()
                        }
                    }
                    try connection.savepoint { try Shelf.add(5, nil, connection) }
                }
                #expect(throws: Stop.self) {
                    try connection.savepoint {
                        try connection.savepoint { try Shelf.add(6, nil, connection) }
                        throw Stop()
                    }
                }
                try Shelf.add(7, nil, connection)
            }
            #expect(try await database.read(Shelf.ids) == [1, 2, 5, 7])
        }
    }

    @Test(arguments: Engine.allCases) func aStatementThatFailsInASavepointHarmsNothingElse(_ engine: Engine)
        async throws
    {
        try await Shelf.with(engine) { database in
            try await database.write { connection in
                try Shelf.add(1, "one", connection)
                #expect(throws: StoreError.self) {
                    try connection.savepoint {
                        try Shelf.add(2, "two", connection)
                        try Shelf.add(3, "one", connection)
                    }
                }
                try Shelf.add(4, "four", connection)
            }
            #expect(try await database.read(Shelf.ids) == [1, 4])
        }
    }

    @Test(arguments: Engine.allCases) func anEmptySavepointIsNothing(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            let number = try await database.write { connection in
                try connection.savepoint { try connection.savepoint { 7 } }
            }
            #expect(number == 7)
            await #expect(throws: Stop.self) { try await database.write { try $0.savepoint { throw Stop() } } }
        }
    }

    /// A written exception to "both engines alike": after a failure outside any savepoint PostgreSQL lost the transaction,
    /// and says so, where SQLite could go on. Neither acknowledges what it did not keep.
    @Test(arguments: Engine.allCases) func aSwallowedFailureIsNeverAcknowledgedInPart(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            do {
                try await database.write { connection in
                    try Shelf.add(1, "one", connection)
                    do { try Shelf.add(2, "one", connection) } catch StoreError.duplicate {}
                }
                #expect(engine == .sqlite)
                #expect(try await database.read(Shelf.ids) == [1])
            } catch is StoreError {
                #expect(engine == .postgres)
                #expect(try await database.read(Shelf.ids).isEmpty)
            }
        }
    }

    @Test(arguments: Engine.allCases) func aReadSeesOneSnapshot(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            try await database.write { try Shelf.fill(10, $0) }
            let (begun, written) = (Gate(), Gate())
            async let counts = database.read { connection -> [Int] in
                let before = try Shelf.ids(connection).count
                begun.open()
                written.wait()
                return [
                    before, try Shelf.ids(connection).count,
                    Int(try connection.int("SELECT count(*) FROM \"things\"") ?? 0),
                ]
            }
            await begun.opened()
            _ = try await database.write { try $0.run("DELETE FROM \"things\" WHERE \"id\" > 3") }
            written.open()
            let seen = try await counts
            #expect(seen == [10, 10, 10])
            #expect(try await database.read(Shelf.ids).count == 3)
        }
    }
}
