import Core
import Features
import Foundation
import Testing

/// The demo capture against figures computed from Dolibarr's own answers.
struct DolibarrFactsTests {
    @Test(arguments: [
        ("accounts", 300), ("contacts", 420), ("products", 120), ("projects", 30), ("tasks", 120), ("quotes", 150),
        ("orders", 400),
        ("shipments", 100), ("invoices", 700), ("supplier_invoices", 60), ("tickets", 60),
    ])
    func everyRowIsARecord(module: String, count: Int) throws {
        let (records, refused) = try DolibarrWorld.read(module)
        #expect(records.count == count)
        #expect(refused == [])
        #expect(Set(records.map(\.externalID)).count == count)
        #expect(try DolibarrFolder(path: DolibarrWorld.demo).count(of: module) == count)
    }

    @Test func modulesStandAfterThoseTheyPointTo() throws {
        let order = try DolibarrFolder(path: DolibarrWorld.demo).modulesInOrder
        #expect(order.count == 11)
        for (index, key) in order.enumerated() {
            let targets = Set(try #require(Catalog.builtIn[key]).fields.compactMap(\.target)).subtracting([key])
            #expect(targets.isSubset(of: order[..<index]))
        }
    }

    @Test(arguments: [
        ("quotes", 168_839_399, 340), ("orders", 423_999_971, 918), ("invoices", 786_859_452, 1948),
        ("supplier_invoices", 25_751_727, 118),
    ])
    func totalsToTheCent(module: String, total: Int64, lines: Int) throws {
        let records = try DolibarrWorld.read(module).records
        #expect(records.sum("total_incl") == total)
        #expect(records.reduce(0) { $0 + ($1.lines["lines"]?.count ?? 0) } == lines)
    }

    @Test func invoices() throws {
        let all = try DolibarrWorld.read("invoices").records
        #expect(all.sum("total_excl") == 664_002_180)
        #expect(
            all.counts("state") == [
                "draft": 34, "unpaid": 150, "partly_paid": 68, "paid": 371, "credit": 47, "abandoned": 17,
                "replaced": 13,
            ])
        #expect(all.counts("kind") == ["standard": 608, "replacement": 13, "credit_note": 47, "deposit": 32])
        #expect(all.sum("remaining") == 254_483_762)
        #expect(all.filter { $0.references["source_id"] != nil }.count == 60)
        #expect(all.filter { $0.references["order_id"] != nil }.count == 22)
        let lines = all.flatMap { $0.lines["lines"] ?? [] }
        let rates = Dictionary(grouping: lines) { $0.values["vat_rate"]?.int ?? -1 }
        #expect(rates.mapValues(\.count) == [0: 29, 1000: 187, 2000: 1705, 550: 27])
        #expect(rates[550]?.reduce(0) { $0 + ($1.values["total_excl"]?.int ?? 0) } == 13_834_188)
        #expect(lines.filter { $0.references["product_id"] != nil }.count == 1787)
        #expect(lines.filter { $0.values["discount"]?.int != 0 }.count == 239)
        #expect(lines.filter { $0.values["label"]?.text == "Acompte déduit" }.count == 32)
    }

