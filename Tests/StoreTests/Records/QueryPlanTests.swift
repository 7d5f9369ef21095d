import Core
import Store
import TestSupport
import Testing

/// The list that customers open most reads one index from one end, with no sorting.
@Suite struct QueryPlanTests {
    @Test(arguments: Engine.allCases) func aCustomersInvoicesComeFromTheCoveringIndex(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await fill(world)
            for query in try await queries(world) {
                let plan = try await plan(query, world)
                #expect(plan.contains("invoices_by_account_id"), "\(plan)")
                #expect(!plan.contains("USE TEMP B-TREE") && !plan.contains("Sort"), "\(plan)")
                if engine == .sqlite { #expect(plan.contains("COVERING INDEX"), "\(plan)") }
            }
        }
    }

    /// Several states over everybody's records are read state by state, and make the same pages as one list.
    @Test(arguments: Engine.allCases) func severalStatesMakeOneList(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await fill(world)
            let states = try await world.database.read { connection in
                try connection.rows("SELECT DISTINCT \"state\" FROM \"invoices\" ORDER BY 1").map { $0[0] }
            }
            #expect(states.count > 1)
            var query = Query(sort: Sort("date", descending: true))
            query.filters = [Filter("state", .oneOf(states))]
            query.limit = 40
            var all = Query(sort: query.sort)
            all.limit = 100
            let expected = try await world.read("invoices", as: world.staff) { [all] in try $0.list(all) }.records.map(
                \.id)
            let first = try await world.read("invoices", as: world.staff) { [query] in try $0.list(query) }
            query.position = try #require(first.next)
            let second = try await world.read("invoices", as: world.staff) { [query] in try $0.list(query) }
            #expect(first.records.map(\.id) + second.records.map(\.id) == Array(expected.prefix(80)))
            query.position = try #require(second.previous)
            let back = try await world.read("invoices", as: world.staff) { [query] in try $0.list(query) }
            #expect(back.records.map(\.id) == first.records.map(\.id))
        }
    }

    /// Whatever the scope, the records of one person are found by an index, never by looking at all of them.
    @Test(arguments: Engine.allCases) func everyScopeIsFoundByAnIndex(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await fill(world)
            let scopes: [Scope.Path] = [
                .init(["account_id"], to: .account), .init(["account_id"], to: .family), .init([], to: .named),
                .init(["project_id"], to: .projects), .init(["project_id", "account_id"], to: .account),
                .init(["order_id", "project_id", "account_id"], to: .account),
                .init(["order_id", "quote_id", "project_id", "account_id"], to: .account),
            ]
            for path in scopes {
                var grants = Preset.customer(world.catalog)
                grants["invoices"]?.see = .through(path)
                let viewer = world.viewer(of: world.atu, grants)
                let query = Query(sort: Sort("date", descending: true))
                let plan = try await plan(query, world, viewer)
                #expect(!plan.contains("SCAN invoices") && !plan.contains("Seq Scan on invoices"), "\(path): \(plan)")
            }
        }
    }

    /// The first page, and from the middle of the list the next page and the one before.
    private func queries(_ world: World) async throws -> [Query] {
        let first = Query(sort: Sort("date", descending: true))
        var (queries, half) = ([first], first)
        half.limit = 1250
        let page = try await world.read("invoices", as: world.buyer) { [half] in try $0.list(half) }
        for position in [page.next, page.next.flatMap(\.reversed)].compactMap(\.self) {
            var query = first
            query.position = position
            queries.append(query)
        }
        #expect(page.records.count == 1250 && queries.count == 3)
        return queries
    }

    private func plan(_ query: Query, _ world: World, _ viewer: Viewer? = nil) async throws -> String {
        let buyer = viewer ?? world.buyer
        return try await world.database.read { connection in
            let recorder = RecordingConnection(connection)
            _ = try Records(recorder, world.catalog).seen(by: buyer, .invoices).list(query)
            guard let statement = recorder.statements.last else { throw Stop() }
            let explained: SQL =
                connection.dialect == .sqlite ? "EXPLAIN QUERY PLAN \(statement)" : "EXPLAIN \(statement)"
            return try connection.rows(explained).flatMap { $0.values.compactMap(\.text) }.joined(separator: "\n")
        }
    }

    /// 50,000 invoices of 20 accounts and 1,000 orders.
    private func fill(_ world: World) async throws {
        try await world.database.write { connection in
            let day: SQL =
                connection.dialect == .sqlite
                ? "date('2020-01-01', '+' || (\"i\" % 2000) || ' days')" : "DATE '2020-01-01' + (\"i\" % 2000)::integer"
            try connection.run(
                """
                INSERT INTO "accounts" ("id", "author_kind", "created_at", "updated_at", "search_text", "name", "kind", "state") \
                WITH RECURSIVE "n" ("i") AS (SELECT 1 UNION ALL SELECT "i" + 1 FROM "n" WHERE "i" < 20) \
                SELECT "i", 'system', 0, 0, '', 'a', 'customer', 'open' FROM "n"
                """)
            try connection.run(
                """
                INSERT INTO "orders" ("id", "author_kind", "created_at", "updated_at", "search_text", "ref", "date", "account_id", "state") \
                WITH RECURSIVE "n" ("i") AS (SELECT 1 UNION ALL SELECT "i" + 1 FROM "n" WHERE "i" < 1000) \
                SELECT "i", 'system', 0, 0, 'x', 'O' || "i", \(day), 1 + "i" % 20, 'delivered' FROM "n"
                """)
            try connection.run(
                """
                INSERT INTO "invoices" ("id", "author_kind", "created_at", "updated_at", "search_text", "ref", "date", "account_id", "order_id", "kind", "state", "total_incl") \
                WITH RECURSIVE "n" ("i") AS (SELECT 1 UNION ALL SELECT "i" + 1 FROM "n" WHERE "i" < 50000) \
                SELECT "i", 'system', 0, 0, 'x', 'F' || "i", \(day), CASE WHEN "i" % 20 = 0 THEN \(world.atu.account) ELSE "i" % 20 END, 1 + "i" % 1000, 'standard', 'paid', "i" FROM "n"
                """)
            try connection.script("ANALYZE")
        }
    }
}

extension Position {
    /// The page on the other side of the same key.
    fileprivate var reversed: Position? {
        switch self {
        case .after(let key): .before(key)
        case .before(let key): .after(key)
        case .first: nil
        }
    }
}

/// Passes statements on and keeps them.
private final class RecordingConnection: Connection {
    private let inner: any Connection
    private(set) var statements: [SQL] = []

    init(_ inner: any Connection) { self.inner = inner }

    var dialect: Dialect { inner.dialect }
    func rows(_ sql: SQL) throws -> [Row] {
        statements.append(sql)
        return try inner.rows(sql)
    }
    @discardableResult func run(_ sql: SQL) throws -> Int { try inner.run(sql) }
    func each(_ sql: SQL, _ body: (Row) throws -> Void) throws { try inner.each(sql, body) }
    func script(_ text: SQL) throws { try inner.script(text) }
    func savepoint<T>(_ body: () throws -> T) throws -> T { try inner.savepoint(body) }
}
