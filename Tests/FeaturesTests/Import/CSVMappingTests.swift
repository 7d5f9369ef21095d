import Core
import Testing

@testable import Features

/// Columns found by name, cells read the way French people write.
struct CSVMappingTests {
    private static let invoiceHeader = ["id", "Référence", "date", "Tiers", "TYPE", "Total TTC", "État", "Échéance"]

    private func invoice(_ cells: [String]) throws -> Result<IncomingRecord, RefusedRow> {
        try CSVMapping(module: .invoices, header: Self.invoiceHeader).record(cells, line: 12)
    }

    private func problem(_ body: () throws -> Void) -> ImportProblem? {
        do {
            try body()
            return nil
        } catch { return error as? ImportProblem }
    }

    @Test func aFrenchRow() throws {
        let record = try invoice(["17", "FA-1", "22/11/2026", "C12", "Avoir", "1 234,50 €", "À régler", "2026-12-31"])
            .get()
        #expect(record.module == "invoices" && record.externalID == "17")
        #expect(record.values["date"] == .text("2026-11-22") && record.values["due_date"] == .text("2026-12-31"))
        #expect(record.values["total_incl"] == .int(123_450))
        #expect(record.values["kind"] == .text("credit_note") && record.values["state"] == .text("unpaid"))
        #expect(record.references == ["account_id": "C12"])
    }

    @Test(arguments: [
        ("1234.5", 123_450), ("1\u{202F}234,50", 123_450), ("-12", -1200), ("1,234.50", 123_450), ("1.234,50", 123_450),
        ("0,1", 10), ("12,500", 1250),
    ])
    func amounts(text: String, cents: Int64) throws {
        let record = try invoice(["1", "F", "1/2/2026", "C", "standard", text, "PAYÉE", ""]).get()
        #expect(record.values["total_incl"] == .int(cents))
        #expect(record.values["due_date"] == .null)
        #expect(record.values["date"] == .text("2026-02-01"))
    }

    /// The clock on the wall in Paris, on the two days on which it is changed as on others: 02:30 does not exist in March and exists twice
    /// in October.
    @Test(arguments: [
        ("22/11/2026 09:00", "2026-11-22T08:00:00Z"), ("2026-07-01 09:00:30", "2026-07-01T07:00:30Z"),
        ("29/03/2026 00:00", "2026-03-28T23:00:00Z"), ("29/03/2026 01:59", "2026-03-29T00:59:00Z"),
        ("29/03/2026 02:30", "2026-03-29T01:30:00Z"), ("29/03/2026 03:00", "2026-03-29T01:00:00Z"),
        ("29/03/2026 12:31", "2026-03-29T10:31:00Z"), ("29/03/2026 23:59", "2026-03-29T21:59:00Z"),
        ("25/10/2026 00:00", "2026-10-24T22:00:00Z"), ("25/10/2026 02:30", "2026-10-25T00:30:00Z"),
        ("25/10/2026 03:00", "2026-10-25T02:00:00Z"), ("25/10/2026 12:31", "2026-10-25T11:31:00Z"),
        ("25/10/2026", "2026-10-24T22:00:00Z"), ("2026-10-25T12:31:00Z", "2026-10-25T12:31:00Z"),
    ])
    func moments(text: String, moment: String) throws {
        let mapping = try CSVMapping(module: .tickets, header: ["id", "subject", "message", "state", "opened_at"])
        let record = try mapping.record(["1", "Panne", "Rien", "new", text], line: 2).get()
        #expect(record.values["opened_at"]?.instant.map(FieldJSON.moment) == moment)
    }

    @Test(arguments: [
        (2, "31/02/2026"), (2, ""), (2, "2026-13-01"), (2, "46000"), (4, "facture"), (5, "12,345"), (5, "1e400"),
        (5, "99999999999999999999"), (1, "F\u{0}"),
        (1, String(repeating: "x", count: 61)), (0, ""), (0, String(repeating: "1", count: 101)), (3, ""),
        (3, "a\u{7}"), (6, "drafft"),
    ])
    func badCellsAreRefused(column: Int, cell: String) throws {
        var cells = ["1", "F", "1/2/2026", "C", "standard", "1", "paid", ""]
        cells[column] = cell
        let result = try invoice(cells)
        guard case .failure(let refused) = result else {
            Issue.record("\(cell) was taken")
            return
        }
        #expect(refused.reason.fr.hasPrefix("Ligne 12. ") && refused.reason.en.hasPrefix("Line 12. "))
        #expect(refused.externalID == (column == 0 ? "#12" : "1"))
        #expect(refused.reason.fr.count < 300)
    }

