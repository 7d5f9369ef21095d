import Core
import Store
import TestSupport
import Testing

/// What a change of rights is said to mean is what each person's own rule says, counted one by one.
@Suite struct AccessDiffTests {
    @Test(arguments: Engine.allCases) func theCountsAreThoseOfEachPerson(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let old = Preset.customer(world.catalog)
            var new = old
            new["invoices"] = nil
            new["quotes"]?.see = .through(Scope.Path([], to: .named))
            new["tasks"]?.see = .through(Scope.Path(["project_id", "account_id"], to: .account))
            new["products"] = Grant(see: .everyone)
            let open = world.catalog.modules.map(\.key)
            let diff = try await difference(world, old, new, open)
            #expect(diff.people == 3)
            for module in world.catalog.modules {
                let (gained, lost) = try await oneByOne(world, module, old, new)
                let told = diff.modules.first { $0.module.key == module.key }
                #expect(told?.gained.records ?? 0 == gained.reduce(0, +), "\(module.key)")
                #expect(told?.lost.records ?? 0 == lost.reduce(0, +), "\(module.key)")
                #expect(told?.gained.people ?? 0 == gained.count { $0 > 0 }, "\(module.key)")
                #expect(told?.lost.people ?? 0 == lost.count { $0 > 0 }, "\(module.key)")
            }
            let invoices = try #require(diff.modules.first { $0.module.key == "invoices" })
            #expect(
                invoices.lost.names.contains {
                    $0.name.contains("Lenobli") && $0.records == world.atu["invoices"].count
                })
        }
    }

    @Test func verbsAndFieldsAreTold() async throws {
        try await Engine.sqlite.withWorld { world in
            let old = Preset.customer(world.catalog)
            var new = old
            new["quotes"]?.clone = true
            new["quotes"]?.fields["total_incl"] = .hidden
            new["contacts"]?.fields["email"] = .read
            new["tickets"]?.notes = .read
            let open = world.catalog.modules.map(\.key)
            let diff = try await difference(world, old, new, open)
            let byKey = Dictionary(uniqueKeysWithValues: diff.modules.map { ($0.module.key, $0) })
            #expect(byKey["quotes"]?.given == [.clone] && byKey["quotes"]?.hidden == ["total_incl"])
            #expect(byKey["contacts"]?.closed == ["email"] && byKey["tickets"]?.taken == [.writeNotes])
            #expect(diff.changesSight)
            let closed = try await difference(world, old, old, open, after: open.filter { $0 != "orders" })
            #expect(closed.modules.map(\.module.key) == ["orders"] && closed.modules[0].lost.people > 0)
            #expect(try await difference(world, old, old, open).isEmpty)
        }
    }

    @Test(arguments: Engine.allCases) func statesAndDocumentsAreTold(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let invoice = try #require(world.atu["invoices"].first)
            _ = try await world.database.write {
                try $0.run("UPDATE \"invoices\" SET \"state\" = 'draft' WHERE \"id\" = \(invoice)")
            }
            let old = Preset.customer(world.catalog)
            var new = old
            new["invoices"]?.states = Set(Module.invoices.usualStates + ["draft"]).subtracting(["paid"])
            new["quotes"]?.fields["lines.unit_price"] = .hidden
            let open = world.catalog.modules.map(\.key)
            let diff = try await difference(world, old, new, open)
            let byKey = Dictionary(uniqueKeysWithValues: diff.modules.map { ($0.module.key, $0) })
            let invoices = try #require(byKey["invoices"])
            #expect(invoices.statesShown == ["draft"] && invoices.statesHidden == ["paid"])
            #expect(invoices.gained.people == 1 && invoices.gained.records == 1)
            #expect(invoices.lost.records == 3, "one paid invoice of each company")
            let quotes = try #require(byKey["quotes"])
            #expect(quotes.documents == false)
            #expect(Set(quotes.hidden).isSuperset(of: ["lines.unit_price", "lines.discount", "lines.total_incl"]))
            let back = try await difference(world, new, old, open)
            #expect(back.modules.first { $0.module.key == "quotes" }?.documents == true)
        }
    }

    private func difference(
        _ world: World, _ old: [String: Grant], _ new: [String: Grant], _ open: [String], after: [String]? = nil
    ) async throws -> AccessDiff {
        let (type, catalog) = (world.userType, world.catalog)
        return try await world.database.read {
            try AccessDiff.between(
                old: old, new: new, openBefore: open, openAfter: after ?? open, of: type, Records($0, catalog))
        }
    }

    /// For each company, how many records only the new, and only the old grants show.
    private func oneByOne(_ world: World, _ module: Module, _ old: [String: Grant], _ new: [String: Grant]) async throws
        -> (gained: [Int], lost: [Int])
    {
        var (gained, lost): ([Int], [Int]) = ([], [])
        for company in world.companies {
            let before = try await seen(world, module, world.viewer(of: company, old))
            let after = try await seen(world, module, world.viewer(of: company, new))
            gained.append(after.subtracting(before).count)
            lost.append(before.subtracting(after).count)
        }
        return (gained, lost)
    }

    private func seen(_ world: World, _ module: Module, _ viewer: Viewer) async throws -> Set<RecordID> {
        var query = Query(sort: module.sort)
        query.limit = 10_000
        let asked = query
        return Set(try await world.read(module.key, as: viewer) { try $0.list(asked).records.map(\.id) })
    }
}
