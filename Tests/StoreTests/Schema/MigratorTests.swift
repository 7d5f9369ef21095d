import Core
import Store
import TestSupport
import Testing

/// The schema grows and is never edited.
@Suite struct MigratorTests {
    @Test(arguments: Engine.allCases) func fromEmptyEverythingIsMadeOnce(_ engine: Engine) async throws {
        try await engine.withEmptyDatabase { database in
            let migrator = migrator(.builtIn, database)
            let pending = try await migrator.pending()
            let made = try await migrator.migrate()
            #expect(made == pending && Set(made).count == made.count)
            for table in ["table invoices", "table people", "table audit", "table invoice_lines", "search invoices"] {
                #expect(made.contains(table))
            }
            #expect(try await migrator.pending() == [])
            #expect(try await migrator.migrate() == [])
            #expect(try await database.read { try Portals($0).version() } == 1)
        }
    }

    @Test(arguments: Engine.allCases) func nodesThatStartTogetherMakeItOnce(_ engine: Engine) async throws {
        try await engine.withEmptyDatabase { database in
            let made = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 1...3 { group.addTask { try await migrator(.small, database).migrate().count } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(made.count { $0 > 0 } == 1)
        }
    }

    @Test(arguments: Engine.allCases) func onlyTheNewFieldAndModuleAreMade(_ engine: Engine) async throws {
        try await engine.withDatabase(.small) { database in
            let old = try await database.write { try create("accounts", ["name": .text("Atu SARL")], 10, .small, $0) }
            let made = try await migrator(.grown, database).migrate()
            #expect(
                !made.isEmpty
                    && made.allSatisfy { $0.contains("colour") || $0.contains("gadget") || $0.contains("parent_id") })
            #expect(made.contains("column accounts.colour") && made.contains("index accounts_by_colour"))
            #expect(made.contains("table gadgets") && made.contains("table gadget_parts"))
            #expect(try await migrator(.grown, database).migrate() == [])
            let rows = try await database.write { connection in
                _ = try create(
                    "accounts", ["name": .text("Roux"), "colour": .text("red"), "parent_id": .id(old)], 11, .grown,
                    connection)
                _ = try create("gadgets", ["name": .text("Vis"), "account_id": .id(old)], 12, .grown, connection)
                return try connection.rows(
                    "SELECT \"name\", \"colour\", \"parent_id\" FROM \"accounts\" ORDER BY \"id\""
                ).map(\.values)
            }
            #expect(rows == [[.text("Atu SARL"), .null, .null], [.text("Roux"), .text("red"), .id(old)]])
        }
    }

    @Test(arguments: Engine.allCases) func aShippedObjectThatChangedIsRefused(_ engine: Engine) async throws {
        try await engine.withDatabase(.small) { database in
            for changed in [Catalog.retyped, .requiring, .resorted] {
                await #expect(throws: StoreError.self) { try await migrator(changed, database).migrate() }
            }
            // Nothing was made on the way, and the old program still starts.
            let made = try await migrator(.small, database).migrate()
            let pending = try await migrator(.grown, database).pending()
            #expect(made == [] && pending.contains("table gadgets"))
        }
    }

    /// The look-ups of a field that came later are held by the database as those of a new table are.
    @Test(arguments: Engine.allCases) func aLaterLookupIsHeld(_ engine: Engine) async throws {
        try await engine.withDatabase(.small) { database in
            try await migrator(.grown, database).migrate()
            let orphan: SQL = """
                INSERT INTO "accounts" ("id", "author_kind", "created_at", "updated_at", "search_text", "name", "parent_id") \
                VALUES (1, 'system', 0, 0, '', 'x', 999)
                """
            #expect(await failure { try await database.write { try $0.run(orphan) } } == .refused)
        }
    }

    private func migrator(_ catalog: Catalog, _ database: any Database) -> Migrator {
        Migrator(database: database, catalog: catalog, clock: TestClock().clock)
    }

    private func create(
        _ key: String, _ values: [String: Value], _ id: Int64, _ catalog: Catalog, _ connection: any Connection
    ) throws
        -> RecordID
    {
        guard let module = catalog[key] else { throw Stop() }
        let staff = Viewer(staff: RecordID(1), name: "Claire Martin", grants: .everything(in: catalog))
        return try Records(connection, catalog).seen(by: staff, module)
            .create(values, by: .system("test"), at: TestClock.start, id: RecordID(id))
    }
}

extension Catalog {
    private static let name = Field("name", fr: "Nom", en: "Name").required().searched().sorted()
    private static let note = Field("note", fr: "Note", en: "Note")

    static let small = Catalog([accounts([name, note])])
    static let grown = Catalog([
        accounts([
            name, note, Field("colour", fr: "Couleur", en: "Colour").sorted(),
            Field("parent_id", fr: "Maison mère", en: "Parent", LookupType("accounts")),
        ]),
        module(
            "gadgets", [name, Field("account_id", fr: "Tiers", en: "Account", LookupType("accounts"))],
            [
                Subform("parts", table: "gadget_parts", label: Phrase(same: "Parts"), fields: [note])
            ]),
    ])
    /// Programs that would edit what is there.
    static let retyped = Catalog([accounts([name, Field("note", fr: "Note", en: "Note", NumberType())])])
    static let requiring = Catalog([accounts([name, note.required()])])
    static let resorted = Catalog([
        accounts([Field("name", fr: "Nom", en: "Name").required().searched().sortedByName(), note])
    ])

    private static func accounts(_ fields: [Field]) -> Module { module("accounts", fields, []) }
    private static func module(_ key: String, _ fields: [Field], _ subforms: [Subform]) -> Module {
        Module(
            key, one: Phrase(same: key), many: Phrase(same: key), title: "name", sort: Sort("name"), columns: ["name"],
            subforms: subforms, fields: fields)
    }
}
