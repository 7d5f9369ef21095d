import Core
import Store
import TestSupport
import Testing

/// Statements that run for every request or every mail stay the same however many people and mails there are.
@Suite struct BusyStatementTests {
    @Test(arguments: Engine.allCases) func aSessionIsFoundByIndexesAlone(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await crowd(world)
            let plan = try await plan(of: Sessions.finding([1, 2, 3], at: world.now), world)
            #expect(!plan.contains("accesses_by_state") && !plan.contains("SCAN"), "\(plan)")
            #expect(!plan.contains("Seq Scan on accesses") && !plan.contains("Seq Scan on people"), "\(plan)")
        }
    }

    @Test(arguments: Engine.allCases) func theNextMailIsFoundWithoutSorting(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await crowd(world)
            let plan = try await plan(of: Outbox.due(1, at: world.now), world)
            #expect(plan.contains("outbox_by_rank"), "\(plan)")
            #expect(!plan.contains("TEMP B-TREE") && !plan.contains("Sort"), "\(plan)")
        }
    }

    /// Enough people and mails for a planner to care.
    private func crowd(_ world: World) async throws {
        let (ids, now, type, account) = (world.ids, world.now, world.userType, world.atu.account)
        try await world.database.write { connection in
            for number in 0..<3000 {
                let (person, access) = (ids.next(), ids.next())
                try People(connection).add(
                    .init(
                        kind: .external, username: "foule.\(number)", email: nil, firstName: "", lastName: "Foule",
                        language: nil), id: person, at: now)
                try Accesses(connection).add(
                    .init(
                        person: person, userType: type, anchor: .init("contacts", ids.next()), account: account,
                        permissions: .all, validFrom: nil, validUntil: nil, createdBy: nil), id: access, at: now)
                try Accesses(connection).setState(.active, of: access)
                try Outbox(connection).add(
                    .init(
                        kind: "test", person: nil, subject: nil, sender: "a@b.example", recipients: ["c@d.example"],
                        title: "x", body: "y", language: .fr, createdBy: nil, isBulk: number % 100 != 0),
                    id: ids.next(), host: "b.example", at: now)
            }
        }
        // PostgreSQL knows its tables by statistics; SQLite has to do without, as it does in a new installation.
        try await world.database.write { connection in
            if connection.dialect == .postgres { try connection.script("ANALYZE") }
        }
    }

    private func plan(of sql: SQL, _ world: World) async throws -> String {
        try await world.database.read { connection in
            let explain: SQL = connection.dialect == .sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN "
            return try connection.rows(explain + sql).flatMap { $0.values.compactMap(\.text) }.joined(separator: "\n")
        }
    }
}
