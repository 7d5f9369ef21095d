import Core
import Store

/// Makes custom modules of 100 fields, granted to the first user type, for `bin/bench`: what many rights cost each request.
package struct BenchModules: Sendable {
    private let count: Int
    private let app: App
    private static let fields = 98

    package init(count: Int, app: App) {
        self.count = count
        self.app = app
    }

    /// Does nothing when they are there.
    package func make() async throws {
        guard app.catalog["bench_1"] == nil else { return }
        let (ids, now, builtIn, count) = (app.ids, app.clock.now, app.grants.builtIn, count)
        try await app.database.write { connection in
            let change = ModuleChange(connection, builtIn: builtIn, ids: ids, by: .system("bench"), at: now)
            for number in 1...count {
                try change.save(
                    BenchModules.definition(number), of: "bench_\(number)", version: 0, verb: "module.created")
            }
            try grant(connection, count)
        }
        try await app.refresh()
    }

    private static func definition(_ number: Int) -> ModuleDefinition {
        let name = Phrase(same: "Mesure \(number)")
        var definition = ModuleDefinition(names: .init(one: name, many: name))
        var account = FieldDefinition("account_id", Phrase(same: "Tiers"), .lookup)
        account.target = "accounts"
        definition.fields = [FieldDefinition(Module.nameKey, Phrase(same: "Nom"), .line), account]
        definition.fields += (1...fields).map { FieldDefinition("field_\($0)", Phrase(same: "Champ \($0)"), .line) }
        return definition
    }

    private func grant(_ connection: any Connection, _ count: Int) throws {
        let portals = Portals(connection)
        guard let portal = try portals.all().first, let type = try portals.userTypes(of: portal.id).first else {
            return
        }
        var document = try portals.document(of: type)
        let catalog = try Definitions(connection).catalog(app.grants.builtIn)
        for module in catalog.modules where module.isCustom {
            var grant = Grant(see: .through(Scope.Path(["account_id"], to: .account)))
            grant.fields = module.grantable.mapValues { _ in .edit }
            document.grants[module.key] = GrantDocument(grant)
        }
        let change = UserTypeChange(connection, catalog, ids: app.ids, by: .system("bench"), at: app.clock.now)
        try change.save(document, of: type.id, version: type.version)
        try change.open(Set(catalog.modules.filter(\.isCustom).map(\.key)), in: portal.id)
    }
}
