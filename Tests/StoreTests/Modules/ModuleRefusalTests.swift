import Core
import Store
import TestSupport
import Testing

/// Changes that cannot be are refused whole, with the reason.
@Suite struct ModuleRefusalTests {
    @Test(arguments: Engine.allCases) func takenAndReservedNames(_ engine: Engine) async throws {
        try await engine.withWorkshop { workshop in
            _ = try await workshop.interventions()
            let again = try await workshop.refusal { _ = try await workshop.interventions() }
            #expect(problems(again).contains("many"))
            let reserved = try await workshop.change { change in
                try change.create(
                    .init(one: Phrase(same: "Person"), many: Phrase(same: "People")), naming: Phrase(same: "Nom"),
                    reserved: ["home"])
            }
            #expect(reserved == "people_2", "tables of Parvis itself keep their names")
            let field = try await workshop.add(.named("Version", .line), to: "interventions")
            #expect(field == "version_2")
            let twice = try await workshop.refusal {
                _ = try await workshop.add(.named("VERSION", .line), to: "interventions")
            }
            #expect(problems(twice) == ["fields.version_3"])
        }
    }

    @Test(arguments: Engine.allCases) func aCircleOfMandatoryLookups(_ engine: Engine) async throws {
        try await engine.withWorkshop { workshop in
            let jobs = try await workshop.interventions()
            let sites = try await workshop.change {
                try $0.create(
                    .init(one: Phrase(same: "Chantier"), many: Phrase(same: "Chantiers")), naming: Phrase(same: "Nom"),
                    reserved: [])
            }
            _ = try await workshop.add(
                .named("Chantier", .lookup) { ($0.target, $0.isRequired) = (sites, true) }, to: jobs)
            let before = try await workshop.definition(of: sites)
            let refused = try await workshop.refusal {
                _ = try await workshop.add(
                    .named("Intervention", .lookup) { ($0.target, $0.isRequired) = (jobs, true) }, to: sites)
            }
            #expect(problems(refused) == ["target"])
            #expect(try await workshop.definition(of: sites) == before)
            _ = try await workshop.add(.named("Intervention", .lookup) { $0.target = jobs }, to: sites)
        }
    }

    @Test(arguments: Engine.allCases) func aTypeThatWouldLoseData(_ engine: Engine) async throws {
        try await engine.withWorkshop { workshop in
            let jobs = try await workshop.interventions()
            let key = try await workshop.add(
                .named("Urgence", .choice) {
                    $0.choices = [.init("a", Phrase(same: "A")), .init("b", Phrase(same: "B"))]
                },
                to: jobs)
            let id = workshop.world.ids.next()
            try await workshop.records(jobs) {
                _ = try $0.create(
                    ["name": .text("X"), key: .text("b")], by: .system("test"), at: TestClock.start, id: id)
            }
            let version = try await workshop.version(of: jobs)
            var field = try #require(try await workshop.definition(of: jobs)?.fields.last)
            field.kind = .number
            let other = field
            let changed = try await workshop.refusal {
                try await workshop.change { try $0.change(other, of: jobs, .module, version: version) }
            }
            #expect(problems(changed) == ["kind"])
            field.kind = .choice
            field.choices = [.init("a", Phrase(same: "A"))]
            let fewer = field
            let held = try await workshop.refusal {
                try await workshop.change { try $0.change(fewer, of: jobs, .module, version: version) }
            }
            #expect(problems(held) == ["choices"])
            field.choices = [.init("b", Phrase(same: "B"))]
            let unused = field
            try await workshop.change { try $0.change(unused, of: jobs, .module, version: version) }
        }
    }

    @Test(arguments: Engine.allCases) func twoAdministratorsAtOnce(_ engine: Engine) async throws {
        try await engine.withWorkshop { workshop in
            let jobs = try await workshop.interventions()
            let version = try await workshop.version(of: jobs)
            _ = try await workshop.add(.named("Un", .line), to: jobs)
            let late = try await workshop.refusal {
                _ = try await workshop.change { try $0.add(.named("Deux", .line), to: jobs, .module, version: version) }
            }
            guard case .stale(let name, _) = late else { throw StoreError.failed(reason: "the later one won") }
            #expect(name == "Alice Moreau")
        }
    }

    /// The tables stand in the way of each other: nothing of the change is there afterwards.
    @Test(arguments: Engine.allCases) func aSchemaChangeThatFailsHalfway(_ engine: Engine) async throws {
        try await engine.withWorkshop { workshop in
            let jobs = try await workshop.interventions()
            try await workshop.world.database.write {
                try $0.script("ALTER TABLE \"interventions\" ADD COLUMN \"deux\" INTEGER")
            }
            let version = try await workshop.version(of: jobs)
            var definition = try #require(try await workshop.definition(of: jobs))
            definition.fields += [
                FieldDefinition("un", Phrase(same: "Un"), .line), FieldDefinition("deux", Phrase(same: "Deux"), .line),
            ]
            let wanted = definition
            await #expect(throws: StoreError.self) {
                try await workshop.change { try $0.save(wanted, of: jobs, version: version) }
            }
            #expect(try await workshop.version(of: jobs) == version)
            let known = try await workshop.world.database.read {
                try $0.rows("SELECT 1 FROM \"ledger\" WHERE \"name\" = 'column interventions.un'").count
            }
            #expect(known == 0)
            #expect(try await workshop.add(.named("Un", .line), to: jobs) == "un")
        }
    }

    private func problems(_ refusal: DefinitionRefusal?) -> Set<String> {
        guard case .problems(let problems) = refusal else { return [] }
        return Set(problems.keys)
    }
}