    @Test func aReasonNamesColumnValueAndRemedy() throws {
        let result = try invoice(["1", "F", "31/02/2026", "C", "standard", "1", "paid", ""])
        #expect(
            throws: RefusedRow(
                module: "invoices", externalID: "1",
                reason: Phrase(
                    fr:
                        "Ligne 12. Champ «\u{A0}Date\u{A0}» (date)\u{A0}: «\u{A0}31/02/2026\u{A0}» est refusé. Écrivez une date comme 22/11/2026.",
                    en: "Line 12. Field “Date” (date): “31/02/2026” is refused. Write a date such as 22/11/2026."),
                line: 12)
        ) { try result.get() }
    }

    @Test func rowsOfAnotherLength() throws {
        #expect(try invoice(["1", "F", "1/2/2026", "C", "standard", "1", "paid"]).get().externalID == "1")
        #expect(throws: RefusedRow.self) {
            try invoice(["1", "F", "1/2/2026", "C", "standard", "1", "paid", "", "more"]).get()
        }
        #expect(try invoice(["1", "F", "1/2/2026", "C", "standard", "1", "paid", "", " "]).get().externalID == "1")
        #expect(throws: RefusedRow.self) { try invoice([]).get() }
    }

    @Test func unknownColumnsAreNamedWithTheNearestField() {
        let found = problem {
            _ = try CSVMapping(module: .accounts, header: ["id", "Nom", "Adrese", "kind", "state", "zzzzzzzzzz"])
        }
        #expect(
            found?.reason.fr.contains(
                "«\u{A0}Adrese\u{A0}» (peut-être «\u{A0}Adresse\u{A0}», address), «\u{A0}zzzzzzzzzz\u{A0}».") == true)
    }

    @Test func explicitColumnsWin() throws {
        let mapping = try CSVMapping(
            module: .accounts, header: ["Compte", "Raison sociale", "Nom", "X", ""],
            columns: ["Raison sociale": "name", "Nom": "alias", "X": "", "Compte": "code"],
            keyColumn: "Compte", defaults: ["kind": "Client", "state": "open"])
        let record = try mapping.record(["C1", "Atu", "A", "ignored", ""], line: 2).get()
        #expect(record.externalID == "C1")
        #expect(
            record.values == [
                "name": .text("Atu"), "alias": .text("A"), "code": .text("C1"), "kind": .text("customer"),
                "state": .text("open"),
            ])
        #expect(throws: RefusedRow.self) { try mapping.record(["C1", "Atu", "A", "", "stray"], line: 2).get() }
    }

    @Test(arguments: [
        ["Nom", "kind", "state"], ["id", "kind", "state"], ["id", "Nom", "name", "kind", "state"], ["id", "Nom"],
    ])
    func headersWithoutKeyOrRequiredFieldsOrWithDoubles(header: [String]) {
        #expect(problem { _ = try CSVMapping(module: .accounts, header: header) } != nil)
    }

    @Test func wrongSettingsAreProblems() {
        let header = ["id", "name", "kind", "state"]
        #expect(problem { _ = try CSVMapping(module: .accounts, header: header, keyColumn: "no") } != nil)
        #expect(problem { _ = try CSVMapping(module: .accounts, header: header, columns: ["name": "nome"]) } != nil)
        #expect(problem { _ = try CSVMapping(module: .accounts, header: header, defaults: ["state": "?"]) } != nil)
        #expect(problem { _ = try CSVMapping(module: .accounts, header: header, defaults: ["stat": "open"]) } != nil)
        #expect(problem { _ = try CSVMapping(module: .accounts, header: header) } == nil)
    }

    @Test func otherKindsOfFields() throws {
        let mapping = try CSVMapping(
            module: .contacts,
            header: [
                "identifiant", "last_name", "Tiers", "Pays", "Contact par défaut pour", "Refuse les e-mailings", "État",
                "Titre civilité",
            ])
        let record = try mapping.record(
            ["1", " Noël\nX ", "9", "belgique", "Factures; Propositions", "oui", "ouvert", "madame"], line: 2
        ).get()
        #expect(record.values["last_name"] == .text("Noël X"))
        #expect(record.values["country"] == .text("BE"))
        #expect(record.values["default_roles"] == .text(",quotes,invoices,"))
        #expect(record.values["no_mailing"] == .bool(true))
        #expect(record.values["civility"] == .text("MME"))
        let tickets = try CSVMapping(module: .tickets, header: ["Référence", "Objet", "Message", "État", "Ouverte le"])
        let ticket = try tickets.record(["T1", "O", "a\nb", "Résolue", "28/05/2025 12:31"], line: 2).get()
        #expect(ticket.externalID == "T1" && ticket.values["ref"] == .text("T1"))
        #expect(ticket.values["opened_at"] == .instant(Instant(seconds: 1_748_428_260)))
        #expect(ticket.values["message"] == .text("a\nb"))
    }
}
