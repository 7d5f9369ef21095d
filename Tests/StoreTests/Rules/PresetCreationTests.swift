import Core
import Store
import TestSupport
import Testing

/// Every form that a preset offers ends in a record that its author sees, whoever the people are.
@Suite struct PresetCreationTests {
    @Test(arguments: Preset.allCases) func whatIsOfferedWorks(_ preset: Preset) async throws {
        try await Engine.sqlite.withWorld { world in
            for (main, anchor, account) in try await people(world) {
                let viewer = viewer(preset, main, anchor, account, world)
                for module in world.catalog.modules where Rule(viewer, module).creates {
                    let (id, now) = (world.ids.next(), world.now)
                    let values = try await values(module, viewer, world)
                    _ = try await world.write(module.key, as: viewer) {
                        try $0.create(values, by: Author($0.viewer), at: now, id: id)
                    }
                    let isFound = try await world.read(module.key, as: viewer) { try $0.find(id) != nil }
                    #expect(isFound, "\(preset) \(main) \(module.key)")
                }
            }
        }
    }

    @Test func aProspectWithoutACompanyIsOfferedNoRequest() async throws {
        try await Engine.sqlite.withWorld { world in
            let alone = viewer(.customer, "leads", world.ids.next(), nil, world)
            let known = viewer(.customer, "leads", world.ids.next(), world.atu.account, world)
            #expect(!Rule(alone, .tickets).creates && Rule(known, .tickets).creates)
            let may = try await world.read("tickets", as: alone) { try $0.mayCreate(copyOf: nil) }
            #expect(!may)
        }
    }

    /// A contact, a company, a prospect with a company and one without.
    private func people(_ world: World) async throws -> [(String, RecordID, RecordID?)] {
        let (lead, alone) = (world.ids.next(), world.ids.next())
        for id in [lead, alone] {
            let now = world.now
            _ = try await world.write("leads", as: world.staff) {
                try $0.create(
                    ["last_name": .text("Petit"), "state": .text("new")], by: Author($0.viewer), at: now, id: id)
            }
        }
        let account = world.atu.account
        return [
            ("contacts", world.atu.contact, account), ("accounts", account, account), ("leads", lead, account),
            ("leads", alone, nil),
        ]
    }

    private func viewer(_ preset: Preset, _ main: String, _ anchor: RecordID, _ account: RecordID?, _ world: World)
        -> Viewer
    {
        let grants = Grants(
            preset.grants(world.catalog, main: main), open: world.catalog.modules.map(\.key), permissions: .all)
        return Viewer(
            access: world.atu.access, person: world.atu.person, name: world.atu.personName, grants: grants,
            anchor: anchor, account: account)
    }

    /// What the form asks for.
    private func values(_ module: Module, _ viewer: Viewer, _ world: World) async throws -> [String: Value] {
        module.asked.filter { viewer.mayEdit($0, of: module) }.reduce(into: [:]) { values, field in
            switch field.type {
            case let choice as ChoiceType: values[field.key] = choice.choices.first.map { .text($0.key) }
            case is DayType: values[field.key] = .day(Day(number: 20_000))
            case is MoneyType, is NumberType: values[field.key] = .int(1)
            default: values[field.key] = .text("essai")
            }
        }
    }
}
