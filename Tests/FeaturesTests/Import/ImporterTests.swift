import Core
import Features
import Store
import TestSupport
import Testing

/// What an import counts.
@Suite struct ImporterTests {
    @Test(arguments: Engine.allCases) func whatIsInTheBinIsCountedAndLeftThere(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let importer = Importer(app: try world.app(), source: "test", dryRun: false)
            let first = try await run(importer, "A")
            #expect(first.created == 2 && first.leftInBin == 0)
            let deleted = try await world.write("products", as: world.staff) { products in
                guard
                    let id = try products.list(Query(sort: Sort("ref"))).records.first(where: {
                        $0["ref"] == .text("R1")
                    })?.id
                else { return RecordID(0) }
                try products.delete(id, at: TestClock.start)
                return id
            }
            let second = try await run(importer, "B")
            #expect(second.leftInBin == 1 && second.updated == 1 && second.created == 0 && second.total == 2)
            let labels = try await world.database.read { connection in
                try connection.rows("SELECT \"label\" FROM \"products\" ORDER BY \"ref\"").map { $0[0] }
            }
            #expect(labels == [.text("A"), .text("B")])
            let bin = try await world.read("products", as: world.staff) { try $0.bin(limit: 9).map(\.id) }
            #expect(bin == [deleted])
        }
    }

    private func run(_ importer: Importer, _ label: String) async throws -> Importer.Count {
        let rows = rows(label)
        let part = Importer.Part("products") { body in for row in rows { try body(.success(row)) } }
        return try #require(try await importer.run([part]) { _, _ in }.first)
    }

    private func rows(_ label: String) -> [IncomingRecord] {
        (1...2).map { number in
            var record = IncomingRecord(module: "products", externalID: "\(number)")
            record.values = [
                "ref": .text("R\(number)"), "label": .text(label), "kind": .text("product"), "state": .text("on_sale"),
            ]
            return record
        }
    }
}
