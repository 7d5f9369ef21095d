import HTML
import Core
import Foundation
import Testing
import Web

@testable import Features

/// What the API reads and writes.
struct APITests {
    private func read(_ text: String) throws -> [String: JSONInput] { try JSONInput.object(Array(text.utf8)) }

    @Test func anObjectOfPlainValuesIsRead() throws {
        let object = try read(#"{"a":"x","b":12,"c":true,"d":null,"e":["p","q"],"f":-9223372036854775808}"#)
        #expect(
            object == [
                "a": .text("x"), "b": .int(12), "c": .bool(true), "d": .null, "e": .texts(["p", "q"]), "f": .int(.min),
            ])
    }

    @Test(arguments: [
        "", "[]", "1", "{", #"{"a":1.5}"#, #"{"a":1e400}"#, #"{"a":9223372036854775808}"#, #"{"a":{"b":1}}"#,
        #"{"a":[1]}"#, "\u{FEFF}x",
        "{\"a\":" + String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000) + "}",
    ])
    func anythingElseIsRefused(_ text: String) { #expect(throws: Refusal.self) { try read(text) } }

    /// Not repaired, and not guessed to be in another encoding.
    @Test(arguments: [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0x80]] as [[UInt8]])
    func bytesThatAreNotUTF8AreRefused(_ bytes: [UInt8]) {
        let body = Array(#"{"a":"x"#.utf8) + bytes + Array(#""}"#.utf8)
        #expect(throws: Refusal.self) { try JSONInput.object(body) }
        let wide = Array(#"{"a":"x"}"#.utf16).flatMap {
            [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
        }
        #expect(throws: Refusal.self) { try JSONInput.object([0xFF, 0xFE] + wide) }
    }

    @Test func halfASurrogateIsRefused() { #expect(throws: Refusal.self) { try read(#"{"a":"\ud800"}"#) } }

    @Test func valuesFollowTheRulesOfTheirFields() throws {
        let module = Module.invoices
        let (values, problems) = APIRecordNew.read(
            [
                "ref": .text(" FA-1 "), "date": .text("2026-11-22"), "total_incl": .int(-1234),
                "account_id": .text("0000000000001"), "state": .text("paid"),
                "kind": .text("nope"), "total_vat": .text("12"), "paid": .int(.min), "nope": .int(1),
                "due_date": .text(""),
            ], module)
        #expect(
            values == [
                "ref": .text("FA-1"), "date": .text("2026-11-22"), "total_incl": .int(-1234),
                "account_id": .id(RecordID(1)), "state": .text("paid"), "due_date": .null,
            ])
        #expect(Set(problems.keys) == ["kind", "total_vat", "paid", "nope"])
    }

    @Test func recordsAreWrittenByKeyWithWholeNumbers() {
        let columns = Columns(["id", "account_id", "total_incl", "date", "state"])
        let row = Row(columns: columns, values: [.int(1), .int(2), .int(1250), .text("2026-11-22"), .null])
        let json = Record(module: .invoices, row: row).json(Module.invoices.fields)
        #expect(
            json.text
                == #"{"id":"0000000000001","currency":"EUR","date":"2026-11-22","account_id":"0000000000002","total_incl":1250,"state":null}"#
        )
    }

    @Test func momentsAreUTC() {
        #expect(FieldJSON.moment(Instant(seconds: 1_795_338_000)) == "2026-11-22T09:00:00Z")
        #expect(FieldJSON.moment(Instant(seconds: -1)) == "1969-12-31T23:59:59Z")
    }

    private func description(_ grants: [String: Grant]) throws -> (text: String, paths: [String: [String: Any]]) {
        let open = Catalog.builtIn.modules.map(\.key)
        let viewer = Viewer(
            access: RecordID(2), person: RecordID(3), name: "Atu Lenobli",
            grants: Grants(grants, open: open, permissions: .all), anchor: RecordID(4), account: RecordID(5))
        let text = OpenAPI.document(
            .builtIn, for: viewer, server: "https://portail.example", cookie: "__Host-parvis-portal-client"
        ).text
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        return (text, try #require(object["paths"] as? [String: [String: Any]]))
    }

    /// Neither modules nor fields that the viewer does not see, internal ones least of all; only what may be done is described.
    @Test func theDescriptionIsTheViewersOwn() throws {
        let (text, paths) = try description(Preset.customer(.builtIn))
        #expect(!text.contains("\"note\"") && !text.contains("\"budget\""))
        #expect(paths["/api/v1/invoices"]?.keys.sorted() == ["get"])
        #expect(paths["/api/v1/tickets"]?.keys.sorted() == ["get", "post"])
        #expect(text.contains(#""name":"__Host-parvis-portal-client""#))
        var grant = Grant(see: .through(Scope.Path(["account_id"], to: .account)))
        grant.fields = ["ref": .read]
        let narrow = try description(["invoices": grant])
        #expect(narrow.paths.keys.sorted() == ["/api/v1/invoices", "/api/v1/invoices/{id}"])
        #expect(narrow.text.contains("\"ref\"") && !narrow.text.contains("\"total_incl\""))
        #expect(try description([:]).paths.isEmpty)
    }
}
