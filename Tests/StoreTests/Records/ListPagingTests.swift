import Core
import Store
import TestSupport
import Testing

/// Pages of a list, by key, forward and back.
@Suite struct ListPagingTests {
    @Test(arguments: Engine.allCases) func eachRowComesOnceOverNullsAndTies(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await Catalogue.addProducts(to: world)
            for (field, column) in [("price_excl", "price_excl"), ("ref", "ref_key"), ("label", "label_key")] {
                for isDescending in [false, true] {
                    let expected = try await order(world, column, isDescending)
                    #expect(expected.count == 60)
                    for limit in [1, 7, 25, 60, 100] {
                        var query = Query(sort: Sort(field, descending: isDescending))
                        query.limit = limit
                        let (forward, backward) = try await world.read("products", as: world.staff) { [query] in
                            try walk($0, query)
                        }
                        #expect(forward == expected, "\(field), descending \(isDescending), \(limit) a page")
                        #expect(
                            backward == expected, "\(field), descending \(isDescending), \(limit) a page, backwards")
                    }
                }
            }
        }
    }

    /// The order meant, made in memory: NULL is less than everything, ties follow the id, text is compared by its bytes.
    private func order(_ world: World, _ column: String, _ isDescending: Bool) async throws -> [RecordID] {
        let rows = try await world.database.read {
            try $0.rows("SELECT \"id\", \(Identifier(column)) FROM \"products\"")
        }
        func isLess(_ left: Row, _ right: Row) -> Bool {
            if left[1] != right[1] { return left[1] < right[1] }
            return (left[0].int ?? 0) < (right[0].int ?? 0)
        }
        let rising = rows.sorted(by: isLess).compactMap { $0[0].id }
        return isDescending ? rising.reversed() : rising
    }

    @Test(arguments: Engine.allCases) func namesAreSortedWithoutCaseAndAccents(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let names = [
                "zèbre", "Éclair", "Zoé", "eclat", "Œuvre", "Ángel", "oeuf", "ECLAIR B", "Çedille", "d'Or", "ÿ", "Ærø",
            ]
            let added = Set(try await Catalogue.addAccounts(names, to: world))
            let found = try await world.read("accounts", as: world.staff) { accounts in
                try accounts.list(Query(sort: Sort("name"))).records.filter { added.contains($0.id) }.compactMap {
                    $0["name"].text
                }
            }
            #expect(
                found == [
                    "Ærø", "Ángel", "Çedille", "d'Or", "Éclair", "ECLAIR B", "eclat", "oeuf", "Œuvre", "ÿ", "zèbre",
                    "Zoé",
                ])
        }
    }

    @Test(arguments: Engine.allCases) func theEndsOfAListHaveNoFurtherPage(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await Catalogue.addProducts(to: world)
            try await world.read("products", as: world.staff) { products in
                var query = Query(sort: Sort("ref"))
                query.limit = 30
                let first = try products.list(query)
                #expect(first.previous == nil && first.next != nil)
                query.position = first.next ?? .first
                let last = try products.list(query)
                #expect(last.previous != nil && last.next == nil && last.records.count == 30)
                query.position = last.previous ?? .first
                let back = try products.list(query)
                #expect(back.previous == nil && back.next != nil && back.records.map(\.id) == first.records.map(\.id))
                query.limit = 60
                query.position = .first
                let whole = try products.list(query)
                #expect(whole.previous == nil && whole.next == nil && whole.records.count == 60)
            }
        }
    }

    /// A record that goes away between two pages takes no other with it.
    @Test(arguments: Engine.allCases) func aPageBeginsWhereItsKeySaysEvenWhenTheRecordIsGone(_ engine: Engine)
        async throws
    {
        try await engine.withWorld { world in
            try await Catalogue.addProducts(to: world)
            var query = Query(sort: Sort("price_excl"))
            query.limit = 10
            let (all, next) = try await world.read("products", as: world.staff) { [query] products in
                (try walk(products, query).forward, try products.list(query).next)
            }
            try await world.write("products", as: world.staff) { try $0.delete(all[9], at: TestClock.start) }
            query.position = next ?? .first
            let page = try await world.read("products", as: world.staff) { [query] in
                try $0.list(query).records.map(\.id)
            }
            #expect(page == Array(all[10..<20]))
        }
    }

    @Test(arguments: Engine.allCases) func countsStopAtTheirBound(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await Catalogue.addProducts(to: world)
            let counts = try await world.read("products", as: world.staff) { products in
                var onSale = Query(sort: Sort("ref"))
                onSale.filters = [Filter("state", .equals(.text("on_sale")))]
                let all = Query(sort: Sort("ref"))
                return try [1, 59, 60, 61, 1000].map { try products.count(all, upTo: $0) } + [
                    try products.count(onSale, upTo: 1000)
                ]
            }
            #expect(counts == [1, 59, 60, 60, 60, 30])
        }
    }
}

extension Value {
    /// The order of both engines: NULL first, numbers as numbers, text by its bytes.
    fileprivate static func < (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, _): !right.isNull
        case (_, .null): false
        case (.int(let one), .int(let other)): one < other
        default: (left.text ?? "").utf8.lexicographicallyPrecedes((right.text ?? "").utf8)
        }
    }
}
