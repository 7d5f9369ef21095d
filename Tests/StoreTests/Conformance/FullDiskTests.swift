import Core
import Store
import StoreSQLite
import TestSupport
import Testing

/// No room left: what was acknowledged is there, what failed is not, reading goes on, and so does writing once there is room.
@Suite struct FullDiskTests {
    /// SQLite may not make its file larger than it is, which it reports as a full disk.
    private let full: SQL = "PRAGMA max_page_count = 1"
    private let roomy: SQL = "PRAGMA max_page_count = 1073741823"

    @Test func nothingAcknowledgedIsLostOnAFullDisk() async throws {
        try await Shelf.with(.sqlite) { database in
            try await database.write { [full] in _ = try $0.rows(full) }
            var (kept, failures): (Set<Int64>, Int) = ([], 0)
            for round in 0..<20 where failures < 40 {
                for (id, wasKept) in try await writes(of: round * 16..<(round + 1) * 16, to: database) {
                    if wasKept { kept.insert(Int64(id)) } else { failures += 1 }
                }
                let there = try await Set(database.read(Shelf.ids))
                #expect(there == kept)
            }
            #expect(failures >= 40)
            try await database.write { [roomy] in _ = try $0.rows(roomy) }
            let after = try await writes(of: 5000..<5016, to: database)
            #expect(after.values.allSatisfy { $0 })
            let there = try await Set(database.read(Shelf.ids))
            #expect(there == kept.union((5000..<5016).map(Int64.init)))
            let verdict = try await database.read { try $0.row("PRAGMA integrity_check")?[0] }
            #expect(verdict == .text("ok"))
        }
    }

    /// Some failures end the whole transaction that writes share, as a full disk can: then each of them is told so, and none is there.
    @Test func aTransactionThatTheDatabaseEndsKeepsNothingOfItsWrites() async throws {
        try await Shelf.with(.sqlite) { database in
            try await database.write { try Shelf.add(0, "taken", $0) }
            let outcomes = await withTaskGroup(of: (Int, Bool).self) { group in
                for id in 1...400 {
                    group.addTask {
                        do {
                            try await database.write { connection in
                                let sql: SQL =
                                    id % 16 == 0
                                    ? "INSERT OR ROLLBACK INTO \"things\" (\"id\", \"name\") VALUES (\(id), 'taken')"
                                    : "INSERT INTO \"things\" (\"id\", \"name\") VALUES (\(id), \("thing \(id)"))"
                                try connection.run(sql)
                            }
                            return (id, true)
                        } catch {
                            return (id, false)
                        }
                    }
                }
                return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            let kept = try await Set(database.read(Shelf.ids))
            let wrong = outcomes.filter { kept.contains(Int64($0.key)) != $0.value }
            #expect(wrong.isEmpty, "told otherwise: \(wrong)")
            #expect(outcomes.count { !$0.value } >= 25)
        }
    }

    /// The server's own words for a full disk.
    @Test func postgresSaysThatTheDiskIsFull() async throws {
        try await Engine.postgres.withEmptyDatabase { database in
            do {
                try await database.write {
                    try $0.script("DO 'BEGIN RAISE EXCEPTION ''no space left'' USING ERRCODE = ''53100''; END'")
                }
                Issue.record("nothing was thrown")
            } catch StoreError.full(let reason) {
                #expect(reason.contains("no space left"))
            }
            #expect(try await database.read { try $0.int("SELECT 1") } == 1)
        }
    }

    /// Writes at once, each of about a page, and whether they were acknowledged; anything but a full disk is thrown.
    private func writes(of ids: Range<Int>, to database: any Database) async throws -> [Int: Bool] {
        try await withThrowingTaskGroup(of: (Int, Bool).self) { group in
            for id in ids {
                group.addTask {
                    do {
                        let name = "thing \(id) " + String(repeating: "x", count: id.isMultiple(of: 4) ? 20 : 3000)
                        try await database.write { try Shelf.add(id, name, $0) }
                        return (id, true)
                    } catch StoreError.full {
                        return (id, false)
                    }
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }
}
