import Core
import Crypto
import Features
import Foundation
import Testing

/// The printed documents that come with the capture.
struct DolibarrFilesTests {
    @Test func everyDocumentArrivesWhole() throws {
        var hashes: [String: String] = [:]
        for module in ["quotes", "orders", "invoices"] {
            for file in try DolibarrWorld.read(module).records.flatMap(\.files) {
                #expect(file.type == "application/pdf")
                hashes[file.name] = SHA256.hash(data: file.bytes).prefix(8).map {
                    ($0 < 16 ? "0" : "") + String($0, radix: 16)
                }.joined()
            }
        }
        #expect(
            hashes == [
                "CO2401-0001.pdf": "4ae24b01bd5fa0a0", "FA2606-0539.pdf": "f651c6802436dce9",
                "FA2607-0542.pdf": "5b17e52d25f0ca75",
                "FA2607-0545.pdf": "d01956cd17d1f283", "FA2607-0548.pdf": "46a744e69ccf7228",
                "FA2607-0551.pdf": "d359f7fa7d52fbd2",
                "FA2607-0557.pdf": "f0c57096680d36d4", "FA2608-0559.pdf": "c3c8dd634f08853e",
                "FA2608-0562.pdf": "7c44b6f8baf3b741",
                "FA2608-0565.pdf": "c315604a4a83eae2", "FA2608-0568.pdf": "970bd4ce4faa08af",
                "FA2608-0572.pdf": "271e7a34a67503ee",
                "FA2608-0575.pdf": "12b191508421c6d6", "FA2609-0579.pdf": "dd82d595b594ad17",
                "FA2609-0581.pdf": "34b59d48b5e6412f",
                "FA2609-0582.pdf": "e1586d5f87775328", "FA2609-0583.pdf": "d5d3a1c7525e765b",
                "FA2609-0584.pdf": "e34e671202757323",
                "FA2609-0585.pdf": "14d5333271d935d1", "FA2609-0586.pdf": "f7caa7184bc8aa32",
                "FA2609-0587.pdf": "ae4974171520d441",
                "PR2611-0001.pdf": "729c64cbebcc179e",
            ])
    }

    @Test(arguments: [
        "{", #"{"filename":"a.pdf","content":"@@@"}"#, #"{"filename":"a.pdf","content":"QUJD","filesize":4}"#,
    ])
    func aBrokenFileLeavesTheRecord(answer: String) throws {
        let order = #"[{"id":"7","ref":"CO1","socid":"1","date":1704668400,"status":"1"}]"#
        let (records, refused) = try DolibarrWorld.read(
            "orders", files: ["orders/page-000.json": order, "documents/download/commande-7.json": answer])
        #expect(records.map(\.externalID) == ["7"])
        #expect(refused.map(\.externalID) == ["7"])
        #expect(refused[0].reason.fr.contains("commande-7.json"))
    }

    @Test func aFileNameIsNeverAPath() throws {
        let order = #"[{"id":"7","ref":"CO1","socid":"1","date":1704668400,"status":"1"}]"#
        let file =
            #"{"filename":"../../etc/x\ny.pdf","content-type":"text/html\r\nX: y","content":"QUJD","filesize":3}"#
        let records = try DolibarrWorld.read(
            "orders", files: ["orders/page-000.json": order, "documents/download/commande-7.json": file]
        ).records
        #expect(records[0].files[0].name == "x_y.pdf")
        #expect(records[0].files[0].type == "application/octet-stream")
    }
}
