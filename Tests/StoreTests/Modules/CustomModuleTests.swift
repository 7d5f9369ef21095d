import Core
import Store
import TestSupport
import Testing

/// Modules and fields made at run time behave like those that came with the program.
@Suite struct CustomModuleTests {
    /// Every kind of field, with a value as somebody types it and as it is shown.
    private static let typed: [(FieldDefinition, input: String, shown: String)] = [
        (.named("Ligne", .line), "Été", "Été"), (.named("Texte", .paragraph), "deux\nlignes", "deux\nlignes"),
        (.named("E-mail", .email), "a@exemple.fr", "a@exemple.fr"),
        (.named("Téléphone", .phone), "+33 1 99 00 00 00", "+33\u{A0}1\u{A0}99\u{A0}00\u{A0}00\u{A0}00"),
        (.named("Adresse", .address), "1 rue X\n75001 Paris", "1 rue X\n75001 Paris"),
        (
            .named("Urgence", .choice) {
                $0.choices = [
                    .init("low", Phrase(fr: "Faible", en: "Low")), .init("high", Phrase(fr: "Haute", en: "High")),
                ]
            }, "high", "Haute"
        ),
        (
            .named("Jours", .choices) {
                $0.choices = [
                    .init("mon", Phrase(fr: "Lundi", en: "Monday")), .init("tue", Phrase(fr: "Mardi", en: "Tuesday")),
                ]
            }, "tue,mon", "Lundi, Mardi"
        ),
        (.named("Poids", .number) { ($0.scale, $0.unit) = (2, "kg") }, "12,5", "12,5\u{A0}kg"),
        (.named("Montant", .money), "1 234,5", "1\u{202F}234,50\u{A0}€"),
        (.named("Jour", .day), "2026-11-22", "22/11/2026"),
        (.named("Moment", .moment), "2026-11-22T14:30", "22/11/2026 14:30"), (.named("Fait", .yesNo), "1", "Oui"),
        (.named("Pays", .country), "FR", "France"),
    ]

    @Test(arguments: Engine.allCases) func everyKindOfFieldIsStoredAndShown(_ engine: Engine) async throws {
        try await engine.withWorkshop { workshop in
            let module = try await workshop.interventions()
            #expect(module == "interventions")
            var values: [String: Value] = ["name": .text("Chaudière")]
            var keys: [String] = []
            for (field, input, _) in Self.typed {
                keys.append(try await workshop.add(field, to: module))
                values[keys[keys.count - 1]] = try field.field.type.read(input)
            }
            let (id, given) = (workshop.world.ids.next(), values)
            let record = try await workshop.records(module) { records in
                _ = try records.create(given, by: .system("test"), at: TestClock.start, id: id)
                return try records.find(id)
            }
            let found = try #require(record)
            #expect(found.title == "Chaudière")
            for (key, (field, _, shown)) in zip(keys, Self.typed) {
                let type = try #require(found.module[key]?.type)
                #expect(type.show(found[key], Formats(.fr)) == shown, "\(field.label.fr)")
            }
        }
    }

    @Test(arguments: Engine.allCases) func aBuiltInModuleGetsFieldsAndKeepsItsRecords(_ engine: Engine) async throws {
        try await engine.withWorkshop { workshop in
            let key = try await workshop.add(.named("N° de chantier", .line) { $0.isSorted = true }, to: "invoices")
            #expect(key == "n_de_chantier")
            let atu = workshop.world.atu["invoices"][0]
            try await workshop.records("invoices") { invoices in
                let found = try invoices.find(atu)
                let before = try #require(found)
                #expect(before[key].isNull && before.has(key))
                try invoices.update(atu, version: before.version, [key: .text("Élan 12")], at: TestClock.start)
                var query = Query(sort: Sort(key))
                query.search = "elan"
                #expect(try invoices.list(query).records.map(\.id) == [atu])
            }
        }
    }

