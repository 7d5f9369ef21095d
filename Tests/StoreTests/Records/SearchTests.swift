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
        ("nu", ["Nu"]), ("n'y est pas", []), ("o'", ["O’Brien & Fils", "O'Neil"]), ("'", ["O’Brien & Fils", "O'Neil"]),
        ("o’brien", ["O’Brien & Fils"]), ("o'brien", ["O’Brien & Fils"]),
        ("oʼbrien", ["O’Brien & Fils"]), ("o′neil", ["O'Neil"]), ("o＇neil", ["O'Neil"]),
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
            for typed in [
                "14202,71", "14 202,71 €", "14\u{202F}202,71\u{A0}€", "14,202.71", "€14,202.71", "14202", "14 202",
            ] {
                for viewer in [world.buyer, world.staff] {
                    #expect(try await find(typed, "invoices", world, as: viewer).map(\.id) == [id], "\(typed)")
                }
            }
            for typed in ["14202,70", "14202,00", "014202", "1420"] {
                #expect(try await find(typed, "invoices", world, as: world.buyer).isEmpty, "\(typed)")
            }
            var grant = Grant(see: .through(Scope.Path(["account_id"], to: .account)))
            grant.fields = ["ref": .read]
            let blind = world.viewer(of: world.atu, ["invoices": grant])
            #expect(try await find("14202,71", "invoices", world, as: blind).isEmpty)
        }
    }

    /// Staff find documents by the name of their account; nobody else does, and other words of the account are not its name.
    @Test(arguments: Engine.allCases) func theNameOfTheAccountFindsItsDocuments(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            for typed in ["Atu SARL", "sarl atu", "ATU sarl"] {
                let found = try await find(typed, "invoices", world, as: world.staff)
                #expect(found.count == 3 && found.allSatisfy { $0.title.hasPrefix("ATU-") }, "\(typed)")
                #expect(try await find(typed, "invoices", world, as: world.buyer).isEmpty, "\(typed)")
            }
            #expect(try await find("Secret SA", "contacts", world, as: world.staff).map(\.id) == [world.secret.contact])
            #expect(try await find("Ville", "orders", world, as: world.staff).isEmpty)
            var grants = [String: Grant](
                uniqueKeysWithValues: world.catalog.modules.map { ($0.key, Grant(see: .everyone)) })
            grants["invoices"]?.fields = ["ref": .read, "account_id": .read]
            grants["accounts"]?.fields = ["code": .read]
            let blind = Viewer(staff: world.bruno, name: "Bruno Petit", grants: Grants(grants))
            #expect(try await find("Atu SARL", "invoices", world, as: blind).isEmpty)
        }
    }

    /// More accounts than are listed one by one, and the same answer.
    @Test(arguments: Engine.allCases) func manyAccountsOfOneNameAreFoundToo(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let added = try await Catalogue.addAccounts((1...205).map { "Toiture \($0)" }, to: world)
            let ids = world.ids
            try await world.write("orders", as: world.staff) { orders in
                for account in [added[0], added[204]] {
                    let values: [String: Value] = [
                        "ref": .text("T"), "date": .text("2026-01-01"), "account_id": .id(account),
                        "state": .text("draft"),
                    ]
                    _ = try orders.create(values, by: .system("test"), at: TestClock.start, id: ids.next())
                }
            }
            #expect(try await find("toiture", "orders", world, as: world.staff).count == 2)
            #expect(try await find("toiture 205", "orders", world, as: world.staff).count == 1)
        }
    }

    @Test(arguments: Engine.allCases) func aTelephoneNumberIsFoundHoweverItIsWritten(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await world.write("contacts", as: world.staff) { contacts in
                let version = try #require(try contacts.find(world.atu.contact)).version
                let values: [String: Value] = [
                    "phone_work": .text("01 99 00 98 79"), "phone_mobile": .text("+33 (0)6 99.00.11.22"),
                ]
                try contacts.update(world.atu.contact, version: version, values, at: TestClock.start)
            }
            for typed in [
                "0199009879", "01 99 00 98 79", "+33 1 99 00 98 79", "01.99.00.98.79", "0699001122", "06 99 00 11 22",
            ] {
                #expect(
                    try await find(typed, "contacts", world, as: world.staff).map(\.id) == [world.atu.contact],
                    "\(typed)")
            }
            #expect(try await find("0199009870", "contacts", world, as: world.staff).isEmpty)
            // Who sees one of the numbers finds by that one alone.
            var grant = Grant(see: .everyone)
            grant.fields = ["last_name": .read, "phone_work": .read]
            let viewer = Viewer(staff: world.bruno, name: "Bruno Petit", grants: Grants(["contacts": grant]))
            #expect(try await find("01 99 00 98 79", "contacts", world, as: viewer).count == 1)
            #expect(try await find("0699001122", "contacts", world, as: viewer).isEmpty)
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
