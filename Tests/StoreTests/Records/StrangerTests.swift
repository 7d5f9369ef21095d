import Core
import Store
import TestSupport
import Testing

/// A record of another account does not exist, whatever the verb.
@Suite struct StrangerTests {
    @Test(arguments: Engine.allCases) func everyVerbSaysNotFound(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let viewer = Generous.viewer(world)
            for module in world.catalog.modules {
                for id in world.secret[module.key] + [RecordID(42)] {
                    let (found, may) = try await world.read(module.key, as: viewer) { seen in
                        (
                            [try seen.find(id), try seen.find(id, inBin: true)],
                            [try seen.mayEdit(id), try seen.mayDelete(id)]
                        )
                    }
                    #expect(found.allSatisfy { $0 == nil } && may == [false, false], "\(module.key)")
                    let titles = try await world.read(module.key, as: viewer) { try $0.titles([id]) }
                    #expect(titles.isEmpty, "\(module.key)")
                    let refusals = try await writes(id, module.key, world, as: viewer)
                    #expect(refusals == [.notFound, .notFound, .notFound], "\(module.key)")
                }
            }
        }
    }

    private func writes(_ id: RecordID, _ module: String, _ world: World, as viewer: Viewer) async throws -> [Refused?]
    {
        let now = world.now
        return [
            try await refusal {
                try await world.write(module, as: viewer) {
                    try $0.update(id, version: 1, ["note": .text("x")], at: now)
                }
            },
            try await refusal { try await world.write(module, as: viewer) { try $0.delete(id, at: now) } },
            try await refusal { try await world.write(module, as: viewer) { try $0.restore(id, at: now) } },
        ]
    }

    @Test(arguments: Engine.allCases) func listsHoldOnlyWhatIsOnesOwn(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            for company in world.companies {
                for module in world.catalog.modules where Preset.customer(world.catalog)[module.key] != nil {
                    let listed = try await world.read(module.key, as: world.viewer(of: company)) {
                        try $0.list(Query(sort: $0.module.sort)).records.map(\.id)
                    }
                    #expect(Set(listed) == Set(company[module.key]), "\(company.name), \(module.key)")
                }
            }
        }
    }

    @Test(arguments: Engine.allCases) func aStateOfAStrangersRecordStays(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let (ticket, now) = (world.secret["tickets"][1], world.now)
            let records = try await world.read("tickets", as: world.staff) { try $0.find(ticket) }
            let record = try #require(records)
            try await world.write("tickets", as: Generous.viewer(world)) {
                try $0.setState("solved", of: record, at: now)
            }
            let kept = try await world.read("tickets", as: world.staff) { try $0.find(ticket)?["state"] }
            #expect(kept == .text("needs_answer"))
        }
    }

    /// Modules that the grants do not name are as if they were not there.
    @Test(arguments: Engine.allCases) func withoutAGrantThereIsNothing(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let viewer = world.viewer(of: world.atu, [:])
            for module in world.catalog.modules {
                let (records, count, bin) = try await world.read(module.key, as: viewer) { seen in
                    let query = Query(sort: seen.module.sort)
                    return (
                        try seen.list(query).records.count, try seen.count(query, upTo: 9), try seen.bin(limit: 9).count
                    )
                }
                #expect([records, count, bin] == [0, 0, 0])
            }
        }
    }
}
