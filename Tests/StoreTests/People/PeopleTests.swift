import Core
import Store
import TestSupport
import Testing

/// People, the names they sign in with, and their accesses.
@Suite struct PeopleTests {
    @Test(arguments: [
        ("Atu", "Lenobli", "atu.lenobli"), ("Éléonore", "Œuvré", "eleonore.oeuvre"),
        ("Jean-Pierre", "d’Ormesson", "jeanpierre.dormesson"),
        ("", "Dupont", "dupont"), ("Zoé", "", "zoe"), ("Łukasz", "Straße", "ukasz.strasse"), ("", "", "utilisateur"),
        ("李", "王", "utilisateur"),
        ("R2", "D2", "r2.d2"), ("Ana Maria", "de la Cruz", "anamaria.delacruz"),
    ])
    func aUsernameIsProposed(_ first: String, _ last: String, _ expected: String) {
        #expect(usernameBase(first: first, last: last) == expected)
    }

    @Test func everyProposedUsernameIsOne() {
        for last in ["A", "Wu", "李", "…", String(repeating: "x", count: 90), String(repeating: "é", count: 39) + "a"] {
            for first in ["", "O", "Jean"] {
                #expect(isUsername(usernameBase(first: first, last: last)), "\(first) \(last)")
            }
        }
    }

    @Test(arguments: Engine.allCases) func aTakenUsernameGetsANumber(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let ids = world.ids
            let names = try await world.database.write { connection in
                try (1...4).map { _ in
                    let people = People(connection)
                    let name = try people.proposeUsername(first: "ATU", last: "Lénobli")
                    try people.add(person(name, email: nil), id: ids.next(), at: TestClock.start)
                    return name
                }
            }
            #expect(names == ["atu.lenobli2", "atu.lenobli3", "atu.lenobli4", "atu.lenobli5"])
        }
    }

    @Test(arguments: Engine.allCases) func namesThatDifferInCaseAreTaken(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let ids = world.ids
            for new in [
                person("Atu.Lenobli", email: nil), person("autre", email: "ATU@Atu.Example"),
                person("ATU.LENOBLI", email: "x@y.example"),
            ] {
                #expect(
                    await failure {
                        try await world.database.write { try People($0).add(new, id: ids.next(), at: TestClock.start) }
                    } == .duplicate)
            }
            try await world.database.write { connection in
                for number in 1...2 {
                    try People(connection).add(
                        person(nil, email: nil, last: "\(number)"), id: ids.next(), at: TestClock.start)
                }
            }
            let renamed = await failure {
                try await world.database.write {
                    try People($0).rename(world.secret.person, first: "Inès", last: "Secret", email: "ATU@ATU.example")
                }
            }
            #expect(renamed == .duplicate)
        }
    }

    @Test(arguments: Engine.allCases) func peopleAreFoundByEitherName(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            for name in ["atu.lenobli", "ATU.Lenobli", "atu@atu.example", "Atu@ATU.example"] {
                let found = try await world.database.read { try People($0).named(name)?.id }
                #expect(found == world.atu.person, "\(name)")
            }
            for name in ["", "atu", "atu.lenobli%", "_tu.lenobli", "atu.lenobli "] {
                let found = try await world.database.read { try People($0).named(name)?.id }
                #expect(found == nil, "\(name)")
            }
            let (staff, hasAdministrator) = try await world.database.read {
                (try People($0).staff().map(\.id), try People($0).hasAdministrator())
            }
            #expect(staff == [world.claire, world.administrator, world.bruno] && hasAdministrator)
        }
    }

    @Test(arguments: Engine.allCases) func aPasswordActivatesAndATemporaryOneEnds(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let end = TestClock.start + .hours(24)
            try await world.database.write {
                try People($0).setPassword("hash", of: world.atu.person, temporaryUntil: end, at: TestClock.start)
            }
            let temporary = try await world.database.read { try People($0).find(world.atu.person) }
            #expect(
                temporary?.passwordHash == "hash" && temporary?.mustChange == true && temporary?.temporaryUntil == end)
            try await world.database.write {
                try People($0).setPassword("chosen", of: world.atu.person, at: TestClock.start)
            }
            let chosen = try await world.database.read { try People($0).find(world.atu.person) }
            #expect(chosen?.passwordHash == "chosen" && chosen?.mustChange == false && chosen?.temporaryUntil == nil)
        }
    }

    @Test(arguments: Engine.allCases) func anAccessIsRemovedWithItsSessions(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            try await world.database.write { connection in
                try Sessions(connection).start(
                    [1], publicID: RecordID(1), person: world.atu.person, access: world.atu.access, address: "",
                    agent: "", at: TestClock.start,
                    until: TestClock.start + .hours(1))
                try Accesses(connection).remove(world.atu.access)
                try People(connection).remove(world.atu.person)
            }
            let (access, person, session) = try await world.database.read { connection in
                (
                    try Accesses(connection).find(world.atu.access) != nil,
                    try People(connection).find(world.atu.person) != nil,
                    try Sessions(connection).find([1], at: TestClock.start) != nil
                )
            }
            #expect([access, person, session] == [false, false, false])
        }
    }

    @Test(arguments: Engine.allCases) func aPersonHasOneAccessOfAKindToARecord(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let new = Accesses.New(
                person: world.atu.person, userType: world.userType,
                anchor: Journal.Subject("contacts", world.atu.contact), account: world.atu.account,
                permissions: .none, validFrom: Day(iso: "2026-01-01"), validUntil: Day(iso: "2026-12-31"),
                createdBy: world.claire)
            let ids = world.ids
            #expect(
                await failure {
                    try await world.database.write { try Accesses($0).add(new, id: ids.next(), at: TestClock.start) }
                } == .duplicate)
        }
    }

    private func person(_ username: String?, email: String?, last: String = "Lenobli") -> People.New {
        People.New(kind: .external, username: username, email: email, firstName: "Atu", lastName: last, language: nil)
    }
}
