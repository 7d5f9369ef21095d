import Core
import Store
import TestSupport
import Testing

/// What is removed can be taken back for 30 days, then it is gone.
@Suite struct RemovalTests {
    @Test(arguments: Engine.allCases) func aRemovedFieldComesBackWithItsValues(_ engine: Engine) async throws {
        try await engine.withWorkshop { workshop in
            let key = try await workshop.add(.named("Code secret", .line), to: "accounts")
            let account = workshop.world.atu.account
            try await workshop.records("accounts") { accounts in
                try accounts.update(account, version: 1, [key: .text("zebra")], at: TestClock.start)
            }
            var version = try await workshop.version(of: "accounts")
            try await workshop.change { [version] in
                try $0.remove(field: key, of: "accounts", .module, version: version)
            }
            try await workshop.records("accounts") { accounts in
                #expect(accounts.module[key] == nil && accounts.module.hasForgottenWords)
                let found = try accounts.find(account)
                #expect(found?.has(key) == false)
                var query = Query(sort: accounts.module.sort)
                query.search = "zebra"
                #expect(try accounts.list(query).records.isEmpty, "the words of a removed field find nothing")
            }
            try await workshop.change(days: 29) { try $0.restore(field: key, of: "accounts", .module) }
            try await workshop.records("accounts") { accounts in
                let found = try accounts.find(account)
                #expect(found?[key] == .text("zebra"))
            }
            version = try await workshop.version(of: "accounts")
            try await workshop.change { [version] in
                try $0.remove(field: key, of: "accounts", .module, version: version)
            }
            #expect(try await dropped(workshop, days: 30) == 0)
            #expect(try await dropped(workshop, days: 31) == 1)
            let missing = try await workshop.refusal {
                try await workshop.change(days: 31) { try $0.restore(field: key, of: "accounts", .module) }
            }
            guard case .notFound = missing else { throw StoreError.failed(reason: "restored from nothing") }
            // The name is free again.
            #expect(try await workshop.add(.named("Code secret", .line), to: "accounts") == key)
            try await workshop.records("accounts") { accounts in
                let found = try accounts.find(account)
                #expect(found?[key] == .null)
            }
        }
    }

    @Test(arguments: Engine.allCases) func aRemovedModuleComesBackWithItsRecords(_ engine: Engine) async throws {
        try await engine.withWorkshop { workshop in
            let module = try await workshop.interventions()
            _ = try await workshop.add(.named("Client", .lookup) { $0.target = "accounts" }, to: module)
            let id = workshop.world.ids.next()
            try await workshop.records(module) {
                _ = try $0.create(["name": .text("X")], by: .system("test"), at: TestClock.start, id: id)
            }
            let version = try await workshop.version(of: module)
            try await workshop.change { try $0.remove(module, version: version) }
            #expect(try await workshop.catalog()[module] == nil)
            try await workshop.change(days: 3) { try $0.restore(module) }
            #expect(try await workshop.records(module) { try $0.find(id)?.title } == "X")
            let later = try await workshop.version(of: module)
            try await workshop.change { try $0.remove(module, version: later) }
            #expect(try await dropped(workshop, days: 31) == 1)
            #expect(try await workshop.definition(of: module) == nil)
            #expect(try await workshop.interventions() == module, "the name is free again")
        }
    }

    private func dropped(_ workshop: Workshop, days: Int64) async throws -> Int {
        try await workshop.world.database.write {
            try RemovedForGood($0, builtIn: .builtIn, at: TestClock.start + .days(days)).drop()
        }
    }

    @Test(arguments: Engine.allCases) func whatOthersStandOnStays(_ engine: Engine) async throws {
        try await engine.withWorkshop { workshop in
            let jobs = try await workshop.interventions()
            _ = try await workshop.add(.named("Intervention", .lookup) { $0.target = jobs }, to: "invoices")
            let version = try await workshop.version(of: jobs)
            let refused = try await workshop.refusal {
                try await workshop.change { try $0.remove(jobs, version: version) }
            }
            guard case .inUse(let reason) = refused else { throw StoreError.failed(reason: "removed in use") }
            #expect(reason.fr.contains("Factures") && reason.fr.contains("Retirez d’abord"))
            let (type, ids) = (workshop.world.userType, workshop.world.ids)
            let link = try await workshop.add(.named("Client", .lookup) { $0.target = "accounts" }, to: jobs)
            try await workshop.world.database.write {
                let grant = Grant(see: .through(Scope.Path([link], to: .account)))
                try Portals($0).setGrant(grant, module: jobs, of: type, id: ids.next())
            }
            let now = try await workshop.version(of: jobs)
            let used = try await workshop.refusal {
                try await workshop.change { try $0.remove(field: link, of: jobs, .module, version: now) }
            }
            guard case .inUse(let why) = used else { throw StoreError.failed(reason: "removed while filtered by") }
            #expect(why.fr.contains("Filtrer par"))
        }
    }

