import Core
import Features
import Store
import TestSupport
import Testing

/// The lines of a document are typed, priced and added up.
@Suite struct LinesTests {
    private func invoice(_ world: World) async throws -> Record {
        let sort = try world.module("invoices").sort
        let listed = try await world.read("invoices", as: world.staff) { try $0.list(Query(sort: sort)).records }
        return try await record(try #require(listed.first { $0.title == "ATU-0001" }).id, world)
    }

    private func record(_ id: RecordID, _ world: World) async throws -> Record {
        try #require(try await world.read("invoices", as: world.staff) { try $0.find(id) })
    }

    private func lines(_ id: RecordID, _ world: World) async throws -> [Row] {
        let subform = try #require(try world.module("invoices").subforms.first)
        return try await world.read("invoices", as: world.staff) { seen in
            try seen.find(id).map { try seen.lines(subform, of: $0) } ?? []
        }
    }

    private func fields(_ version: Int64, _ cells: [String: String] = [:]) -> [String: String] {
        [
            "version": String(version), "count": "3", "l0_label": "Pose", "l0_quantity": "2,5", "l0_unit_price": "40",
            "l0_discount": "10", "l0_vat_rate": "20", "l1_label": "Chapitre", "l1_kind": "title", "l2_kind": "product",
        ].merging(cells) { $1 }
    }

    @Test(arguments: Engine.allCases) func linesAreKeptAndAddedUp(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let office = try await OfficeDoor.client(world.claire, world, app)
            let before = try await invoice(world)
            let path = "/admin/invoices/\(before.id.text)/lines"
            #expect(try await office.get(path).body.contains("name=\"l0_label\""))
            let answer = try await office.post(path, fields(before.version))
            #expect(answer.status == 303)
            let after = try await record(before.id, world)
            #expect(
                after["total_excl"].int == 9000 && after["total_vat"].int == 1800 && after["total_incl"].int == 10_800)
            #expect(after.version == before.version + 1)
            let kept = try await lines(before.id, world)
            #expect(kept.map { $0["label"].text } == ["Pose", "Chapitre"])
            #expect(kept[0]["total_incl"].int == 10_800 && kept[1]["total_excl"].isNull)
            let old = try await office.post(path, fields(before.version, ["l0_label": "Autre"]))
            #expect(old.status == 409 && old.body.contains("Autre"))
            let removed = try await office.post(path, fields(after.version, ["l0_remove": "1"]))
            #expect(removed.status == 303)
            #expect(try await lines(before.id, world).map { $0["label"].text } == ["Chapitre"])
            #expect(try await record(before.id, world)["total_incl"].int == 0)
        }
    }

    @Test func whatIsWrongIsSaidAtItsCell() async throws {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app()
            let office = try await OfficeDoor.client(world.claire, world, app)
            let before = try await invoice(world)
            let path = "/admin/invoices/\(before.id.text)/lines"
            for (cell, text) in [
                ("l0_quantity", "deux"), ("l0_product_id", "RIEN"), ("l0_label", ""), ("l0_unit_price", "99999999999"),
            ] {
                let wrong = ["l0_quantity": "900000000000"].merging([cell: text]) { $1 }
                let answer = try await office.post(path, fields(before.version, wrong))
                #expect(answer.status == 422 && answer.body.contains("id=\"\(cell)-err\""), "\(cell)")
            }
            for count in ["-1", "151", "x", ""] {
                #expect(try await office.post(path, fields(before.version, ["count": count])).status == 400)
            }
            let more = try await office.post(path, fields(before.version, ["more": "1"]))
            #expect(more.status == 200 && more.body.contains("name=\"count\" value=\"6\""))
            #expect(try await record(before.id, world).version == before.version)
            let atu = try await OfficeDoor.atu(world, app)
            #expect(try await atu.post(path, fields(before.version)).status != 200)
            #expect(try await record(before.id, world).version == before.version)
        }
    }
}
