import Core
import Foundation
import Store
import TestSupport
import Testing
import Web

@testable import Features

/// The pages of imports, as an administrator uses them.
@Suite struct ImportPagesTests {
    /// An administrator at the page.
    private struct Desk {
        let world: World
        let client: Client
        let desk: ImportDesk

        func send(_ name: String, _ bytes: [UInt8], module: String = "accounts", source: String = "") async throws
            -> Client.Answer
        {
            var body: [UInt8] = []
            for (field, value) in [("module", module), ("source", source)] {
                body += "--b\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n".utf8
            }
            body += "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n\r\n".utf8
            body += bytes
            body += "\r\n--b--\r\n".utf8
            return try await client.send("POST", "/admin/imports", type: "multipart/form-data; boundary=b", body)
        }

        /// The page of an import after the worker has done what waits.
        func done(_ path: String) async throws -> String {
            while try await desk.worker.step() {}
            return try await client.get(path).body
        }
    }

    private func with(_ engine: Engine, _ body: (Desk) async throws -> Void) async throws {
        try await engine.withWorld { world in
            let desk = try ImportDesk(world)
            let client = try await OfficeDoor.client(world.administrator, world, desk.app)
            try await body(Desk(world: world, client: client, desk: desk))
        }
    }

    /// As Excel for Mac writes it.
    private static let mac: [UInt8] = {
        let latin =
            "id;Nom;Code client;Ville;kind;state\r30;\u{83}t\u{8E} mac;C030;Orl\u{8E}ans;customer;open\r31;\u{82}a;C031;Tours;Martien;open\r"
        return latin.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }()

    @Test(arguments: Engine.allCases) func aTableIsCheckedTriedAndImported(_ engine: Engine) async throws {
        try await with(engine) { desk in
            #expect(try await desk.client.get("/admin/imports").body.contains("Nouvel import"))
            let path = try #require(try await desk.send("clients mac.csv", Self.mac).location)
            let draft = try await desk.client.get(path).body
            #expect(draft.contains("Trouvé : Mac Roman") || draft.contains("Trouvé\u{A0}: Mac Roman"))
            #expect(draft.contains("Été mac") && draft.contains("Orléans") && draft.contains("Martien"))
            #expect(draft.contains("Ligne 3"), "a row that will be refused says why")
            let fields = [
                "module": "accounts", "source": "excel", "separator": ";", "key": "id", "encoding": "", "full": "0",
            ]
            let columns = [
                "id": "", "Nom": "name", "Code client": "code", "Ville": "town", "kind": "kind", "state": "state",
            ]
            let dry = try await desk.client.send(
                "POST", path, type: "application/x-www-form-urlencoded", form(fields, columns, "dry"))
            #expect(dry.status == 303 && dry.location == path)
            let tried = try await desk.done(path)
            #expect(tried.contains("rien n’est enregistré") && tried.contains("Importer pour de bon"))
            #expect(try await desk.desk.count("accounts", "\"source\" = 'excel'") == 0)
            #expect(try await desk.client.post(path + "/again").status == 303)
            #expect(try await desk.client.get(path).body.contains("data-refresh"))
            let report = try await desk.done(path)
            #expect(report.contains("Une ligne est refusée") && report.contains("rows.csv"))
            #expect(try await desk.desk.count("accounts", "\"source\" = 'excel' AND \"name\" = 'Été mac'") == 1)
            let csv = try await desk.client.get(path + "/rows.csv")
            #expect(csv.headers["content-type"]?.hasPrefix("text/csv") == true)
            #expect(csv.body.contains("\"3\";\"31\"") && csv.body.contains("Martien"))
            // The next file of this source finds the same choices.
            let next = try #require(try await desk.send("b.csv", Self.mac, source: "excel").location)
            let id = try #require(RecordID(text: String(next.suffix(13))))
            let request = try await desk.desk.standing(id).run.request
            #expect(request?.columns["Code client"] == "code" && request?.key == "id")
        }
    }

    private func form(_ fields: [String: String], _ columns: [String: String], _ act: String) -> [UInt8] {
        var pairs = fields.map { ($0, $1) } + [("do", act)]
        for (index, column) in columns.sorted(by: { $0.key < $1.key }).enumerated() {
            pairs += [("column", column.key), ("field-\(index)", column.value)]
        }
        return Array(pairs.map { escapedForURL($0) + "=" + escapedForURL($1) }.joined(separator: "&").utf8)
    }

