import Core
import Features
import Store
import TestSupport
import Testing

/// Look-ups of a Dolibarr run: later rows are found by a later pass, what stays unresolved is told.
@Suite struct DolibarrLinksTests {
    private func account(_ id: String, parent: String?) -> Importer.Row {
        var record = IncomingRecord(module: "accounts", externalID: id)
        record.values = ["name": .text("Compte \(id)"), "kind": .text("customer"), "state": .text("open")]
        if let parent { record.references["parent_id"] = parent }
        return .success(record)
    }

    private func invoice(product: String) -> Importer.Row {
        var record = IncomingRecord(module: "invoices", externalID: "F1")
        record.values = [
            "ref": .text("F1"), "date": .text("2026-01-01"), "kind": .text("standard"), "state": .text("paid"),
        ]
        record.references = ["account_id": "1", "project_id": "P9"]
        record.lines["lines"] = [
            IncomingLine(values: ["kind": .text("product")], references: ["product_id": product])
        ]
        return .success(record)
    }

    private func run(_ app: App, dryRun: Bool = false) async throws -> [Importer.Count] {
        let accounts = [account("1", parent: "2"), account("2", parent: nil), account("3", parent: "nobody")]
        let invoices = [invoice(product: "P1")]
        return try await Importer(app: app, source: "dolibarr", dryRun: dryRun).run([
            Importer.Part("accounts") { body in for row in accounts { try body(row) } },
            Importer.Part("invoices") { body in for row in invoices { try body(row) } },
        ]) { _, _ in }
    }

    @Test(arguments: Engine.allCases, [false, true])
    func whatStaysUnresolvedIsTold(_ engine: Engine, _ dryRun: Bool) async throws {
        try await engine.withDatabase { database in
            let site = Site(
                baseAddress: "http://portal.test", dataFolder: TemporaryFolder.newPath("data"), keepsMailHere: false,
                hasMail: false)
            let app = try App(database: database, clock: TestClock().clock, site: site)
            let counts = try await run(app, dryRun: dryRun)
            #expect(counts.map(\.created) == [3, 1])
            #expect(counts.allSatisfy { $0.refused.isEmpty && $0.updated == 0 })
            #expect(counts[0].warnings.map(\.externalID) == ["3"])
            #expect(
                counts[0].warnings.first?.reason.fr
                    == Phrase(
                        fr: "« Maison mère » désigne « nobody », qui n’a pas été importé. Importez-le d’abord.", en: ""
                    ).fr)
            #expect(counts[1].warnings.count == 2, "a field and a line: \(counts[1].warnings)")
            let linked = try await database.read {
                try $0.int("SELECT count(*) FROM \"accounts\" WHERE \"parent_id\" IS NOT NULL")
            }
            #expect(linked == (dryRun ? 0 : 1))
            guard !dryRun else { return }
            let again = try await run(app)
            #expect(again.map(\.unchanged) == [3, 1])
            #expect(again[0].warnings.count == 1, "it is told until it is mended")
        }
    }
}
