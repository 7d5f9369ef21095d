import Core
import Store
import TestSupport
import Testing

/// Search finds what people mean, on both engines the same, and nothing that the viewer may not see.
@Suite struct SearchTests {
    static let names = [
        "Éléonore Œuvré", "100% Pur", "a_b Studio", "axb Studio", "1000 Purs", "O’Brien & Fils", "O'Neil",
        "Le \"Grand\" Hôtel",
        "C:\\Temp", "Straße GmbH", "Ülkü™", "x^é", "日本語商店", "Nu",
    ]

    /// What is typed, and the names that are found.
    static let searches: [(String, Set<String>)] = [
        ("eleonore", ["Éléonore Œuvré"]), ("ÉLÉONORE", ["Éléonore Œuvré"]), ("oeuvre", ["Éléonore Œuvré"]),
        ("ŒUVRÉ éléo", ["Éléonore Œuvré"]),
        ("léonore", ["Éléonore Œuvré"]), ("studio", ["a_b Studio", "axb Studio"]), ("a_b", ["a_b Studio"]),
        ("_", ["a_b Studio"]),
        ("%", ["100% Pur"]), ("100%", ["100% Pur"]), ("100", ["100% Pur", "1000 Purs"]),
        ("pur 100", ["100% Pur", "1000 Purs"]),
        ("nu", ["Nu"]), ("n'y est pas", []), ("o'", ["O'Neil"]), ("'", ["O'Neil"]), ("o’brien", ["O’Brien & Fils"]),
        ("& fils", ["O’Brien & Fils"]),
        ("\"", ["Le \"Grand\" Hôtel"]), ("\"grand\" hotel", ["Le \"Grand\" Hôtel"]), ("grand\" OR \"", []),
        ("\\", ["C:\\Temp"]),
        ("c:\\temp", ["C:\\Temp"]), ("\\t", ["C:\\Temp"]), ("strasse", ["Straße GmbH"]), ("STRASSE", ["Straße GmbH"]),
        ("ulku", ["Ülkü™"]),
        ("ÜLKÜ™", ["Ülkü™"]), ("ulkutm", ["Ülkü™"]), ("日本語", ["日本語商店"]), ("商", ["日本語商店"]), ("x^é", ["x^é"]),
        ("x^", ["x^é"]),
        ("OR", ["Éléonore Œuvré"]), ("NOT studio", []), ("*", []), ("a*", []), ("search_text:nu", []), ("$1", []),
    ]

