import Core
import Store
import Testing

/// Values are bound in their order, whatever is spliced into what.
@Suite struct SQLTests {
    @Test func valuesAreNumberedAcrossSplices() {
        let inner: SQL = "\"b\" = \("two") AND \"c\" IN (\(Int64(3)), \([4] as [UInt8]))"
        let none: RecordID? = nil
        let sql: SQL =
            "SELECT \(Identifier("a")) WHERE \"a\" = \(1) AND (\(inner)) AND \"d\" = \(true) AND \"e\" IS \(none)"
        let (text, values) = sql.rendered()
        #expect(
            text
                == "SELECT \"a\" WHERE \"a\" = $1 AND (\"b\" = $2 AND \"c\" IN ($3, $4)) AND \"d\" = $5 AND \"e\" IS $6"
        )
        #expect(values == [.int(1), .text("two"), .int(3), .bytes([4]), .int(1), .null])
    }

    @Test func manyValuesKeepTheirOrder() {
        let list = (1...300).map { "\($0)" as SQL }.joined(by: ", ")
        let (text, values) = ("x IN (\(list))" as SQL).rendered()
        #expect(text.hasPrefix("x IN ($1, $2, ") && text.hasSuffix(", $300)"))
        #expect(values == (1...300).map { .int(Int64($0)) })
    }

    @Test func textIsNeverPartOfTheStatement() {
        for text in ["'; DROP TABLE people; --", "\"", "$1", "", "é"] {
            let (rendered, values) = ("a = \(text)" as SQL).rendered()
            #expect(rendered == "a = $1" && values == [.text(text)])
        }
    }

    @Test func daysInstantsAndIdsAreValues() {
        let sql: SQL =
            "\(Day(iso: "2026-11-22")), \(Instant(milliseconds: 5)), \(RecordID(7)), \(Value.null), \(nil as String?)"
        #expect(sql.rendered().values == [.text("2026-11-22"), .int(5), .int(7), .null, .null])
    }

    @Test func emptyPiecesAreEmpty() {
        #expect(SQL.empty.isEmpty && (SQL.empty + "").isEmpty && !("\(1)" as SQL).isEmpty && !("a" as SQL).isEmpty)
        #expect(
            [SQL]().joined(by: ", ").rendered().text == ""
                && (["a", "b"] as [SQL]).joined(by: " OR ").rendered().text == "a OR b")
    }

    @Test(arguments: ["a", "invoice_lines", "a1", "_x", String(repeating: "a", count: 60)])
    func aNameIsOne(_ name: String) { #expect(Identifier.isValid(name) && Identifier(name).quoted == "\"\(name)\"") }

    @Test(arguments: [
        "", "A", "1a", "a b", "a\"b", "a;b", "é", "a-b", "a.b", "a\0", "a\n", String(repeating: "a", count: 61),
    ])
    func nothingElseIsAName(_ name: String) { #expect(!Identifier.isValid(name)) }
}
