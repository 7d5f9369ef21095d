import Core
import Store
import TestSupport
import Testing

/// What goes into a column comes out of it, the same on both engines.
@Suite struct ValueTests {
    @Test(arguments: Engine.allCases) func wholeNumbersKeepAllTheirBits(_ engine: Engine) async throws {
        let numbers: [Int64] = [.min, .min + 1, -1, 0, 1, 1 << 53 + 1, .max - 1, .max]
        #expect(try await roundTrip("count", numbers.map { .int($0) }, on: engine) == numbers.map { .int($0) })
    }

    @Test(arguments: Engine.allCases) func textKeepsEveryCharacter(_ engine: Engine) async throws {
        let texts = [
            "", " ", "a", "Éléonore Œuvré", "e\u{301}", "\u{E9}", "👩‍👩‍👧‍👦", "日本語", "عربى", "\u{202F}\u{A0}", "'\"\\%_;--",
            "\r\n\t",
            "\u{FFFD}", "\u{10FFFF}", "$1 :a ?1", String(repeating: "é", count: 100_000),
        ]
        let back = try await roundTrip("name", texts.map { .text($0) }, on: engine)
        // Compared by bytes: Swift's == would forgive another normal form.
        #expect(back.map { $0.text.map { Array($0.utf8) } } == texts.map { Array($0.utf8) })
    }

    @Test(arguments: Engine.allCases) func emptyTextIsNotNull(_ engine: Engine) async throws {
        #expect(try await roundTrip("name", [.text(""), .null], on: engine) == [.text(""), .null])
        let nothing: String? = nil
        try await Shelf.with(engine) { database in
            let row = try await database.read {
                try $0.row(
                    "SELECT \("") IS NULL AS \"a\", \(nothing) IS NULL AS \"b\", coalesce(\(nothing), \("x")) AS \"c\"")
            }
            #expect(row.map { [$0["a"].bool, $0["b"].bool] } == [false, true])
            #expect(row?["c"] == .text("x"))
        }
    }

    @Test(arguments: Engine.allCases) func bytesKeepEveryByte(_ engine: Engine) async throws {
        let all: [UInt8] = Array(0...255)
        let values: [Value] = [
            .bytes([]), .bytes([0]), .bytes(all), .bytes(Array(repeating: 0xFF, count: 100_000)), .null,
        ]
        #expect(try await roundTrip("data", values, on: engine) == values)
    }

    @Test(arguments: Engine.allCases) func daysComeBackAsWritten(_ engine: Engine) async throws {
        let days = ["0001-01-01", "1582-10-10", "1900-02-28", "1970-01-01", "2024-02-29", "2026-11-22", "9999-12-31"]
        let values = days.map { Value.day(Day(iso: $0)) } + [.null]
        #expect(try await roundTrip("day", values, on: engine) == values)
    }

    @Test(arguments: Engine.allCases) func daysAreComparedAsDays(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            let found = try await database.write { connection in
                for (id, day) in ["2026-01-31", "2026-11-02", "2026-11-22", "2027-01-01"].enumerated() {
                    try connection.run("INSERT INTO \"things\" (\"id\", \"day\") VALUES (\(id), \(Day(iso: day)))")
                }
                let (from, to) = (Day(iso: "2026-02-01"), Day(iso: "2026-12-31"))
                return try connection.rows(
                    "SELECT \"id\" FROM \"things\" WHERE \"day\" >= \(from) AND \"day\" <= \(to) ORDER BY \"day\" DESC")
            }
            #expect(found.map { $0[0] } == [.int(2), .int(1)])
        }
    }

    /// PostgreSQL cannot hold U+0000 in text, so no engine may take it.
    @Test(arguments: Engine.allCases) func textWithZeroIsRefused(_ engine: Engine) async throws {
        for text in ["\0", "a\0", "a\0b"] {
            await #expect(throws: StoreError.self) { try await roundTrip("name", [.text(text)], on: engine) }
        }
    }

    @Test(arguments: Engine.allCases) func columnsHaveTheNamesOfTheStatement(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            let row = try await database.write { connection in
                try Shelf.add(1, "one", connection)
                return try connection.row(
                    "SELECT \"id\", \"name\" AS \"label\", \(7) + 1 AS \"sum\", \"count\" FROM \"things\"")
            }
            #expect(row?.columns.names == ["id", "label", "sum", "count"])
            #expect(row?.values == [.int(1), .text("one"), .int(8), .null])
            #expect(row?["missing"] == .null)
        }
    }

    /// PostgreSQL's own types for sums and truth are whole numbers here.
    @Test(arguments: Engine.allCases) func sumsAndTruthAreWholeNumbers(_ engine: Engine) async throws {
        try await Shelf.with(engine) { database in
            let row = try await database.write { connection in
                for id in 1...3 {
                    try connection.run("INSERT INTO \"things\" (\"id\", \"count\") VALUES (\(id), \(id * 10))")
                }
                return try connection.row(
                    "SELECT sum(\"count\"), count(*), min(\"count\"), max(\"name\"), \"count\" > 15 FROM \"things\" GROUP BY \"count\" > 15 ORDER BY 1 DESC"
                )
            }
            #expect(
                row?.values == [.int(50), .int(2), .int(20), .null, .int(1)]
                    || row?.values == [.int(50), .int(2), .int(20), .null, .bool(true)])
            let nothing = try await database.read { try $0.int("SELECT sum(\"count\") FROM \"things\" WHERE 1 = 0") }
            #expect(nothing == nil)
        }
    }

    /// Writes each value into a row of its own and reads them back through another connection.
    private func roundTrip(_ column: String, _ values: [Value], on engine: Engine) async throws -> [Value] {
        try await Shelf.with(engine) { database in
            try await database.write { connection in
                for (id, value) in values.enumerated() {
                    try connection.run(
                        "INSERT INTO \"things\" (\"id\", \(Identifier(column))) VALUES (\(id), \(value))")
                }
            }
            return try await database.read { connection in
                try connection.rows("SELECT \(Identifier(column)) FROM \"things\" ORDER BY \"id\"").map { $0[0] }
            }
        }
    }
}
