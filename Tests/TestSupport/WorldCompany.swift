import Core

/// The records of a company of the world. Every reference begins with its prefix, so that a page that shows another
/// company's records gives itself away.
struct WorldCompany: Sendable {
    let name: String
    let prefix: String
    let first: String
    let last: String
    let position: String
    let isSupplier: Bool

    var email: String { "\(prefix.lowercased())@\(prefix.lowercased()).example" }

    /// In the order in which they can be stored: look-ups point backwards.
    var records: [IncomingRecord] {
        [account, contact, project] + tasks + quotes + orders + shipments + invoices + supplierInvoices + tickets
    }

    private func record(
        _ module: String, _ key: String, _ values: [String: Value], _ references: [String: String] = [:]
    )
        -> IncomingRecord
    {
        var record = IncomingRecord(module: module, externalID: "\(prefix)-\(key)")
        record.values = values
        record.references = references.mapValues { "\(prefix)-\($0)" }
        return record
    }

    private func text(_ value: String) -> Value { .text("\(prefix) \(value)") }

    private var account: IncomingRecord {
        record(
            "accounts", "ACCOUNT",
            [
                "name": .text(name), "code": .text("CU-\(prefix)"), "kind": .text(isSupplier ? "none" : "customer"),
                "is_supplier": .bool(isSupplier), "state": .text("open"), "town": text("Ville"), "email": .text(email),
                "note": text("note interne"),
            ])
    }

    private var contact: IncomingRecord {
        record(
            "contacts", "CONTACT",
            [
                "last_name": .text(last), "first_name": .text(first), "position": .text(position),
                "email": .text(email),
                "state": .text("open"), "note": text("note interne"),
            ], ["account_id": "ACCOUNT"])
    }

    private var project: IncomingRecord {
        record(
            "projects", "P-0001",
            [
                "ref": .text("\(prefix)-P-0001"), "title": text("Déménagement"), "state": .text("open"),
                "budget": .int(1_250_000), "starts_on": .text("2026-10-01"),
            ], ["account_id": "ACCOUNT"])
    }

    private var tasks: [IncomingRecord] {
        [(1, "Préparer", 100), (2, "Transporter", 40)].map { number, label, progress in
            record(
                "tasks", "TK-000\(number)",
                [
                    "ref": .text("\(prefix)-TK-000\(number)"), "label": text(label), "progress": .int(progress),
                ], ["project_id": "P-0001"])
        }
    }

    private var quotes: [IncomingRecord] {
        [(1, "signed", "2026-09-01"), (2, "open", "2026-11-10")].map { number, state, day in
            document("quotes", "Q", number, state, day, ["valid_until": .text("2026-12-31")], ["project_id": "P-0001"])
        }
    }

    private var orders: [IncomingRecord] {
        [(1, "delivered", "2026-09-05"), (2, "validated", "2026-11-12")].map { number, state, day in
            document("orders", "O", number, state, day, [:], ["quote_id": "Q-000\(number)"])
        }
    }

    private var shipments: [IncomingRecord] {
        [(1, "processed", "2026-09-12"), (2, "validated", "2026-11-18")].map { number, state, day in
            var record = document(
                "shipments", "S", number, state, day,
                [
                    "carrier": .text("Transports Duval"), "tracking_number": text("TRK\(number)"),
                ], ["order_id": "O-000\(number)"])
            for key in ["total_excl", "total_vat", "total_incl"] { record.values[key] = nil }
            return record
        }
    }

    /// The references of invoices have no letter: `SECRET-0001`.
    private var invoices: [IncomingRecord] {
        [(1, "unpaid", "2026-09-15"), (2, "paid", "2026-10-15"), (3, "partly_paid", "2026-11-15")].map {
            number, state, day in
            document(
                "invoices", "", number, state, day,
                [
                    "kind": .text("standard"), "due_date": .text("2026-11-\(10 + number * 5)"),
                    "remaining": .int(state == "paid" ? 0 : 60_000),
                ], number == 1 ? ["order_id": "O-0001"] : [:])
        }
    }

    private var supplierInvoices: [IncomingRecord] {
        [document("supplier_invoices", "SI", 1, "unpaid", "2026-10-20", ["kind": .text("standard")], [:])]
    }

    private var tickets: [IncomingRecord] {
        [(1, "solved"), (2, "needs_answer")].map { number, state in
            var record = record(
                "tickets", "T-000\(number)",
                [
                    "ref": .text("\(prefix)-T-000\(number)"), "subject": text("demande \(number)"),
                    "message": text("message"),
                    "kind": .text("HELP"), "severity": .text("NORMAL"), "state": .text(state),
                    "opened_at": .int(TestClock.start.milliseconds - Int64(number) * 86_400_000),
                ], ["account_id": "ACCOUNT", "contact_id": "CONTACT", "project_id": "P-0001"])
            record.comments = [
                comment(number, 1, "réponse", isPrivate: false), comment(number, 2, "note interne", isPrivate: true),
            ]
            return record
        }
    }

    private func comment(_ ticket: Int, _ number: Int, _ words: String, isPrivate: Bool) -> IncomingComment {
        IncomingComment(
            externalID: "\(prefix)-C-\(ticket)-\(number)", author: "Claire Martin", isFromStaff: true,
            isPrivate: isPrivate,
            at: TestClock.start, text: "\(prefix) \(words)")
    }

    private func document(
        _ module: String, _ letter: String, _ number: Int, _ state: String, _ day: String, _ more: [String: Value],
        _ references: [String: String]
    ) -> IncomingRecord {
        let key = letter.isEmpty ? "000\(number)" : "\(letter)-000\(number)"
        var record = record(
            module, key,
            [
                "ref": .text("\(prefix)-\(key)"), "date": .text(day), "state": .text(state),
                "total_excl": .int(100_000),
                "total_vat": .int(20_000), "total_incl": .int(120_000), "note": text("note interne"),
            ], references.merging(["account_id": "ACCOUNT"]) { first, _ in first })
        record.values.merge(more) { _, new in new }
        if module != "shipments" { record.lines["lines"] = [line] }
        return record
    }

    private var line: IncomingLine {
        IncomingLine(values: [
            "kind": .text("product"), "label": text("article"), "quantity": .int(2_000_000),
            "unit_price": .int(500_000_000),
            "total_excl": .int(100_000), "total_incl": .int(120_000),
        ])
    }
}