    @Test(arguments: Engine.allCases) func staffFindTheSameOnBothEngines(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let added = Set(try await Catalogue.addAccounts(Self.names, to: world))
            for (typed, names) in Self.searches {
                let found = try await find(typed, "accounts", world, as: world.staff).filter { added.contains($0.id) }
                #expect(Set(found.compactMap { $0["name"].text }) == names, "\(typed)")
            }
        }
    }

    /// Somebody who sees some of the records searches without the index.
    @Test(arguments: Engine.allCases) func aScopedViewerFindsTheSame(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let added = try await Catalogue.addAccounts(Self.names, to: world)
            var grant = Grant(see: .through(Scope.Path([], to: .family)))
            for field in Module.accounts.fields { grant.fields[field.key] = .read }
            let viewer = Viewer(
                access: world.atu.access, person: world.atu.person, name: "Atu Lenobli",
                grants: Grants(["accounts": grant]),
                anchor: world.atu.contact, account: world.atu.account, family: added)
            for (typed, names) in Self.searches {
                let found = try await find(typed, "accounts", world, as: viewer)
                #expect(Set(found.compactMap { $0["name"].text }) == names, "\(typed)")
            }
        }
    }

    @Test(arguments: Engine.allCases) func searchFollowsChangesOfARecord(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let id = try await Catalogue.addAccounts(["Premier nom"], to: world)[0]
            try await world.write("accounts", as: world.staff) {
                try $0.update(id, version: 1, ["name": .text("Second nom")], at: TestClock.start)
            }
            let (old, new) = (
                try await find("premier", "accounts", world, as: world.staff),
                try await find("second", "accounts", world, as: world.staff)
            )
            #expect(old.isEmpty && new.map(\.id) == [id])
            try await world.write("accounts", as: world.staff) { try $0.delete(id, at: TestClock.start) }
            #expect(try await find("second", "accounts", world, as: world.staff).isEmpty)
        }
    }

    @Test(arguments: Engine.allCases) func nobodyFindsTheRecordsOfOthers(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            for module in world.catalog.modules {
                for typed in ["secret", "SECRET-0001", "se", "s", "-"] {
                    let found = try await find(typed, module.key, world, as: world.buyer)
                    #expect(found.allSatisfy { !"\($0.row.values)".contains("SECRET") }, "\(module.key) \(typed)")
                }
            }
            #expect(try await find("atu-0001", "invoices", world, as: world.buyer).count == 1)
            #expect(try await find("secret-0001", "invoices", world, as: world.staff).count == 1)
        }
    }

    /// Whether a search matches must not tell what a hidden field holds.
    @Test(arguments: Engine.allCases) func searchDoesNotRevealHiddenFields(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            var grant = Grant(see: .through(Scope.Path([], to: .account)))
            grant.fields = ["name": .read, "code": .read]
            let viewer = world.viewer(of: world.atu, ["accounts": grant])
            for typed in ["ville", "ATU Ville", "atu@atu.example", "@", "example"] {
                let found = try await find(typed, "accounts", world, as: viewer)
                #expect(found.isEmpty, "\(typed)")
            }
            for typed in ["atu", "ATU SARL", "cu-atu", "sarl", "u-a"] {
                let found = try await find(typed, "accounts", world, as: viewer)
                #expect(found.count == 1, "\(typed)")
            }
            grant.fields = ["state": .read]
            let blind = world.viewer(of: world.atu, ["accounts": grant])
            let found = try await find("atu", "accounts", world, as: blind)
            #expect(found.isEmpty)
        }
    }

    /// A total finds its document, written the French or the English way, for whoever may see totals.
    @Test(arguments: Engine.allCases) func anAmountFindsTheDocument(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let id = try await world.write("invoices", as: world.staff) { seen in
                let one = try #require(
                    try seen.list(Query(sort: seen.module.sort)).records.first { $0.title == "ATU-0001" })
                let amounts: [String: Value] = [
                    "total_excl": .int(1_183_559), "total_vat": .int(236_712), "total_incl": .int(1_420_271),
                    "paid": .null, "remaining": .null,
                ]
                try seen.update(one.id, version: 1, amounts, at: TestClock.start)
                return one.id
            }
            for typed in ["14202,71", "14 202,71 €", "14\u{202F}202,71\u{A0}€", "14,202.71", "€14,202.71"] {
                for viewer in [world.buyer, world.staff] {
                    #expect(try await find(typed, "invoices", world, as: viewer).map(\.id) == [id], "\(typed)")
                }
            }
            #expect(try await find("14202,70", "invoices", world, as: world.buyer).isEmpty)
            var grant = Grant(see: .through(Scope.Path(["account_id"], to: .account)))
            grant.fields = ["ref": .read]
            let blind = world.viewer(of: world.atu, ["invoices": grant])
            #expect(try await find("14202,71", "invoices", world, as: blind).isEmpty)
        }
    }

    @Test(arguments: Engine.allCases) func aSearchWithoutWordsIsNone(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            for typed in ["", "  ", "\u{A0}", "\u{301}"] {
                let found = try await find(typed, "invoices", world, as: world.buyer)
                #expect(found.count == 3)
            }
        }
    }

    private func find(_ typed: String, _ module: String, _ world: World, as viewer: Viewer) async throws -> [Record] {
        try await world.read(module, as: viewer) { seen in
            var query = Query(sort: seen.module.sort)
            query.search = typed
            query.limit = 100
            let records = try seen.list(query).records
            #expect(try seen.count(query, upTo: 1000) == records.count)
            return records
        }
    }
}
