import Core
import Store
import TestSupport

/// Many small records for tests of lists, stored by staff.
enum Catalogue {
    /// Sixty products with few prices, a third without any.
    static func addProducts(to world: World) async throws {
        let ids = world.ids
        try await world.write("products", as: world.staff) { products in
            for number in 0..<60 {
                var values: [String: Value] = [
                    "ref": .text("R\(number % 20)"), "label": .text(labels[number % labels.count]),
                    "kind": .text("product"),
                    "state": .text(number % 2 == 0 ? "on_sale" : "off_sale"),
                ]
                if number % 3 != 0 { values["price_excl"] = .int(Int64(number % 5) * 100 - 100) }
                if number % 4 == 0 { values["vat_rate"] = .int(2000) }
                _ = try products.create(values, by: .system("test"), at: TestClock.start, id: ids.next())
            }
        }
    }

    static let labels = ["Écrou", "ecrou", "Écrin", "Ancre", "Œillet", "oeuf", "Zinc", "Çà", "cale", "ÂME", "ame"]

    /// Accounts with these names, in that order.
    static func addAccounts(_ names: [String], to world: World) async throws -> [RecordID] {
        let ids = world.ids
        return try await world.write("accounts", as: world.staff) { accounts in
            try names.map { name in
                let values: [String: Value] = ["name": .text(name), "kind": .text("customer"), "state": .text("open")]
                return try accounts.create(values, by: .system("test"), at: TestClock.start, id: ids.next())
            }
        }
    }
}
