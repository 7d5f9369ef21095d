import Core
import Store
import TestSupport
import Testing

/// Search for somebody who may see some of the searched fields: the same words, the same folding, over those fields alone.
@Suite struct PartialSearchTests {
    /// The same searches as for staff, once within an account family and once over the whole module.
    @Test(arguments: Engine.allCases) func theSameIsFoundOverTheFieldsThatMayBeSeen(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let added = try await Catalogue.addAccounts(SearchTests.names, to: world)
            for viewer in viewers(world, added, ["name": .read, "state": .read]) {
                for (typed, names) in SearchTests.searches {
                    let found = try await find(typed, world, viewer).filter { added.contains($0.id) }
                    #expect(Set(found.compactMap { $0["name"].text }) == names, "\(typed)")
                }
            }
        }
    }

    @Test(arguments: Engine.allCases) func wordsMayBeInDifferentFieldsButNotInHiddenOnes(_ engine: Engine) async throws
    {
        try await engine.withWorld { world in
            let id = try await Catalogue.addAccounts(["Éclair & Fils"], to: world)[0]
            try await world.write("accounts", as: world.staff) { accounts in
                let values: [String: Value] = [
                    "town": .text("Ébène"), "alias": .text("Foudre"), "email": .text("cachée@eclair.example"),
                ]
                try accounts.update(id, version: 1, values, at: TestClock.start)
            }
            let fields: [String: FieldRight] = ["name": .read, "town": .read]
            for viewer in viewers(world, [id], fields) {
                for typed in ["ebene eclair", "FILS ébè", "écl", "& éb"] {
                    #expect(try await find(typed, world, viewer).map(\.id) == [id], "\(typed)")
                }
                // In a field that is hidden, or at the seam of two fields.
                for typed in ["foudre", "eclair foudre", "cachee", "@", "example", "fils ebene foudre", "filsebene"] {
                    #expect(try await find(typed, world, viewer).isEmpty, "\(typed)")
                }
            }
        }
    }

    @Test(arguments: Engine.allCases) func pagesAndCountsAgree(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let names = (1...40).map { $0 % 4 == 0 ? "Autre \($0)" : "Été \($0)" }
            let added = try await Catalogue.addAccounts(names, to: world)
            let expected = zip(added, names).filter { $0.1.hasPrefix("Été") }.map(\.0)
            for viewer in viewers(world, added, ["name": .read]) {
                let found = try await world.read("accounts", as: viewer) { accounts in
                    var query = Query(sort: Sort("name"))
                    (query.search, query.limit) = ("ETE", 7)
                    #expect(try accounts.count(query, upTo: 100) == expected.count)
                    var (ids, next): ([RecordID], Position?) = ([], .first)
                    while let position = next {
                        query.position = position
                        let page = try accounts.list(query)
                        ids += page.records.map(\.id)
                        next = page.next
                    }
                    return ids
                }
                #expect(found.count == expected.count && Set(found) == Set(expected))
            }
        }
    }

    /// A member of the family, and staff of whom fields are kept.
    private func viewers(_ world: World, _ family: [RecordID], _ fields: [String: FieldRight]) -> [Viewer] {
        [Scope.through(Scope.Path([], to: .family)), .everyone].map { scope in
            var grant = Grant(see: scope)
            grant.fields = fields
            let grants = Grants(["accounts": grant])
            guard scope != .everyone else { return Viewer(staff: world.bruno, name: "Bruno Petit", grants: grants) }
            return Viewer(
                access: world.atu.access, person: world.atu.person, name: "Atu Lenobli", grants: grants,
                anchor: world.atu.contact, account: world.atu.account, family: family)
        }
    }

    private func find(_ typed: String, _ world: World, _ viewer: Viewer) async throws -> [Record] {
        try await world.read("accounts", as: viewer) { accounts in
            var query = Query(sort: Sort("name"))
            (query.search, query.limit) = (typed, 100)
            return try accounts.list(query).records
        }
    }
}
