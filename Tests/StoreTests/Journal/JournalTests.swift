import Core
import Store
import TestSupport
import Testing

/// The journal is a chain: whoever changes it afterwards is found out.
@Suite struct JournalTests {
    @Test(arguments: Engine.allCases) func theChainHoldsAfterManyWriters(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...200 { group.addTask { try await append(number, to: database) } }
                try await group.waitForAll()
            }
            #expect(try await JournalChain.firstBreak(database) == nil)
            #expect(try await database.read { try $0.int("SELECT count(DISTINCT \"seq\") FROM \"audit\"") } == 200)
        }
    }

    @Test(arguments: Engine.allCases) func anEventThatFailsLeavesNoGap(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            for number in 1...6 {
                do {
                    try await database.write { connection in
                        try Journal(connection).append(event(number), by: .system("test"), at: TestClock.start)
                        if number.isMultiple(of: 2) { throw Stop() }
                    }
                } catch is Stop {}
            }
            #expect(try await JournalChain.firstBreak(database) == nil)
            #expect(try await database.read { try $0.int("SELECT max(\"seq\") FROM \"audit\"") } == 3)
        }
    }

    /// Each statement changes one column of the third of five entries.
    @Test(arguments: Engine.allCases) func everyColumnIsCovered(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            for number in 1...5 { try await append(number, to: database) }
            let changes: [SQL] = [
                "\"at\" = \"at\" + 1", "\"actor_kind\" = 'external'", "\"actor_kind\" = 'robot'", "\"actor_id\" = 5",
                "\"actor_id\" = NULL",
                "\"actor_name\" = 'x'", "\"verb\" = 'x'", "\"module\" = 'x'", "\"module\" = NULL", "\"record_id\" = 5",
                "\"record_id\" = NULL",
                "\"module\" = NULL, \"record_id\" = NULL", "\"detail\" = '{}'", "\"detail\" = ''",
                "\"previous\" = \([UInt8](repeating: 1, count: 32))",
                "\"hash\" = \([UInt8](repeating: 1, count: 32))", "\"seq\" = 77",
            ]
            for change in changes {
                let found = try await JournalChain.tampered(
                    "UPDATE \"audit\" SET \(change) WHERE \"seq\" = 3", in: database)
                #expect(found == 3, "\(change.rendered().text)")
            }
        }
    }

    /// Events without a record and by nobody, where empty columns could hide something.
    @Test(arguments: Engine.allCases) func emptyColumnsAreCoveredToo(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            for _ in 1...3 {
                try await database.write {
                    try Journal($0).append(Journal.Event("started"), by: .system("Parvis"), at: TestClock.start)
                }
            }
            let changes: [SQL] = [
                "\"actor_kind\" = 'robot'", "\"actor_id\" = 0", "\"module\" = 'invoices'", "\"module\" = ''",
                "\"record_id\" = 0",
            ]
            for change in changes {
                let found = try await JournalChain.tampered(
                    "UPDATE \"audit\" SET \(change) WHERE \"seq\" = 2", in: database)
                #expect(found == 2, "\(change.rendered().text)")
            }
        }
    }

    @Test(arguments: Engine.allCases) func deletionsAndInsertionsAreFound(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            for number in 1...5 { try await append(number, to: database) }
            let last = try await JournalChain.tampered("DELETE FROM \"audit\" WHERE \"seq\" = 5", in: database)
            let middle = try await JournalChain.tampered("DELETE FROM \"audit\" WHERE \"seq\" = 2", in: database)
            let all = try await JournalChain.tampered("DELETE FROM \"audit\"", in: database)
            #expect([last, middle, all] == [5, 2, 1])
            let columns: SQL =
                "\"at\", \"actor_kind\", \"actor_id\", \"actor_name\", \"verb\", \"module\", \"record_id\", \"detail\", \"previous\", \"hash\""
            let copied = try await JournalChain.tampered(
                "INSERT INTO \"audit\" (\"seq\", \(columns)) SELECT 6, \(columns) FROM \"audit\" WHERE \"seq\" = 5",
                in: database)
            #expect(copied == 6)
            let head = try await JournalChain.tampered("UPDATE \"state\" SET \"audit_seq\" = 4", in: database)
            #expect(head == 6)
        }
    }

    @Test(arguments: Engine.allCases) func anEventIsShownOnItsRecordsNewestFirst(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let subjects = (1...40).map { Journal.Subject("invoices", RecordID($0)) }
            try await database.write { connection in
                let journal = Journal(connection)
                try journal.append(
                    Journal.Event("sent", on: subjects, detail: ["à": "« é »"]), by: .system("Parvis"),
                    at: TestClock.start)
                try journal.append(
                    Journal.Event("opened", on: [subjects[39]]), by: .system("Parvis"), at: TestClock.start)
            }
            for (subject, verbs) in [
                (subjects[0], ["sent"]), (subjects[39], ["opened", "sent"]),
                (Journal.Subject("quotes", RecordID(1)), []),
            ] {
                let events = try await database.read { try Journal($0).events(of: subject, limit: 9, connection: $0) }
                #expect(events.map(\.verb) == verbs)
                #expect(
                    events.last.map { $0.detail == ["à": "« é »"] && $0.actor == "Parvis" && $0.at == TestClock.start }
                        ?? true)
            }
            #expect(try await JournalChain.firstBreak(database) == nil)
        }
    }

    private func event(_ number: Int) -> Journal.Event {
        Journal.Event(
            "changed", on: [Journal.Subject("invoices", RecordID(Int64(number)))],
            detail: ["number": String(number), "é": "à"])
    }

    private func append(_ number: Int, to database: any Database) async throws {
        let author = Author(kind: .staff, id: RecordID(9), name: "Claire Martin")
        try await database.write {
            try Journal($0).append(event(number), by: author, at: TestClock.start + .seconds(Int64(number)))
        }
    }
}
