import Core
import Features
import Store
import TestSupport
import Testing

/// Documents of a business software come to what they came to there.
@Suite struct ImportedTotalsTests {
    private static let files = [
        "thirdparties/page-000.json": #"[{"id":"1","name":"Atu SARL","client":"1","status":"1"}]"#,
        "products/page-000.json":
            #"[{"id":"1","ref":"MICRO","label":"Vis au poids","type":"0","status":"1","price":"0.00123","tva_tx":"20"}]"#,
        "invoices/page-000.json": """
        [{"id":"3","ref":"FA-SITU2","socid":"1","type":"5","status":"1","date":1773446400,"total_ht":"4000","total_tva":"800",\
        "total_ttc":"4800","totalpaid":0,"remaintopay":"4800","lines":[{"desc":"Gros œuvre","product_type":"1","qty":"1","subprice":"10000",\
        "remise_percent":"0","tva_tx":"20","total_ht":"7000","total_ttc":"8400","situation_percent":"70"}]},
        {"id":"4","ref":"FA-QTE","socid":"1","type":"0","status":"1","date":1773446400,"total_ht":"15.24","total_tva":"1.52",\
        "total_ttc":"16.76","totalpaid":0,"remaintopay":"16.76","lines":[{"desc":"Vrac","product_type":"1","qty":"1.234567","subprice":"12.345",\
        "remise_percent":"0","tva_tx":"10","total_ht":"15.24","total_ttc":"16.76","situation_percent":"100"}]},
        {"id":"5","ref":"FA-USD","socid":"1","type":"0","status":"1","date":1773446400,"total_ht":"1122.4","total_tva":"0",\
        "total_ttc":"1122.4","totalpaid":0,"remaintopay":"1122.4","multicurrency_code":"USD","multicurrency_total_ttc":"1216.35",\
        "lines":[{"desc":"Export","product_type":"1","qty":"3","subprice":"374.13333","remise_percent":"0","tva_tx":"0","total_ht":"1122.4",\
        "total_ttc":"1122.4","multicurrency_subprice":"405.45"}]},
        {"id":"6","ref":"FA-TROP","socid":"1","type":"0","status":"1","date":1773446400,"date_lim_reglement":1773446400,"total_ht":"100",\
        "total_tva":"20","total_ttc":"120","totalpaid":130,"remaintopay":"-10","lines":[]},
        {"id":"7","ref":"FA-AVOIR","socid":"1","type":"0","status":"1","date":1773446400,"total_ht":"100","total_tva":"20","total_ttc":"120",\
        "totalpaid":20,"remaintopay":"40","lines":[{"desc":"Pose","product_type":"1","qty":"1","subprice":"100","remise_percent":"0","tva_tx":"20",\
        "total_ht":"100","total_ttc":"120"}]},
        {"id":"8","ref":"AV-1","socid":"1","type":"2","status":"1","date":1773446400,"total_ht":"-41.67","total_tva":"-8.33","total_ttc":"-50",\
        "fk_facture_source":"7","lines":[]}]
        """,
    ]

