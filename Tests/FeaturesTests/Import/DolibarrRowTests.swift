import Core
import Features
import Testing

/// Rows as Dolibarr, or somebody hostile, may write them.
struct DolibarrRowTests {
    private func account(_ members: String) throws -> (records: [IncomingRecord], refused: [RefusedRow]) {
        try DolibarrWorld.read(
            "accounts", files: ["thirdparties/page-000.json": #"[{"id":"1","client":"1","status":"1",\#(members)}]"#])
    }

    private func invoice(_ members: String) throws -> (records: [IncomingRecord], refused: [RefusedRow]) {
        let row = #"[{"id":"1","ref":"FA1","socid":"2","type":"0","status":"1","date":1704668400,\#(members)}]"#
        return try DolibarrWorld.read("invoices", files: ["invoices/page-000.json": row])
    }

    @Test(arguments: [#"<script>alert(1)</script>"#, "null", "=1+1", "A &amp; B", "0", "Électricité « Noël »"])
    func namesAreRawText(name: String) throws {
        let escaped = name.replacing("\"", with: "\\\"")
        #expect(try account(#""name":"\#(escaped)""#).records.first?.values["name"] == .text(name))
    }

    @Test(arguments: [
        #""name":["a"]"#, #""name":{"a":1}"#, #""name":true"#, #""name":"a\u0000b""#, #""name":"   ""#, #""name":null"#,
        #""x":1"#,
        #""name":"\#(String(repeating: "x", count: 129))""#, #""name":"a","parent":"12x""#, #""name":"a","status":"9""#,
        #""name":"a","fournisseur":"yes""#, #""name":"a","note_private":"\u0001""#,
    ])
    func badRowsAreRefusedWithAReason(members: String) throws {
        let (records, refused) = try account(members)
        #expect(records.isEmpty)
        #expect(refused.count == 1 && refused[0].externalID == "1")
        #expect(refused[0].reason.fr != refused[0].reason.en)
    }

    @Test func aReasonNamesFieldAndRemedy() throws {
        let reason = try account(#""name":"\#(String(repeating: "x", count: 129))""#).refused[0].reason
        #expect(reason.fr.contains("Champ «\u{A0}Nom\u{A0}» (name)") && reason.fr.contains("128 caractères"))
        #expect(reason.en.contains("Field “Name”"))
    }

    @Test func whatAFieldDoesNotTakeGoesToTheNote() throws {
        let record = try #require(
            try account(#""name":"A","phone":"01 99 00 00 00 poste 12","email":"a@b@c","note_private":"<p>Vu</p>""#)
                .records.first)
        #expect(record.values["phone"] == .null && record.values["email"] == .null)
        #expect(
            record.values["note"]
                == .text("Vu\n\nTéléphone (Dolibarr)\u{A0}: 01 99 00 00 00 poste 12\nE-mail (Dolibarr)\u{A0}: a@b@c"))
    }

    @Test func lineEndsInOneLineFieldsBecomeSpaces() throws {
        #expect(try account(#""name":" A\r\nB ""#).records[0].values["name"] == .text("A B"))
    }

    @Test(arguments: [
        (#""total_ttc":2310.6499999999996"#, 231_065), (#""total_ttc":13549.720000000001"#, 1_354_972),
        (#""total_ttc":1.005"#, 101),
        (#""total_ttc":-1.005"#, -101), (#""total_ttc":"-14.40""#, -1440),
        (#""total_ttc":"10306.91000000""#, 1_030_691), (#""total_ttc":0"#, 0),
        (#""total_ttc":"0.00499999""#, 0), (#""total_ttc":1.0049999999999999"#, 101), (#""total_ttc":1e3"#, 100_000),
        (#""total_ttc":1e-9"#, 0),
    ])
    func amountsAreRoundedInBaseTen(member: String, cents: Int64) throws {
        #expect(try invoice(member).records.first?.values["total_incl"] == .int(cents))
    }

    @Test(arguments: [
        #""total_ttc":"1e400""#, #""total_ttc":"99999999999999999999""#, #""total_ttc":1e20"#, #""total_ttc":"12abc""#,
        #""total_ttc":"nan""#,
        #""total_ttc":"""# + String(repeating: "9", count: 500) + "\"", #""total_ttc":[1]"#, #""lines":[{"qty":"x"}]"#,
        #""lines":"x""#, #""lines":[1]"#,
        #""date_lim_reglement":99999999999999"#, #""date_lim_reglement":"9999-99-99""#, #""date_lim_reglement":1e300"#,
        #""date_lim_reglement":-9223372036854775808"#,
    ])
    func badFiguresAndDatesAreRefused(member: String) throws {
        let (records, refused) = try invoice(member)
        #expect(records.isEmpty && refused.count == 1)
    }

    @Test(arguments: [
        (1_704_668_400, "2024-01-08"), (-14_259_600, "1969-07-20"), (2_182_460_400, "2039-02-28"),
        (1_719_439_200, "2024-06-27"),
    ])
    func daysAreMidnightInParis(seconds: Int, day: String) throws {
        #expect(try invoice(#""date_lim_reglement":\#(seconds)"#).records.first?.values["due_date"] == .text(day))
    }

    @Test(arguments: ["0", "\"\"", "null", "[]"])
    func noDateIsNoDate(value: String) throws {
        #expect(try invoice(#""date_lim_reglement":\#(value)"#).records.first?.values["due_date"] == .null)
    }

    @Test func whatIsEmptyInPHPIsEmptyHere() throws {
        let record = try #require(
            try invoice(#""linkedObjectsIds":[],"lines":[],"array_options":[],"note_public":"","ref_client":null"#)
                .records.first)
        #expect(record.values["order_id"] == .null && record.values["public_note"] == .null)
    }

    @Test(
        arguments: [
            (#"<a href=\"javascript:alert(1)\">x</a>"#, nil),
            (#"<a href='https://a.example/x?a=1&amp;b=2'>x</a>"#, "https://a.example/x?a=1&b=2"),
            ("XR0077", nil), ("https://a.example/1", "https://a.example/1"), ("HTTPS://a.example/ 1", nil),
        ] as [(String, String?)])
    func onlyWebAddressesTrack(value: String, target: String?) throws {
        let row = #"[{"id":1,"ref":"SH1","socid":"2","status":"1","date":1704668400,"tracking_url":"\#(value)"}]"#
        let record = try #require(
            try DolibarrWorld.read("shipments", files: ["shipments/page-000.json": row]).records.first)
        #expect(record.values["tracking_url"] == .text(target))
    }
}
