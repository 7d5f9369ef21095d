import Core
import HTTPTypes
import Hummingbird
import Store
import Synchronization
import TestSupport
import Testing
import Web

@testable import Features

/// Leaks of each kind, planted where the product has none: the leak test finds every one, and says nothing of what is no leak.
@Suite struct PlantedLeakTests {
    @Test(arguments: Engine.allCases) func leaksOfEachKindAreFound(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let report = try await walk(world, Planted.all)
            let kinds = [
                "planted-list: shows", "planted-page/", "planted-search?q=: finds", "planted-files/",
                "/api/v1/planted/",
                "mail planted: carries", "planted-count: says something else",
            ]
            for kind in kinds { #expect(report.problems.contains { $0.contains(kind) }, "\(kind)") }
            #expect(report.problems.filter { !$0.contains("planted") } == [])
        }
    }

    /// Behind a privacy policy too, which nobody but the made-up customers has accepted.
    @Test(arguments: Engine.allCases) func aPolicyHidesNothing(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let (portal, ids, now, type) = (world.portal.id, world.ids, world.now, world.userType)
            try await world.database.write {
                try Policies($0).publish(
                    Phrase(same: "Vos données"), of: portal, id: ids.next(), by: .system("test"), at: now)
            }
            #expect(try await walk(world).problems == [])
            var grant = Grant(see: .everyone)
            grant.fields = ["ref": .read]
            let wrong = grant
            try await world.database.write {
                try Portals($0).setGrant(wrong, module: "invoices", of: type, id: ids.next())
                try Portals($0).bumpVersion()
            }
            let found = try await walk(world).problems
            #expect(found.contains { $0.contains("GET /p/clients/invoices: shows another customer's data") })
        }
    }

    /// A module for everybody is no leak, and nothing is made up in it: real customers would see it.
    @Test(arguments: Engine.allCases) func whatIsForEverybodyIsKnown(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let key = try await publicModule(world)
            let seen = Mutex<[Int64]>([])
            let report = try await walk(world) { app in
                [
                    .portal(.get, "/p/:portal/planted-probe", app) { app, _, _ in
                        let made = try await app.database.read {
                            try $0.int("SELECT count(*) FROM \(Identifier(key)) WHERE \"source\" = 'leak-test'")
                        }
                        seen.withLock { $0.append(made ?? -1) }
                        return .text("ok")
                    }
                ]
            }
            #expect(report.problems == [])
            #expect(report.notReached.contains { $0.contains(key) && $0.contains("for everybody") })
            #expect(seen.withLock { !$0.isEmpty && $0.allSatisfy { $0 == 0 } })
        }
    }

    /// Mail that is late makes the site not ready, which is no customer's data.
    @Test func lateMailIsNoLeak() async throws {
        try await Engine.sqlite.withWorld { world in
            let (ids, now) = (world.ids, world.now)
            try await world.database.write {
                let mail = Outbox.New(
                    kind: "late", person: nil, subject: nil, sender: "a@b.example", recipients: ["c@d.example"],
                    title: "x", body: "x", language: .fr, createdBy: nil)
                try Outbox($0).add(mail, id: ids.next(), host: "b.example", at: now)
            }
            world.clock.advance(by: .hours(2))
            #expect(try await Client(try world.app()).get("/readyz").status == 503)
            #expect(try await walk(world).problems == [])
        }
    }

    /// Whoever sees nothing cannot see a leak: customers who are shut out on the way prove nothing.
    @Test(arguments: Engine.allCases) func notHavingLookedIsAProblem(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let report = try await walk(world) { app in
                [
                    .portal(.get, "/p/:portal/planted-end", app) { app, _, _ in
                        _ = try await app.database.write {
                            try $0.run(
                                """
                                UPDATE "accesses" SET "state" = 'deactivated' WHERE "person_id" IN (SELECT "id" FROM "people" WHERE "email" LIKE 'leaktest%')
                                """)
                        }
                        return .text("ok")
                    }
                ]
            }
            #expect(report.problems.contains { $0.hasPrefix("did not look: ") })
        }
    }

    @Test func aTypeThatSeesNothingIsNamed() async throws {
        try await Engine.sqlite.withWorld { world in
            let (portal, catalog, ids, now) = (world.portal.id, world.catalog, world.ids, world.now)
            try await world.database.write { connection in
                _ = try UserTypeChange(connection, catalog, ids: ids, by: .system("test"), at: now).create(
                    UserTypeDocument(key: "", name: Phrase(same: "Rien"), mainModule: "contacts", grants: [:]),
                    in: portal)
            }
            let report = try await walk(world)
            #expect(report.problems == [])
            #expect(report.notReached.contains { $0.contains("rien: its rights show no record at all") })
        }
    }

    private func walk(_ world: World, _ planted: (App) -> [Route] = { _ in [] }) async throws -> LeakTest.Report {
        let app = try world.app()
        try await app.refresh()
        return try await LeakTest(app: app, routes: SiteRoutes.all(app) + planted(app)).run()
    }

    private func publicModule(_ world: World) async throws -> String {
        let (ids, now, portal, type) = (world.ids, world.now, world.portal.id, world.userType)
        return try await world.database.write { connection in
            func change() -> ModuleChange {
                ModuleChange(connection, builtIn: .builtIn, ids: ids, by: .system("test"), at: now)
            }
            let key = try change().create(
                .init(one: Phrase(same: "Annonce"), many: Phrase(same: "Annonces")), naming: Phrase(same: "Titre"),
                reserved: [])
            let stored = try Definitions(connection).find(key)
            var definition = stored?.definition ?? ModuleDefinition()
            definition.isPublic = true
            try change().save(definition, of: key, version: stored?.version ?? 0)
            var grant = Grant(see: .everyone)
            grant.fields = [Module.nameKey: .read]
            try Portals(connection).setGrant(grant, module: key, of: type, id: ids.next())
            let catalog = try Definitions(connection).catalog(.builtIn)
            try UserTypeChange(connection, catalog, ids: ids, by: .system("test"), at: now).open(
                Set(catalog.modules.map(\.key)), in: portal)
            return key
        }
    }
}