    @Test(arguments: Engine.allCases) func subformsAreTablesOfTheirOwn(_ engine: Engine) async throws {
        try await engine.withWorkshop { workshop in
            let module = try await workshop.interventions()
            let version = try await workshop.version(of: module)
            let pieces = try await workshop.change {
                try $0.addSubform(Phrase(fr: "Pièces", en: "Parts"), to: module, version: version)
            }
            let price = try await workshop.add(.named("Prix", .money), to: module, .subform(pieces))
            let (id, ids) = (workshop.world.ids.next(), workshop.world.ids)
            let rows = try await workshop.records(module) { records in
                _ = try records.create(["name": .text("X")], by: .system("test"), at: TestClock.start, id: id)
                let subform = try #require(records.module.subforms.first)
                try records.replaceLines(
                    subform, of: id, version: 1, with: [SentLine(["label": .text("Joint"), price: .int(250)])],
                    ids: ids,
                    at: TestClock.start)
                let record = try records.find(id)
                return try records.lines(subform, of: #require(record)).map { $0[price] }
            }
            #expect(rows == [.int(250)])
            // A built-in sub-form takes fields too.
            let serial = try await workshop.add(.named("N° de série", .line), to: "invoices", .subform("lines"))
            let invoice = workshop.world.atu["invoices"][0]
            try await workshop.records("invoices") { invoices in
                let lines = try #require(invoices.module.subforms.first)
                #expect(lines[serial] != nil)
                let record = try invoices.find(invoice)
                _ = try invoices.lines(lines, of: #require(record))
            }
        }
    }

    @Test(arguments: Engine.allCases) func theSortOfAModuleMayChange(_ engine: Engine) async throws {
        try await engine.withWorkshop { workshop in
            let module = try await workshop.interventions()
            let account = try await workshop.add(.named("Client", .lookup) { $0.target = "accounts" }, to: module)
            #expect(account == "client_id")
            let due = try await workshop.add(.named("Échéance", .day) { $0.isSorted = true }, to: module)
            let version = try await workshop.version(of: module)
            var definition = try #require(try await workshop.definition(of: module))
            definition.sort = SortDefinition(due, descending: true)
            let wanted = definition
            try await workshop.change { try $0.save(wanted, of: module, version: version) }
            let catalog = try await workshop.catalog()
            #expect(catalog[module]?.sort == Sort(due, descending: true))
            let ids = workshop.world.ids
            let order = try await workshop.records(module) { records in
                for (name, day) in [("a", "2026-01-02"), ("b", "2026-01-03"), ("c", nil)] {
                    _ = try records.create(
                        ["name": .text(name), due: .text(day)], by: .system("test"), at: TestClock.start, id: ids.next()
                    )
                }
                return try records.list(Query(sort: records.module.sort)).records.map(\.title)
            }
            #expect(order == ["b", "a", "c"])
        }
    }

    /// While a field is not sorted by, names that are written do not reach its sort column; they are there when it counts again.
    @Test(arguments: Engine.allCases) func sortingThatComesBackKnowsEveryName(_ engine: Engine) async throws {
        try await engine.withWorkshop { workshop in
            let module = try await workshop.interventions()
            let site = try await workshop.add(.named("Site", .line) { $0.isSorted = true }, to: module)
            func sorted(_ isSorted: Bool) async throws {
                let version = try await workshop.version(of: module)
                let known = try await workshop.definition(of: module)?.fields.first { $0.key == site }
                var field = try #require(known)
                field.isSorted = isSorted
                let wanted = field
                try await workshop.change { try $0.change(wanted, of: module, .module, version: version) }
            }
            let ids = workshop.world.ids
            func add(_ name: String) async throws {
                _ = try await workshop.records(module) {
                    try $0.create(
                        ["name": .text(name), site: .text(name)], by: .system("test"), at: TestClock.start,
                        id: ids.next())
                }
            }
            try await add("Lyon")
            try await sorted(false)
            try await add("Évry")
            try await add("Agen")
            try await sorted(true)
            let names = try await workshop.records(module) {
                try $0.list(Query(sort: Sort(site, descending: false))).records.map(\.title)
            }
            #expect(names == ["Agen", "Évry", "Lyon"])
        }
    }
}