    /// A world with these files imported, its catalogue's account Atu among them.
    private func with(_ engine: Engine, _ body: (World, App, [String: Record]) async throws -> Void) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let rows = try DolibarrWorld.withFolder(Self.files) { folder in
                try ["accounts", "products", "invoices"].map { module in
                    (module, try DolibarrWorld.read(module, in: folder))
                }
            }
            #expect(rows.allSatisfy { $0.1.refused.isEmpty }, "\(rows.flatMap(\.1.refused))")
            let parts = rows.map { module, read in
                Importer.Part(module) { body in for record in read.records { try body(.success(record)) } }
            }
            let counts = try await Importer(app: app, source: "dolibarr", dryRun: false).run(parts) { _, _ in }
            #expect(counts.allSatisfy { $0.refused.isEmpty }, "\(counts.flatMap(\.refused))")
            try await body(world, app, try await invoices(world))
        }
    }

    private func invoices(_ world: World) async throws -> [String: Record] {
        let all = try await world.read("invoices", as: world.staff) { seen in
            try seen.list(Query(sort: seen.module.sort)).records.compactMap { try seen.find($0.id) }
        }
        return Dictionary(all.map { ($0.title, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static let money = ["total_excl", "total_vat", "total_incl", "paid", "remaining"]

    @Test(arguments: Engine.allCases) func savingLinesUnchangedChangesNothing(_ engine: Engine) async throws {
        try await with(engine) { world, app, before in
            let office = try await OfficeDoor.client(world.claire, world, app)
            for ref in ["FA-SITU2", "FA-QTE", "FA-USD", "FA-AVOIR"] {
                let record = try #require(before[ref])
                let path = "/admin/invoices/\(record.id.text)/lines"
                let form = try LinesPosted(try await office.get(path).body)
                #expect(try await office.post(path, form.fields).status == 303, "\(ref)")
                let after = try #require(try await invoices(world)[ref])
                for key in Self.money { #expect(after[key] == record[key], "\(ref) \(key)") }
            }
        }
    }

    /// The total moves by what the figure moves, and no further.
    @Test(arguments: Engine.allCases) func aChangedFigureMovesTheTotalsByItsDifference(_ engine: Engine) async throws {
        try await with(engine) { world, app, before in
            let office = try await OfficeDoor.client(world.claire, world, app)
            let record = try #require(before["FA-SITU2"])
            #expect(record["total_incl"] == .int(480_000) && record["remaining"] == .int(480_000))
            let path = "/admin/invoices/\(record.id.text)/lines"
            var form = try LinesPosted(try await office.get(path).body)
            #expect(form.fields["l0_progress"] == "70")
            form.fields["l0_progress"] = "80"
            #expect(try await office.post(path, form.fields).status == 303)
            let after = try #require(try await invoices(world)["FA-SITU2"])
            #expect(after["total_excl"] == .int(500_000) && after["total_incl"] == .int(600_000))
            #expect(after["remaining"] == .int(600_000))
            let credited = try #require(before["FA-AVOIR"])
            let other = "/admin/invoices/\(credited.id.text)/lines"
            var lines = try LinesPosted(try await office.get(other).body)
            lines.fields["l0_unit_price"] = "110"
            #expect(try await office.post(other, lines.fields).status == 303)
            // The credit note still counts.
            #expect(try await invoices(world)["FA-AVOIR"]?["remaining"] == .int(5_200))
        }
    }

    @Test(arguments: Engine.allCases) func pagesSayCurrencyProgressAndCredit(_ engine: Engine) async throws {
        try await with(engine) { world, app, records in
            let office = try await OfficeDoor.client(world.claire, world, app)
            func page(_ ref: String) async throws -> String {
                try await office.get("/admin/invoices/\(try #require(records[ref]).id.text)").body
            }
            let dollars = try await page("FA-USD")
            #expect(dollars.contains("1\u{202F}216,35\u{A0}$") && dollars.contains("405,45\u{A0}$"))
            #expect(!dollars.contains("€"))
            let progress = try await page("FA-SITU2")
            #expect(progress.contains("Avancement") && progress.contains("70\u{A0}%"))
            let plain = try await page("FA-QTE")
            #expect(!plain.contains("Avancement") && plain.contains("1,234567") && plain.contains("12,345\u{A0}€"))
            let credited = try await page("FA-AVOIR")
            #expect(credited.contains("Avoir AV-1") && credited.contains("−50,00\u{A0}€"))
            #expect(credited.contains("Autres avoirs et acomptes déduits") && credited.contains("−10,00\u{A0}€"))
            let overpaid = try await page("FA-TROP")
            #expect(overpaid.contains("Trop-perçu") && overpaid.contains("10,00\u{A0}€"))
            #expect(!overpaid.contains("−10,00") && !overpaid.contains("En retard"))
            let list = try await office.get("/admin/invoices?q=FA-USD").body
            #expect(list.contains("1\u{202F}216,35\u{A0}$"))
            let products = try await office.get("/admin/products").body
            #expect(products.contains("0,00123\u{A0}€"))
            let sums = try await office.get("/admin/invoices").body
            #expect(sums.contains("+ 1\u{202F}216,35\u{A0}$") && sums.contains("restent à régler"))
        }
    }
}

/// What a browser would post of a form of lines.
struct LinesPosted {
    var fields: [String: String] = [:]

    init(_ page: String) throws {
        for input in page.matches(of: /<input ([^>]*)>/) {
            let attributes = String(input.1)
            guard let name = attributes.firstMatch(of: /name="([^"]*)"/)?.1, !attributes.contains("type=\"checkbox\"")
            else {
                continue
            }
            fields[String(name)] = attributes.firstMatch(of: /value="([^"]*)"/).map { String($0.1) } ?? ""
        }
        for area in page.matches(of: /<textarea [^>]*name="([^"]*)"[^>]*>\n([^<]*)<\/textarea>/) {
            fields[String(area.1)] = String(area.2)
        }
        for select in page.matches(of: /<select [^>]*name="(l[^"]*)"[^>]*>(.*?)<\/select>/) {
            fields[String(select.1)] = select.2.firstMatch(of: /value="([^"]*)" selected/).map { String($0.1) } ?? ""
        }
        fields = fields.filter { $0.key.hasPrefix("l") || ["version", "count", "in"].contains($0.key) }
    }
}