    @Test(arguments: Engine.allCases) func aZipOfDolibarrSaysWhatWasSetAsideAndNotRead(_ engine: Engine) async throws {
        try await with(engine) { desk in
            let contact =
                #"{"id":"1","lastname":"Un","email":"é@exemple.fr","phone_pro":"demander à l'accueil","statut":"1"}"#
            let zip = ZipMaker.of([
                ("export/thirdparties/page-000.json", #"[{"id":"7","name":"Zip SA","client":"1","status":"1"}]"#),
                ("export/contacts/page-000.json", "[\(contact)]"),
                ("export/contracts/page-000.json", #"[{"id":"1"},{"id":"2"}]"#),
                ("export/users/page-000.json", #"[{"id":"1"}]"#),
                (
                    "export/categories/page-000.json",
                    #"[{"id":"1","type":"0","label":"P"},{"id":"2","type":"2","label":"C"}]"#
                ),
            ])
            let path = try #require(try await desk.send("export.zip", zip).location)
            let draft = try await desk.client.get(path).body
            #expect(draft.contains("contrats") && draft.contains("Importer"))
            _ = try await desk.client.post(path, ["source": "dolibarr", "full": "1", "do": "run"])
            let report = try await desk.done(path)
            #expect(report.contains("Mis de côté") && report.contains("Non lu"))
            let id = try #require(RecordID(text: String(path.suffix(13))))
            let standing = try await desk.desk.standing(id)
            let asides = Dictionary(uniqueKeysWithValues: standing.summary.asides.map { ($0.en, $0.count) })
            #expect(asides["E-mail"] == 1 && asides.count == 2, "\(asides)")
            let unread = Dictionary(uniqueKeysWithValues: standing.summary.unread.map { ($0.en, $0.count) })
            #expect(unread == ["contracts": 2, "Dolibarr users": 1, "categories of other records": 1])
            #expect(standing.notes[.aside]?.contains { $0.value == "é@exemple.fr" } == true)
            let terminal = ImportReport(language: .fr, show: 5).lines(standing).joined(separator: "\n")
            #expect(terminal.contains("contrats 2") && terminal.contains("mis dans la note privée"))
        }
    }

    @Test(arguments: Engine.allCases) func beyondTheBrakeTheNumberIsTyped(_ engine: Engine) async throws {
        try await with(engine) { desk in
            _ = try await desk.desk.run(ImportDesk.products(1...40), "products", isFull: true)
            let told = try await desk.desk.run(ImportDesk.products(31...40), "products", isFull: true)
            let path = "/admin/imports/" + told.run.id.text
            #expect(try await desk.client.get(path).body.contains("Absents de la source"))
            let page = try await desk.client.get(path + "/withdraw").body
            #expect(page.contains("Écrivez 30 pour confirmer") && page.contains("IMP-1"))
            for wrong in ["", "29", "9223372036854775807", "trente"] {
                let answer = try await desk.client.post(path + "/withdraw", ["count": wrong])
                #expect(answer.status == 422 && answer.body.contains("Écrivez 30, le nombre"), "\(wrong)")
            }
            #expect(try await desk.client.post(path + "/withdraw", ["count": "30"]).status == 303)
            #expect(try await desk.done(path).contains("30 à la corbeille"))
            #expect(try await desk.desk.count("products", "\"source\" = 'csv' AND \"deleted_at\" IS NULL") == 10)
        }
    }

    @Test func whatCannotBeReadIsToldWhereItWasChosen() async throws {
        try await with(.sqlite) { desk in
            let cases: [(String, [UInt8], String)] = [
                ("vide.csv", [], "est vide"), ("utf16.csv", [0xFF, 0xFE, 0x61, 0], "UTF-16"),
                ("image.csv", [0x89, 0x50, 0x4E, 0x47, 0, 0], "n’est pas du texte"),
                ("cassé.zip", [0x50, 0x4B, 3, 4, 1, 2, 3], "ZIP est abîmé"),
                ("autre.zip", ZipMaker.of([("lisez-moi.txt", "x")]), "aucune page de Dolibarr"),
            ]
            for (name, bytes, reason) in cases {
                let answer = try await desk.send(name, bytes)
                #expect(answer.status == 422 && answer.body.contains(reason), "\(name) \(answer.status)")
            }
            #expect(try await desk.send("a.csv", Array("id,Nom\n".utf8), module: "nothing").status == 422)
            #expect(try await desk.send("a.csv", Array("id,Nom\n".utf8), source: "Sage 50 !").status == 422)
            let left = try FileManager.default.contentsOfDirectory(atPath: desk.desk.app.importFolder.root)
            #expect(left.isEmpty, "\(left)")
        }
    }

    @Test func aTableWithoutRowsOrWithWrongChoicesIsNotStarted() async throws {
        try await with(.sqlite) { desk in
            let path = try #require(try await desk.send("titres.csv", Array("id,Nom\n".utf8)).location)
            #expect(try await desk.client.get(path).body.contains("n’a que sa ligne de titres"))
            let fields = ["module": "accounts", "source": "csv", "do": "run", "column": "id", "field-0": ""]
            let answer = try await desk.client.post(path, fields)
            #expect(answer.status == 422 && answer.body.contains("colonnes obligatoires"))
            #expect(try await desk.client.post(path + "/remove").location == "/admin/imports?done=importRemoved")
            #expect(try await desk.client.get(path).status == 404)
        }
    }

    @Test func onlyAdministratorsComeHere() async throws {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app()
            let client = try await OfficeDoor.client(world.claire, world, app)
            #expect(try await client.get("/admin/imports").status == 404)
            #expect(try await client.get("/admin").body.contains("/admin/imports") == false)
            #expect(
                try await client.send("POST", "/admin/imports", type: "multipart/form-data; boundary=b", [1]).status
                    == 404)
            #expect(!FileManager.default.fileExists(atPath: app.importFolder.root))
        }
    }
}