    @Test func invoicesOfAtu() throws {
        let atu = try DolibarrWorld.read("invoices").records.filter { $0.references["account_id"] == "2001" }
        #expect(atu.count == 200)
        #expect(atu.sum("total_incl") == 252_866_034)
        #expect(
            atu.counts("state") == [
                "draft": 10, "unpaid": 40, "partly_paid": 20, "paid": 108, "credit": 13, "abandoned": 5, "replaced": 4,
            ])
        let settled = atu.filter {
            ["unpaid", "partly_paid", "paid", "credit"].contains($0.values["state"]?.text ?? "")
        }
        #expect(settled.sum("total_incl") == 223_455_418)
    }

    @Test func accounts() throws {
        let all = try DolibarrWorld.read("accounts").records
        #expect(all.counts("kind") == ["none": 40, "customer": 219, "prospect": 34, "both": 7])
        #expect(all.counts("state") == ["closed": 15, "open": 285])
        #expect(all.sum("is_supplier") == 40)
        #expect(all.filter { $0.values["email"] == .null }.count == 50)
        #expect(all.filter { $0.references["parent_id"] != nil }.count == 13)
        #expect(all.filter { $0.values["country"] != .text("FR") }.count == 6)
        let tags = all.flatMap { ($0.values["tags"]?.text ?? "").split(separator: ", ") }
        #expect(tags.filter { $0 == "Grands comptes" }.count == 13 && tags.filter { $0 == "Fabricants" }.count == 6)
        let atu = try #require(all.first { $0.externalID == "2001" })
        #expect(atu.values["name"] == .text("Atu SARL"))
        #expect(atu.values["payment_terms"] == .text("60 jours"))
        #expect(atu.createdAt == Instant(seconds: 1_795_308_065))
    }

    @Test func contacts() throws {
        let all = try DolibarrWorld.read("contacts").records
        #expect(all.counts("state") == ["open": 402, "disabled": 18])
        #expect(all.filter { $0.values["email"] == .null }.count == 70)
        #expect(all.filter { $0.values["first_name"] == .null }.count == 14)
        #expect(all.filter { $0.values["default_roles"] != .null }.count == 127)
        #expect(all.filter { $0.values["default_roles"]?.text?.contains(",invoices,") ?? false }.count == 106)
        #expect(all.allSatisfy { $0.references["account_id"] != nil })
        let birthdays = all.compactMap { $0.values["birthday"]?.text }
        #expect(birthdays.count == 14)
        #expect(birthdays.contains("1972-08-17") && birthdays.contains("1967-02-11"))
        #expect(all.filter { $0.values["tags"]?.text?.contains("Décideurs") ?? false }.count == 25)
    }

    /// Roles come from the orders' own answers; the lists of the others name contacts without saying what for.
    @Test(arguments: [("orders", 391, 926), ("invoices", 689, 792), ("quotes", 147, 147)])
    func contactsOfDocuments(module: String, documents: Int, contacts: Int) throws {
        let all = try DolibarrWorld.read(module).records
        let named = all.compactMap(\.contacts).filter { !$0.isEmpty }
        #expect(named.count == documents)
        #expect(named.reduce(0) { $0 + $1.count } == contacts)
        let roles = Dictionary(grouping: named.flatMap(\.self), by: \.role).mapValues(\.count)
        #expect(
            module == "orders"
                ? roles == [.customer: 403, .shipping: 391, .billing: 132] : roles == [.unknown: contacts])
    }

    @Test func statesOfTheOthers() throws {
        let states = { module in try DolibarrWorld.read(module).records.counts("state") }
        #expect(
            try states("quotes") == [
                "cancelled": 4, "draft": 15, "open": 56, "signed": 45, "refused": 15, "billed": 15,
            ])
        #expect(
            try states("orders") == [
                "cancelled": 20, "draft": 40, "validated": 178, "shipping": 42, "delivered": 40, "billed": 80,
            ])
        #expect(try states("shipments") == ["draft": 14, "validated": 42, "processed": 44])
        #expect(
            try states("supplier_invoices") == ["draft": 10, "unpaid": 19, "partly_paid": 9, "paid": 19, "credit": 3])
        #expect(try states("products") == ["on_sale": 116, "off_sale": 4])
        #expect(try states("projects") == ["draft": 3, "open": 23, "closed": 4])
        #expect(
            try states("tickets") == [
                "new": 6, "read": 6, "assigned": 6, "in_progress": 12, "needs_answer": 6, "on_hold": 6, "solved": 12,
                "abandoned": 6,
            ])
    }

    @Test func shipments() throws {
        let all = try DolibarrWorld.read("shipments").records
        #expect(all.filter { $0.values["tracking_number"] == .null }.count == 16)
        #expect(all.allSatisfy { $0.references["order_id"] != nil })
        let links = all.compactMap { $0.values["tracking_url"]?.text }
        #expect(links.count == 27)
        #expect(links.allSatisfy { $0.hasPrefix("http://wwwapps.ups.com/") && !$0.contains("<") })
        #expect(all.counts("carrier").keys.sorted() == ["Retrait sur place", "Transporteur", "UPS"])
        #expect(all.first { $0.externalID == "3" }?.values["weight"] == .int(19_000))
    }

    @Test func projectsAndTasks() throws {
        let (projects, tasks) = (try DolibarrWorld.read("projects").records, try DolibarrWorld.read("tasks").records)
        #expect(projects.filter { $0.references["account_id"] == nil }.count == 3)
        #expect(projects.filter { $0.values["ends_on"] == .null }.count == 5)
        #expect(projects[0].values["starts_on"] == .text("2024-01-08"))
        #expect(tasks.filter { $0.references["parent_id"] != nil }.count == 30)
        #expect(tasks.sum("planned_hours") == 124_900)
        #expect(tasks.filter { $0.values["progress"] == .int(100) }.count == 33)
    }

    @Test func messagesOfTickets() throws {
        let all = try DolibarrWorld.read("tickets").records
        let comments = all.flatMap(\.comments)
        // 120 messages, of which 30 only log that the ticket was made.
        #expect(comments.count == 90)
        #expect(comments.filter(\.isPrivate).count == 15)
        #expect(comments.allSatisfy { $0.isFromStaff && !$0.text.contains("<") })
        #expect(all.filter { $0.values["assigned_to"] == .null }.count == 20)
        #expect(all.first { $0.externalID == "4" }?.comments.first?.text == "Pouvez-vous préciser le n° de série ?")
        #expect(all.first { $0.externalID == "4" }?.values["opened_at"] == .instant(Instant(seconds: 1_737_015_300)))
    }

    @Test func noAddressOfTheSourceServerComesAlong() throws {
        let folder = try DolibarrFolder(path: DolibarrWorld.demo)
        for module in folder.modulesInOrder {
            for record in try DolibarrWorld.read(module).records {
                for value in record.values.values { #expect(!(value.text ?? "").contains("127.0.0.1")) }
            }
        }
    }
}