    /// Where people are invited, and whose they are, stays while a user type has them as its people.
    @Test(arguments: Engine.allCases) func whatThePeopleOfATypeNeedStays(_ engine: Engine) async throws {
        try await engine.withWorkshop { workshop in
            let jobs = try await workshop.interventions()
            let email = try await workshop.add(.named("Adresse", .email), to: jobs)
            let account = try await workshop.add(.named("Client", .lookup) { $0.target = "accounts" }, to: jobs)
            let other = try await workshop.add(.named("Remarque", .line), to: jobs)
            let (world, catalog) = (workshop.world, try await workshop.catalog())
            try await world.database.write { connection in
                let author = Author(kind: .staff, id: world.administrator, name: "Alice Moreau")
                _ = try UserTypeChange(connection, catalog, ids: world.ids, by: author, at: world.now).create(
                    UserTypeDocument(key: "", name: Phrase(same: "Franchisés"), mainModule: jobs, grants: [:]),
                    in: world.portal.id)
            }
            for field in [email, account] {
                let version = try await workshop.version(of: jobs)
                let refused = try await workshop.refusal {
                    try await workshop.change { try $0.remove(field: field, of: jobs, .module, version: version) }
                }
                guard case .inUse(let why) = refused else { throw StoreError.failed(reason: "removed in use") }
                #expect(why.fr.contains("Franchisés"))
            }
            let version = try await workshop.version(of: jobs)
            try await workshop.change { try $0.remove(field: other, of: jobs, .module, version: version) }
        }
    }

    /// Two modules that point to each other's records run out in one night.
    @Test(arguments: Engine.allCases) func linkedModulesGoTogether(_ engine: Engine) async throws {
        try await engine.withWorkshop { workshop in
            let jobs = try await workshop.interventions()
            let visits = try await workshop.change { change in
                try change.create(
                    .init(one: Phrase(same: "Visite"), many: Phrase(same: "Visites")), naming: Phrase(same: "Nom"),
                    reserved: [])
            }
            let link = try await workshop.add(.named("Intervention", .lookup) { $0.target = jobs }, to: visits)
            let (job, visit) = (workshop.world.ids.next(), workshop.world.ids.next())
            try await workshop.records(jobs) {
                _ = try $0.create(["name": .text("J")], by: .system("test"), at: TestClock.start, id: job)
            }
            try await workshop.records(visits) {
                _ = try $0.create(
                    ["name": .text("V"), link: .id(job)], by: .system("test"), at: TestClock.start, id: visit)
            }
            for module in [visits, jobs] {
                let version = try await workshop.version(of: module)
                try await workshop.change { try $0.remove(module, version: version) }
            }
            #expect(try await dropped(workshop, days: 31) == 2)
            #expect(try await workshop.definition(of: jobs) == nil)
        }
    }

    /// A line that points to a module keeps it as a field of a record does.
    @Test(arguments: Engine.allCases) func aLookUpInLinesKeepsItsModule(_ engine: Engine) async throws {
        try await engine.withWorkshop { workshop in
            let jobs = try await workshop.interventions()
            _ = try await workshop.add(
                .named("Intervention", .lookup) { $0.target = jobs }, to: "orders", .subform("lines"))
            let version = try await workshop.version(of: jobs)
            let refused = try await workshop.refusal {
                try await workshop.change { try $0.remove(jobs, version: version) }
            }
            guard case .inUse = refused else { throw StoreError.failed(reason: "removed in use") }
        }
    }

    /// A field that is later called the same as one that is gone belongs to nobody until it is granted.
    @Test(arguments: Engine.allCases) func rightsGoWithTheirField(_ engine: Engine) async throws {
        try await engine.withWorkshop { workshop in
            let (type, ids) = (workshop.world.userType, workshop.world.ids)
            let key = try await workshop.add(.named("Remise", .line), to: "orders")
            let lot = try await workshop.add(.named("Lot", .line), to: "orders", .subform("lines"))
            try await workshop.world.database.write { connection in
                var grant = try Portals(connection).grants(of: type)["orders"] ?? .none
                grant.fields[key] = .edit
                grant.fields["lines." + lot] = .edit
                try Portals(connection).setGrant(grant, module: "orders", of: type, id: ids.next())
            }
            for (name, place) in [(key, ModuleChange.Place.module), (lot, .subform("lines"))] {
                let version = try await workshop.version(of: "orders")
                try await workshop.change { try $0.remove(field: name, of: "orders", place, version: version) }
            }
            #expect(try await dropped(workshop, days: 31) == 2)
            #expect(try await workshop.add(.named("Remise", .line), to: "orders") == key)
            let rights = try await workshop.world.database.read { try Portals($0).grants(of: type)["orders"]?.fields }
            #expect(rights?[key] == nil && rights?["lines." + lot] == nil && rights?["ref"] == .read)
        }
    }
}
