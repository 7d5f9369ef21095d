import Core
import Store
import TestSupport
import Testing

/// The records that an event is shown on are in the chain as well: none can be added, taken off or exchanged.
@Suite struct JournalSubjectTests {
    @Test(arguments: Engine.allCases) func everySubjectIsCovered(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await fill(database)
            let third = "\"seq\" = 3" as SQL
            let changes: [SQL] = [
                "UPDATE \"audit_subjects\" SET \"record_id\" = 77 WHERE \(third) AND \"record_id\" = 32",
                "UPDATE \"audit_subjects\" SET \"module\" = 'quotes' WHERE \(third) AND \"record_id\" = 33",
                "UPDATE \"audit_subjects\" SET \"seq\" = 4 WHERE \(third) AND \"record_id\" = 33",
                "UPDATE \"audit_subjects\" SET \"id\" = 77000 WHERE \(third) AND \"record_id\" = 33",
                "DELETE FROM \"audit_subjects\" WHERE \(third) AND \"record_id\" = 33",
                "DELETE FROM \"audit_subjects\" WHERE \(third)",
                "INSERT INTO \"audit_subjects\" (\"id\", \"seq\", \"module\", \"record_id\") VALUES (12291, 3, 'quotes', 5)",
                "INSERT INTO \"audit_subjects\" (\"id\", \"seq\", \"module\", \"record_id\") VALUES (99000, 3, 'quotes', 5)",
                "UPDATE \"audit\" SET \"record_id\" = 32 WHERE \(third)",
            ]
            for change in changes {
                #expect(try await JournalChain.tampered(change, in: database) == 3, "\(change.rendered().text)")
            }
            #expect(try await JournalChain.firstBreak(database) == nil)
        }
    }

    /// A subject of an event that never was.
    @Test(arguments: Engine.allCases) func aSubjectWithoutAnEventIsFound(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await fill(database)
            let change: SQL = """
                INSERT INTO "audit_subjects" ("id", "seq", "module", "record_id") VALUES (28672, 7, 'quotes', 5)
                """
            #expect(try await JournalChain.tampered(change, in: database) == 7)
        }
    }

    /// Three entries exactly as they were written when hashes covered the first subject only, and new ones after them.
    @Test(arguments: Engine.allCases) func anOlderChainStillHoldsAndGoesOn(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await writeOlderChain(database)
            #expect(try await JournalChain.firstBreak(database) == nil)
            for number in 4...6 { try await append(number, to: database) }
            #expect(try await JournalChain.firstBreak(database) == nil)
            let old = try await JournalChain.tampered(
                "UPDATE \"audit\" SET \"record_id\" = 5 WHERE \"seq\" = 3", in: database)
            let new = try await JournalChain.tampered(
                "UPDATE \"audit_subjects\" SET \"record_id\" = 5 WHERE \"id\" = 16385", in: database)
            #expect(old == 3 && new == 4)
        }
    }

    private func writeOlderChain(_ database: any Database) async throws {
        let hashes = Self.olderHashes.map(bytes)
        let none = [UInt8](repeating: 0, count: 32)
        try await database.write { connection in
            try connection.run(
                """
                INSERT INTO "audit" ("seq", "at", "actor_kind", "actor_id", "actor_name", "verb", "module", "record_id", "detail", "previous", "hash") VALUES \
                (1, 1795338000000, 'staff', 9, 'Claire Martin', 'changed', 'invoices', 1, '{"number":"1"}', \(none), \(hashes[0])), \
                (2, 1795338001000, 'system', NULL, 'Parvis', 'started', NULL, NULL, '{}', \(hashes[0]), \(hashes[1])), \
                (3, 1795338002000, 'external', 7, 'Atu Lenobli', 'file.attached', 'tickets', 4, '{"é":"à"}', \(hashes[1]), \(hashes[2]))
                """)
            try connection.run(
                """
                INSERT INTO "audit_subjects" ("id", "seq", "module", "record_id") VALUES (4096, 1, 'invoices', 1), \
                (12288, 3, 'tickets', 4), (12289, 3, 'accounts', 2)
                """)
            try connection.run("UPDATE \"state\" SET \"audit_seq\" = 3, \"audit_hash\" = \(hashes[2])")
        }
    }

    private static let olderHashes = [
        "ba4341d6cc15fbf7f0277dcb9ea6d2eed1e64e92b4b9db7dc893ca53c119751f",
        "faaff1c1fcd6f4b526a5cd88b40dec5a743a3982ed035bb03aceb6c59baadc93",
        "dba6f258b602433b91ddf1afe03f5b00615016356d9f4a147aab052e524d6bbd",
    ]

    private func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = Array(hexadecimal)
        return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
    }

    private func fill(_ database: any Database) async throws {
        for number in 1...5 { try await append(number, to: database) }
    }

    /// An event on three records.
    private func append(_ number: Int, to database: any Database) async throws {
        let subjects = (1...3).map { Journal.Subject("invoices", RecordID(Int64(number * 10 + $0))) }
        try await database.write {
            try Journal($0).append(
                Journal.Event("changed", on: subjects), by: .system("test"), at: TestClock.start)
        }
    }
}
