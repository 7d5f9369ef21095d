package import Core
import Foundation

/// Saves what an administrator decides about modules: definition, tables, journal and what undoing needs, all or nothing.
package struct ModuleChange {
    let connection: any Connection
    /// The modules that came with the program.
    let builtIn: Catalog
    let ids: RecordIDGenerator
    let author: Author
    let now: Instant

    /// How long PostgreSQL waits for people who use a table that changes.
    private static let patience = Interval.seconds(5)

    package init(
        _ connection: any Connection, builtIn: Catalog, ids: RecordIDGenerator, by author: Author, at now: Instant
    ) {
        self.connection = connection
        self.builtIn = builtIn
        self.ids = ids
        self.author = author
        self.now = now
    }

    /// Puts `definition` in the place of the one of `version` (0 for a module without any) and brings the tables to it. Throws
    /// `DefinitionRefusal`.
    package func save(_ definition: ModuleDefinition, of key: String, version: Int64, verb: String = "module.saved")
        throws
    {
        // Whoever changes modules meanwhile waits here: what is read below is what will be replaced.
        try SchemaLedger(connection).prepare(patience: ModuleChange.patience)
        let stored = try Definitions(connection).find(key)
        if let stored, stored.version != version {
            throw DefinitionRefusal.stale(by: stored.updatedBy, at: stored.updatedAt)
        }
        if stored == nil, version != 0 { throw DefinitionRefusal.notFound }
        let catalog = try catalog(with: definition, of: key)
        let problems = definition.problems(key, in: catalog)
        guard problems.isEmpty else { throw DefinitionRefusal.problems(problems) }
        try ChoiceUses(connection).check(definition, since: stored?.definition, of: key, in: catalog)
        try keepLaidOut(definition, since: stored?.definition, of: key)
        try bringTables(to: catalog)
        try fillSortColumns(of: key, catalog, since: stored?.definition)
        try write(definition, of: key, isNew: stored == nil)
        try remember(key, catalog[key] ?? builtIn[key], before: stored?.definition, after: definition, verb)
    }

    /// A layout that records lie in stays: their people would see them by other rights all at once.
    private func keepLaidOut(_ definition: ModuleDefinition, since before: ModuleDefinition?, of key: String) throws {
        for layout in before?.layouts ?? [] where layout.key != Layout.standard {
            guard !definition.layouts.contains(where: { $0.key == layout.key }) else { continue }
            let count =
                try connection.int(
                    "SELECT count(*) FROM \(Identifier(key)) WHERE \"layout\" = \(layout.key) AND \"deleted_at\" IS NULL"
                )
                ?? 0
            if count > 0 { throw DefinitionRefusal.inUse(ModuleChange.laidOut(layout, count)) }
        }
    }

    private static func laidOut(_ layout: Layout, _ count: Int64) -> Phrase {
        Phrase(
            fr:
                "\(count) fiche\(count > 1 ? "s ont" : " a") la disposition « \(layout.name.fr) » : donnez-leur une autre disposition avant de l’enlever.",
            en:
                "\(count) record\(count > 1 ? "s have" : " has") the layout “\(layout.name.en)”: give them another layout before removing it."
        )
    }

    private func catalog(with definition: ModuleDefinition, of key: String) throws -> Catalog {
        var all = try Definitions(connection).all().map { ($0.key, $0.definition) }
        if let index = all.firstIndex(where: { $0.0 == key }) {
            all[index].1 = definition
        } else {
            all.append((key, definition))
        }
        return builtIn.adapted(all)
    }

    private func bringTables(to catalog: Catalog) throws {
        let ledger = SchemaLedger(connection)
        let objects = catalog.objects(connection.dialect)
        try ledger.dropIndexes(notIn: Set(objects.map(\.name)), of: catalog)
        _ = try ledger.bring(to: objects, at: now)
    }

    /// While a field is not sorted by, or is removed, its sort column is not kept up: it is worked out anew when it counts again.
    private func fillSortColumns(of key: String, _ catalog: Catalog, since before: ModuleDefinition?) throws {
        guard let module = catalog[key] else { return }
        let kept = Set((before?.liveFields ?? []).map(\.field).filter(\.isSortedByName).map(\.key))
        try DerivedColumns(connection: connection, module: module).sort(
            by: module.fields.filter { $0.isCustom && $0.isSortedByName && !kept.contains($0.key) })
    }

    private func write(_ definition: ModuleDefinition, of key: String, isNew: Bool) throws {
        let body = try ModuleChange.text(definition)
        if isNew {
            try connection.run(
                "INSERT INTO \"definitions\" (\"id\", \"key\", \"body\", \"updated_at\", \"updated_by\", \"updated_by_name\") VALUES (\(ids.next()), \(key), \(body), \(now), \(author.id), \(author.name))"
            )
        } else {
            try connection.run(
                "UPDATE \"definitions\" SET \"body\" = \(body), \"version\" = \"version\" + 1, \"updated_at\" = \(now), \"updated_by\" = \(author.id), \"updated_by_name\" = \(author.name) WHERE \"key\" = \(key)"
            )
        }
        try Portals(connection).bumpVersion()
    }

    private func remember(
        _ key: String, _ module: Module?, before: ModuleDefinition?, after: ModuleDefinition, _ verb: String
    ) throws {
        let label = module?.many.fr ?? after.names?.many.fr ?? key
        try Changes(connection).add(
            .init(
                kind: .module, key: key, label: label, before: try before.map(ModuleChange.text),
                after: try ModuleChange.text(after)), id: ids.next(), by: author, at: now)
        try Journal(connection).append(.init(verb, detail: ["module": label, "key": key]), by: author, at: now)
    }

    static func text(_ definition: ModuleDefinition) throws -> String {
        try String(decoding: JSONEncoder.sorted.encode(definition), as: UTF8.self)
    }
}
