import Core
import TestSupport

/// Viewers with random grants: honest paths, and paths that no module has.
struct GeneratedViewers {
    let world: GeneratedWorld
    private var random: SeededRandom

    init(_ world: GeneratedWorld, _ random: SeededRandom) {
        self.world = world
        self.random = random
    }

    mutating func viewer() -> Viewer {
        let grants = Grants(
            Dictionary(uniqueKeysWithValues: world.catalog.modules.map { ($0.key, grant($0)) }).filter { _ in
                !random.once(in: 9)
            })
        if random.once(in: 4) { return Viewer(staff: RecordID(1), name: "Claire Martin", grants: grants) }
        var viewer = Viewer(
            access: GeneratedWorld.access, person: RecordID(2), name: "Atu Lenobli", grants: grants, anchor: someone(),
            account: random.once(in: 5) ? nil : someone(), family: several(), projects: several())
        viewer.isAccountAdministrator = random.once(in: 3)
        return viewer
    }

    private mutating func someone() -> RecordID { random.pick(world.records) ?? RecordID(1) }
    private mutating func several() -> [RecordID] { (0..<random.below(5)).map { _ in someone() } }

    private mutating func grant(_ module: Module) -> Grant {
        var grant = Grant(see: scope(module))
        grant.editOwn = random.once(in: 2)
        grant.editColleagues = random.once(in: 2)
        grant.editShared = random.once(in: 2)
        grant.create = random.once(in: 3)
        if random.once(in: 2) { grant.states = Set(module.stateKeys.filter { _ in random.once(in: 2) }) }
        grant.delete = random.once(in: 2)
        grant.fields = rights(module)
        for layout in module.layoutKeys where layout != Layout.standard && !random.once(in: 3) {
            grant.otherLayouts[layout] = rights(module)
        }
        grant.withoutStandard = random.once(in: 4)
        return grant
    }

    private mutating func rights(_ module: Module) -> [String: FieldRight] {
        module.fields.reduce(into: [:]) { rights, field in
            if !random.once(in: 4) { rights[field.key] = random.once(in: 2) ? .read : .edit }
        }
    }

    private mutating func scope(_ module: Module) -> Scope {
        switch random.below(10) {
        case 0: .nobody
        case 1: .everyone
        default: .through(Scope.Path(steps(from: module), to: random.pick(Scope.Target.allCases) ?? .account))
        }
    }

    /// Mostly look-ups after look-ups; now and then a field that is none, or that does not exist.
    private mutating func steps(from module: Module) -> [String] {
        var (steps, current): ([String], Module?) = ([], module)
        for _ in 0..<random.below(4) {
            guard let field = random.pick(current?.lookups ?? []) else { break }
            steps.append(field.key)
            current = field.target.flatMap { world.catalog[$0] }
        }
        if random.once(in: 12) {
            steps.insert(random.pick(["id", "name", "nothing"]) ?? "id", at: random.below(steps.count + 1))
        }
        return steps
    }
}
