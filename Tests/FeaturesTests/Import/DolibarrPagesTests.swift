import Core
import Features
import Foundation
import Testing

/// Pages that are missing, broken, errors, or of another form.
struct DolibarrPagesTests {
    private static let good = #"{"id":"1","name":"A","client":"1","status":"1"}"#
    private static let other = #"{"id":"2","name":"B","client":"0","status":"0"}"#

    @Test func oneBadRowCostsOneRow() throws {
        let page = "[\(Self.good), {\"id\": 1e400}, [1,2], \"x\", nonsense, {\"a\":\"]},{\"}, \(Self.other)]"
        let (records, refused) = try DolibarrWorld.read("accounts", files: ["thirdparties/page-000.json": page])
        #expect(records.map(\.externalID) == ["1", "2"])
        #expect(refused.count == 5)
    }

    @Test func aCutPageGivesItsWholeRows() throws {
        let page = "[\(Self.good), \(Self.other), {\"id\": \"3\", \"na"
        let (records, refused) = try DolibarrWorld.read("accounts", files: ["thirdparties/page-000.json": page])
        #expect(records.count == 2)
        #expect(refused.map(\.externalID) == ["thirdparties/page-000.json"])
    }

    @Test func theLastPageMayBeAnError404() throws {
        let end = #"{"error":{"code":404,"message":"Not Found: No third parties found"}}"#
        let files = [
            "thirdparties/page-000.json": "[\(Self.good)]", "thirdparties/page-001.json": end,
            "thirdparties/page-002.json": "[]",
        ]
        let (records, refused) = try DolibarrWorld.read("accounts", files: files)
        #expect(records.count == 1 && refused.isEmpty)
    }

    @Test(arguments: [
        #"{"error":{"code":401,"message":"Unauthorized"}}"#, "<html>", "", "[", "[]x", #"{"error":{"code":[1]}}"#,
    ])
    func otherPagesAreReported(page: String) throws {
        let files = ["thirdparties/page-000.json": page, "thirdparties/page-001.json": "[\(Self.good)]"]
        let (records, refused) = try DolibarrWorld.read("accounts", files: files)
        #expect(records.count == 1)
        #expect(refused.map(\.externalID) == ["thirdparties/page-000.json"])
    }

    @Test func theFormWithDataAndPagination() throws {
        let page = #"{"data":[\#(Self.good)],"pagination":{"total":1}}"#
        let files = ["thirdparties/page-000.json": page]
        #expect(try DolibarrWorld.read("accounts", files: files).records.count == 1)
        #expect(try DolibarrWorld.withFolder(files) { try DolibarrFolder(path: $0).count(of: "accounts") } == 1)
    }

    @Test func examplesBesideThePagesAreNoPages() throws {
        let files = [
            "thirdparties/page-000.json": "[\(Self.good)]", "thirdparties/page-beyond-the-end.json": "[\(Self.other)]",
        ]
        #expect(try DolibarrWorld.read("accounts", files: files).records.count == 1)
    }

    @Test func anEmptyFolderIsAProblemWithARemedy() throws {
        #expect(throws: ImportProblem.self) { try DolibarrFolder(path: "/nowhere/at/all") }
        try DolibarrWorld.withFolder(["thirdparties/page-000.json": "[]"]) { path in
            let folder = try DolibarrFolder(path: path)
            #expect(folder.modulesInOrder == ["accounts"])
            #expect(throws: ImportProblem.self) { try folder.count(of: "invoices") }
        }
    }

    @Test func aBrokenTicketAnswerLeavesTheTicket() throws {
        let ticket = #"[{"id":"3","ref":"TS1","subject":"S","message":"M","status":"0","datec":1736064900}]"#
        let (records, refused) = try DolibarrWorld.read(
            "tickets", files: ["tickets/page-000.json": ticket, "tickets/by-id/3.json": "{"])
        #expect(records.count == 1 && refused.map(\.externalID) == ["3"])
    }

    @Test func oneBadMessageLeavesTheOthers() throws {
        let ticket =
            #"[{"id":"3","ref":"TS1","subject":"S","message":"M","status":"0","datec":1736064900,"type_code":"","severity_code":"ODD"}]"#
        let messages = #"""
            {"id":"3","messages":[{"id":"1","message":"Ticket TS1 créé","datec":1,"fk_user_action":"1","private":0},
            {"id":"2","message":"a\u0000","datec":5},{"id":"4","message":"<p>Bon</p><script>x</script>","datec":9,"private":"1"}]}
            """#
        let (records, refused) = try DolibarrWorld.read(
            "tickets", files: ["tickets/page-000.json": ticket, "tickets/by-id/3.json": messages])
        #expect(
            records[0].comments.map(\.text) == ["Bon"] && records[0].comments[0].isPrivate
                && !records[0].comments[0].isFromStaff)
        #expect(records[0].values["note"] == .text("Urgence (Dolibarr)\u{A0}: ODD"))
        #expect(refused.count == 1)
    }

    @Test func noBytesStopTheReader() throws {
        var random = SeededRandom(seed: 7)
        let seed = Array("[\(Self.good),\(Self.other)]".utf8)
        for _ in 0..<300 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0x20...0x7E, using: &random)
            }
            let page = String(decoding: bytes, as: UTF8.self)
            let (records, refused) = try DolibarrWorld.read("accounts", files: ["thirdparties/page-000.json": page])
            #expect(records.count <= 2 && records.count + refused.count <= 8)
        }
    }
}