/// Routes that ask no rule.
private enum Planted {
    static func all(_ app: App) -> [Route] {
        [
            .portal(.get, "/p/:portal/planted-list", app) { app, _, _ in
                .text(try await names(app).joined(separator: "\n"))
            },
            .portal(.get, "/p/:portal/planted-page/:id", app) { app, _, context in
                .text(try await contact(app, context.parameters.get("id")))
            },
            .api(.get, "/api/v1/planted/:id", app) { app, _, context in
                .json(JSON.object([("name", .text(try await contact(app, context.parameters.get("id"))))]))
            },
            .portal(.get, "/p/:portal/planted-search", app) { app, request, _ in
                .text(try await names(app).contains(request.query["q"]) ? "1" : "0")
            },
            .portal(.get, "/p/:portal/planted-count", app) { app, _, _ in .text(String(try await names(app).count)) },
            .portal(.get, "/p/:portal/planted-files/:file", app) { app, _, context in
                .text(try await file(app, context.parameters.get("file")))
            },
            .portal(.get, "/p/:portal/planted-mail", app) { app, _, _ in
                try await mail(app)
                return .text("ok")
            },
        ]
    }

    private static func names(_ app: App) async throws -> [String] {
        try await app.database.read { try $0.rows("SELECT \"name\" FROM \"accounts\"").compactMap(\.[0].text) }
    }

    private static func contact(_ app: App, _ id: String?) async throws -> String {
        let id = id.flatMap { RecordID(text: $0) }
        let name = try await app.database.read {
            try $0.row("SELECT \"last_name\" FROM \"contacts\" WHERE \"id\" = \(id)")?[0].text
        }
        guard let name else { throw Refusal.notFound }
        return name
    }

    private static func file(_ app: App, _ id: String?) async throws -> String {
        let staff = Viewer(staff: RecordID(1), name: "planted", grants: .everything(in: app.catalog))
        guard let id = id.flatMap({ RecordID(text: $0) }),
            let file = try await app.records({ try $0.file(id, for: staff)?.file })
        else { throw Refusal.notFound }
        return file.name
    }

    /// Everybody is told of everybody.
    private static func mail(_ app: App) async throws {
        let (ids, now) = (app.ids, app.clock.now)
        try await app.database.write { connection in
            let made = try connection.rows("SELECT \"email\" FROM \"people\" WHERE \"email\" LIKE 'leaktest%'")
                .compactMap(\.[0].text)
            let mail = Outbox.New(
                kind: "planted", person: nil, subject: nil, sender: "a@b.example", recipients: made, title: "x",
                body: made.joined(separator: " "), language: .fr, createdBy: nil)
            try Outbox(connection).add(mail, id: ids.next(), host: "b.example", at: now)
        }
    }
}
