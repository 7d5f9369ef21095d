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

    /// Saving again after somebody else saved works, and keeps what either of them typed.
    @Test func aConflictCanBeSettled() async throws {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app()
            let office = try await OfficeDoor.client(world.claire, world, app)
            let before = try await invoice(world)
            let path = "/admin/invoices/\(before.id.text)/lines"
            #expect(try await office.post(path, fields(before.version)).status == 303)
            let first = try await record(before.id, world)
            let ids = try await lines(before.id, world).map { $0["id"].id?.text ?? "" }
            let mine = ["version": String(first.version), "count": "2", "l0_id": ids[0], "l0_label": "Pose soignée"]
                .merging(["l0_quantity": "1", "l0_unit_price": "50", "l0_vat_rate": "20", "l1_id": ids[1]]) { $1 }
                .merging(["l1_kind": "title", "l1_label": "Chapitre"]) { $1 }
            // Meanwhile another one takes the title away and adds a line.
            let theirs = ["version": String(first.version), "count": "3", "l0_id": ids[0], "l0_label": "Pose"]
                .merging(["l0_quantity": "2,5", "l0_unit_price": "40", "l1_id": ids[1], "l1_remove": "1"]) { $1 }
                .merging(["l1_label": "Chapitre", "l1_kind": "title", "l2_label": "Livraison", "l2_quantity": "1"]) {
                    $1
                }
            #expect(try await office.post(path, theirs).status == 303)
            let conflict = try await office.post(path, mine)
            #expect(conflict.status == 409)
            for text in ["Pose soignée", "Chapitre", "Livraison"] { #expect(conflict.body.contains(text)) }
            let now = try await lines(before.id, world).map { $0["id"].id?.text ?? "" }
            #expect(conflict.body.contains("value=\"\(now[1])\"") && !conflict.body.contains("value=\"\(ids[1])\""))
            let version = try await record(before.id, world).version
            let again = mine.merging(
                [
                    "version": String(version), "count": "3", "l1_id": "", "l2_id": now[1], "l2_label": "Livraison",
                    "l2_quantity": "1",
                ]) { $1 }
            #expect(try await office.post(path, again).status == 303)
            let labels = try await lines(before.id, world).map { $0["label"].text }
            #expect(labels == ["Pose soignée", "Chapitre", "Livraison"])
        }
    }

    /// More lines than a form may have are said, and nothing of them is lost.
    @Test func tooManyLinesAreSaid() async throws {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app()
            let office = try await OfficeDoor.client(world.claire, world, app)
            let invoice = try await invoice(world)
            let ids = world.ids
            try await world.write("invoices", as: world.staff) { seen in
                let subform = try #require(seen.module.subforms.first)
                let sent = (1...LinesTests.many).map { SentLine(["label": .text("Ligne \($0)")]) }
                try seen.replaceLines(
                    subform, of: invoice.id, version: invoice.version, with: sent, ids: ids, at: TestClock.start)
            }
            let answer = try await office.get("/admin/invoices/\(invoice.id.text)/lines")
            #expect(answer.status == 200 && answer.body.contains("151 lignes") && !answer.body.contains("l0_label"))
            #expect(try await lines(invoice.id, world).count == LinesTests.many)
        }
    }

    private static let many = 151

    /// A product that went to the bin stays the line's product while its other cells change.
    @Test(arguments: Engine.allCases) func aProductInTheBinStays(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let office = try await OfficeDoor.client(world.claire, world, app)
            let invoice = try await invoice(world)
            let path = "/admin/invoices/\(invoice.id.text)/lines"
            let (id, ref) = (world.ids.next(), "TUILE")
            try await world.write("products", as: world.staff) {
                _ = try $0.create(
                    ["ref": .text(ref), "label": .text("Tuile"), "kind": .text("product"), "price_excl": .int(1200)],
                    by: .system("test"),
                    at: TestClock.start, id: id)
            }
            let cells = ["l0_product_id": ref, "l0_label": "Tuile"]
            #expect(try await office.post(path, fields(invoice.version, cells)).status == 303)
            try await world.write("products", as: world.staff) { try $0.delete(id, at: TestClock.start) }
            let page = try await office.get(path)
            #expect(page.body.contains("placeholder=\"Non visible\""))
            let line = try await lines(invoice.id, world)[0]
            #expect(line["product_id"] == .id(id))
            let version = try await record(invoice.id, world).version
            let sent = [
                "l0_id": line["id"].id?.text ?? "", "l0_label": "Tuile plate", "l0_product_id": "", "count": "1",
            ]
            #expect(try await office.post(path, fields(version, sent)).status == 303)
            let after = try await lines(invoice.id, world)[0]
            #expect(after["product_id"] == .id(id) && after["label"].text == "Tuile plate")
            #expect(after["unit_price"] == line["unit_price"])
        }
    }
}
