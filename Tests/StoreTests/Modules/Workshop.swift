import Core
import Store
import TestSupport

/// A world whose administrator makes modules.
struct Workshop {
    let world: World

    /// Makes a change as the administrator, `days` after the test began.
    func change<T: Sendable>(days: Int64 = 0, _ body: @escaping @Sendable (ModuleChange) throws -> T) async throws -> T
    {
        let (ids, now) = (world.ids, TestClock.start + .days(days))
        let author = Author(kind: .staff, id: world.administrator, name: "Alice Moreau")
        return try await world.database.write {
            try body(ModuleChange($0, builtIn: .builtIn, ids: ids, by: author, at: now))
        }
    }

    /// *Interventions*, as somebody would make it.
    func interventions() async throws -> String {
        try await change { change in
            try change.create(
                .init(
                    one: Phrase(fr: "Intervention", en: "Job"), many: Phrase(fr: "Interventions", en: "Jobs")),
                naming: Phrase(fr: "Objet", en: "Subject"), reserved: ["home"])
        }
    }

    /// Adds a field and returns its key.
    func add(_ field: FieldDefinition, to key: String, _ place: ModuleChange.Place = .module) async throws -> String {
        let version = try await version(of: key)
        return try await change { try $0.add(field, to: key, place, version: version) }
    }

    func version(of key: String) async throws -> Int64 {
        try await world.database.read { try Definitions($0).find(key)?.version ?? 0 }
    }

    func definition(of key: String) async throws -> ModuleDefinition? {
        try await world.database.read { try Definitions($0).find(key)?.definition }
    }

    func catalog() async throws -> Catalog { try await world.database.read { try Definitions($0).catalog(.builtIn) } }

    /// Lends the records of a module, as staff see them, in a transaction.
    func records<T: Sendable>(_ key: String, _ body: @escaping @Sendable (SeenRecords) throws -> T) async throws -> T {
        let catalog = try await catalog()
        guard let module = catalog[key] else { throw StoreError.failed(reason: "no module \(key)") }
        let staff = Viewer(staff: world.claire, name: "Claire Martin", grants: .everything(in: catalog))
        return try await world.database.write { try body(Records($0, catalog).seen(by: staff, module)) }
    }

    /// The reason for which a change was refused.
    func refusal(_ body: () async throws -> Void) async throws -> DefinitionRefusal? {
        do {
            try await body()
            return nil
        } catch let refusal as DefinitionRefusal {
            return refusal
        }
    }
}

extension Engine {
    func withWorkshop(_ body: (Workshop) async throws -> Void) async throws {
        try await withWorld { try await body(Workshop(world: $0)) }
    }
}

extension FieldDefinition {
    /// A field called the same in both languages.
    static func named(_ name: String, _ kind: Kind, _ change: (inout FieldDefinition) -> Void = { _ in })
        -> FieldDefinition
    {
        var field = FieldDefinition("", Phrase(same: name), kind)
        change(&field)
        return field
    }
}
