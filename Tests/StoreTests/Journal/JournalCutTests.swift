import Core
import Store
import TestSupport
import Testing

/// A journal that was shortened proves what is left as before, and that nobody else shortened it.
@Suite struct JournalCutTests {
    /// Ten events a day apart, each on two records, cut so that the last four are left, and the event of the cut.
    private func withCut(_ engine: Engine, _ body: (any Database) async throws -> Void) async throws {
        try await engine.withDatabase { database in
            let moment = TestClock.start + .days(7)
            let now = TestClock.start + .days(30)
            try await database.write { connection in
                for day in 1...10 {
                    let subjects = [Journal.Subject("contacts", RecordID(7)), Journal.Subject("accounts", RecordID(9))]
                    try Journal(connection).append(
                        .init("contact.created", on: subjects), by: .system("test"),
                        at: TestClock.start + .days(Int64(day)))
                }
            }
            let sealed = try await database.write { try Journal($0).cut(before: moment, by: .system("test"), at: now) }
            #expect(sealed == 6)
            try await body(database)
        }
    }

    @Test(arguments: Engine.allCases) func whatIsLeftIsProved(_ engine: Engine) async throws {
        try await withCut(engine) { database in
            #expect(try await JournalChain.firstBreak(database) == nil, "sealed and not removed yet")
            while try await database.write({ try Journal($0).removeSealed(3) }) > 0 {
                #expect(try await JournalChain.firstBreak(database) == nil)
            }
            let left = try await database.read { connection in
                (
                    try connection.int("SELECT min(\"seq\") FROM \"audit\""),
                    try connection.int("SELECT count(*) FROM \"audit_subjects\"")
                )
            }
            #expect(left.0 == 7 && left.1 == 8)
            let events = try await database.read {
                try Journal($0).events(of: .init("contacts", RecordID(7)), limit: 20, connection: $0).count
            }
            #expect(events == 4)
            #expect(try await JournalChain.firstBreak(database) == nil)
            let again = try await database.write {
                try Journal($0).cut(before: TestClock.start + .days(7), by: .system("test"), at: TestClock.start)
            }
            #expect(again == 0, "nothing more is that old")
        }
    }

    @Test(arguments: Engine.allCases) func whoeverElseShortensItIsFoundOut(_ engine: Engine) async throws {
        try await withCut(engine) { database in
            while try await database.write({ try Journal($0).removeSealed(100) }) > 0 {}
            let hash: SQL = "(SELECT \"hash\" FROM \"audit\" WHERE \"seq\" = 7)"
            let tricks: [SQL] = [
                "DELETE FROM \"audit\" WHERE \"seq\" = 7", "DELETE FROM \"journal_seals\"",
                "UPDATE \"journal_seals\" SET \"id\" = 7, \"hash\" = \(hash)",
                "UPDATE \"journal_seals\" SET \"hash\" = \([UInt8](repeating: 1, count: 32))",
                "UPDATE \"audit\" SET \"detail\" = '{}' WHERE \"seq\" = 11", "DELETE FROM \"audit\" WHERE \"seq\" = 11",
            ]
            for trick in tricks {
                #expect(try await JournalChain.tampered(trick, in: database) != nil, "\(trick.rendered().text)")
            }
        }
    }

    @Test(arguments: Engine.allCases) func aSecondCutFollowsTheFirst(_ engine: Engine) async throws {
        try await withCut(engine) { database in
            while try await database.write({ try Journal($0).removeSealed(100) }) > 0 {}
            let now = TestClock.start + .days(60)
            let sealed = try await database.write {
                try Journal($0).cut(before: TestClock.start + .days(40), by: .system("test"), at: now)
            }
            #expect(sealed == 5, "the rest and the event of the first cut")
            while try await database.write({ try Journal($0).removeSealed(100) }) > 0 {}
            #expect(try await JournalChain.firstBreak(database) == nil)
            #expect(try await database.read { try $0.int("SELECT count(*) FROM \"audit\"") } == 1)
        }
    }
}
