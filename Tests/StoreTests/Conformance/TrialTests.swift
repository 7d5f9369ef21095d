import Core
import Store
import TestSupport
import Testing

/// A trial sees its own changes, leaves none, and keeps nobody waiting.
@Suite struct TrialTests {
    @Test(arguments: Engine.allCases) func nothingOfItStays(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let seen = try await database.trial { connection in
                try connection.run("UPDATE \"state\" SET \"version\" = 41 WHERE \"id\" = 1")
                return try connection.int("SELECT \"version\" FROM \"state\" WHERE \"id\" = 1")
            }
            #expect(seen == 41)
            #expect(try await database.read { try $0.int("SELECT \"version\" FROM \"state\" WHERE \"id\" = 1") } != 41)
            await #expect(throws: StoreError.self) {
                try await database.trial { _ in throw StoreError.failed(reason: "a mistake") }
            }
        }
    }

    @Test(arguments: Engine.allCases) func othersWriteMeanwhile(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hasBegun, mayEnd) = (Gate(), Gate())
            async let tried: Void = database.trial { connection in
                try connection.run("DELETE FROM \"people\"")
                hasBegun.open()
                mayEnd.wait()
            }
            await hasBegun.opened()
            try await database.write { try Settings($0).set(.company, "Meanwhile") }
            mayEnd.open()
            try await tried
            #expect(try await database.read { try Settings($0)[.company] } == "Meanwhile")
        }
    }
}
