import Core
import Features
import Store
import TestSupport
import Testing

/// The leak test on both engines: nothing crosses, and it cleans up after itself.
@Suite struct LeakTestTests {
    @Test(arguments: Engine.allCases) func nothingCrosses(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let report = try await LeakTest(app: app).run()
            #expect(report.problems == [])
            #expect(report.requests > 100)
            // Nothing of what the rights of the world show was out of its sight.
            #expect(report.notReached.allSatisfy { $0.contains("signing in") }, "\(report.notReached)")
            let staff = world.staff
            for module in app.catalog.modules {
                let records = try await app.records {
                    try $0.seen(by: staff, module).list(Query(sort: module.sort)).records
                }
                #expect(records.allSatisfy { !$0.title.hasPrefix("leaktest") }, "\(module.key)")
            }
        }
    }

    @Test func aRuleThatLetsEverybodySeeIsFound() async throws {
        try await Engine.sqlite.withWorld { world in
            let (type, id) = (world.userType, world.ids.next())
            var grant = Grant(see: .everyone)
            grant.fields = ["ref": .read, "date": .read]
            let wrong = grant
            try await world.database.write { try Portals($0).setGrant(wrong, module: "invoices", of: type, id: id) }
            let report = try await LeakTest(app: try world.app()).run()
            #expect(report.problems.contains { $0.contains("invoices") })
        }
    }

    /// Made-up grants on every module, custom ones with lines and layouts among them, for two user types: nothing crosses.
    @Test(arguments: Engine.allCases) func nothingCrossesWhateverIsGranted(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let catalog = try await customModules(world)
            let (ids, portal, first) = (world.ids, world.portal.id, world.userType)
            for seed in UInt64(1)...(engine == .sqlite ? 4 : 2) {
                var grants = MadeUpGrants(catalog, TestSupport.SeededRandom(seed &* 7919))
                let (one, two, now) = (grants.make(main: "contacts"), grants.make(main: "contacts"), world.now)
                try await world.database.write { connection in
                    let change = UserTypeChange(connection, catalog, ids: ids, by: .system("test"), at: now)
                    let portals = Portals(connection)
                    guard let type = try portals.userType(first) else { throw UserTypeRefusal.notFound }
                    var document = try portals.document(of: type)
                    document.grants = one.mapValues(GrantDocument.init)
                    try change.save(document, of: first, version: type.version)
                    _ = try change.create(
                        UserTypeDocument(
                            key: "", name: Phrase(same: "Autres \(seed)"), mainModule: "contacts", grants: two),
                        in: portal)
                    try change.open(Set(catalog.modules.map(\.key)), in: portal)
                }
                let app = try world.app()
                try await app.refresh()
                let report = try await LeakTest(app: app).run()
                #expect(report.problems == [], "seed \(seed)")
                #expect(report.requests > 1000)
            }
        }
    }

    private func customModules(_ world: World) async throws -> Catalog {
        let (ids, now) = (world.ids, world.now)
        return try await world.database.write { connection in
            func change() -> ModuleChange {
                ModuleChange(connection, builtIn: .builtIn, ids: ids, by: .system("test"), at: now)
            }
            func version(_ key: String) throws -> Int64 { try Definitions(connection).find(key)?.version ?? 0 }
            func link(_ name: String, _ target: String) -> FieldDefinition {
                var field = FieldDefinition("", Phrase(same: name), .lookup)
                field.target = target
                return field
            }
            let jobs = try change().create(
                .init(one: Phrase(same: "Intervention"), many: Phrase(same: "Interventions")),
                naming: Phrase(same: "Objet"), reserved: [])
            _ = try change().add(link("Demandeur", "contacts"), to: jobs, .module, version: version(jobs))
            let file = FieldDefinition("", Phrase(same: "Pièce"), .file)
            _ = try change().add(file, to: jobs, .module, version: version(jobs))
            _ = try change().addSubform(Phrase(same: "Étapes"), to: jobs, version: version(jobs))
            let visits = try change().create(
                .init(one: Phrase(same: "Visite"), many: Phrase(same: "Visites")), naming: Phrase(same: "Nom"),
                reserved: [])
            _ = try change().add(link("Intervention", jobs), to: visits, .module, version: version(visits))
            var definition = try Definitions(connection).find(visits)?.definition ?? ModuleDefinition()
            definition.layouts = [
                Layout(Layout.standard, Phrase(same: "Standard"), []), Layout("autre", Phrase(same: "Autre"), []),
            ]
            try change().save(definition, of: visits, version: version(visits))
            return try Definitions(connection).catalog(.builtIn)
        }
    }
}

/// Rights as a grid could have them, drawn at random.
private struct MadeUpGrants {
    private let catalog: Catalog
    private var random: TestSupport.SeededRandom

    init(_ catalog: Catalog, _ random: TestSupport.SeededRandom) {
        self.catalog = catalog
        self.random = random
    }

    mutating func make(main: String) -> [String: Grant] {
        var grants: [String: Grant] = [:]
        for module in catalog.modules where !random.once(in: 8) {
            let ways = ScopePaths(catalog).offered(module, main: main).map(\.scope).filter { $0 != .everyone }
            guard let scope = random.pick(ways) else { continue }
            var grant = Grant(see: scope)
            grant.create = random.once(in: 2)
            grant.editOwn = random.once(in: 2)
            grant.editShared = random.once(in: 2)
            grant.delete = random.once(in: 2)
            grant.clone = random.once(in: 2)
            grant.notes = right()
            grant.files = right()
            grant.view = random.once(in: 2) ? .cards : .list
            grant.fields = rights(module)
            if module.hasLayouts, random.once(in: 2) { grant.otherLayouts["autre"] = rights(module) }
            grants[module.key] = grant
        }
        return grants
    }

    private mutating func rights(_ module: Module) -> [String: FieldRight] {
        module.grantable.keys.sorted().reduce(into: [:]) { $0[$1] = right() }
    }

    private mutating func right() -> FieldRight { random.pick([.hidden, .read, .edit]) ?? .hidden }
}
