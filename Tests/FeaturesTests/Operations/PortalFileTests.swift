import Core
@testable import Features
import Foundation
import Store
import TestSupport
import Testing

/// A portal leaves as text and arrives elsewhere as it was; a file that is wrong changes nothing.
@Suite struct PortalFileTests {
    @Test(arguments: Engine.allCases) func aPortalArrivesAsItLeft(_ engine: Engine) async throws {
        let text = try await Engine.sqlite.withWorld { world in
            let app = try world.app()
            try await shape(world, app)
            return try await PortalFile.export("clients", app).text
        }
        #expect(text.contains("\"interventions\"") && text.contains("\"slug\" : \"clients\""))
        try await engine.withDatabase { database in
            let app = try newApp(database)
            let file = try PortalFile(Data(text.utf8))
            let arrival = PortalImport(file, app: app)
            let plan = try await arrival.plan().map(\.en)
            #expect(plan.contains("+ module interventions, 2 fields") && plan.contains("+ portal clients"), "\(plan)")
            try await arrival.run()
            #expect(try await PortalFile.export("clients", app) == file)
            let rest = try await arrival.plan()
            #expect(rest.isEmpty, "\(rest)")
            #expect(app.catalog["interventions"]?["client_id"]?.target == "accounts")
        }
    }

    @Test func aChangeIsToldBeforeItIsMade() async throws {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app()
            var file = try await PortalFile.export("clients", app)
            file.userTypes[0].grants["quotes"] = nil
            file.portal.name = "Espace pro"
            let plan = try await PortalImport(file, app: app).plan().map(\.en)
            let key = file.userTypes[0].key
            #expect(
                plan.contains("- user type \(key): rights on quotes") && plan.contains { $0.contains("Espace pro") },
                "\(plan)")
            try await PortalImport(file, app: app).run()
            #expect(try await PortalFile.export("clients", app).userTypes[0].grants["quotes"] == nil)
        }
    }

    @Test func aWrongFileIsRefusedWhole() async throws {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app()
            try await shape(world, app)
            let file = try await PortalFile.export("clients", app)
            let text = try file.text
            for (wrong, says) in [
                ("{", "not JSON"), ("{}", "'format' is missing"),
                (text.replacing("parvis-portal", with: "other"), "no portal file"),
                (text.replacing("\"version\" : 1", with: "\"version\" : 9"), "newer version"),
                (
                    text.replacing("\"kind\" : \"lookup\"", with: "\"kind\" : \"wheel\""),
                    "not known at modules.interventions"
                ),
            ] {
                let problem = #expect(throws: PortalFile.Problem.self) { try PortalFile(Data(wrong.utf8)) }
                #expect(problem?.reason.en.contains(says) == true, "\(problem?.reason.en ?? "")")
                #expect(problem?.reason.fr.isEmpty == false && problem?.reason.fr != problem?.reason.en)
            }
            var broken = file
            broken.portal.name = "Autre"
            broken.modules["interventions"]?.fields[1].target = "nowhere"
            broken.modules["ateliers"] = ModuleDefinition(
                names: .init(one: Phrase(same: "Atelier"), many: Phrase(same: "Ateliers")))
            let refused = broken
            await #expect(throws: PortalFile.Problem.self) { try await PortalImport(refused, app: app).run() }
            #expect(try await PortalFile.export("clients", app) == file, "nothing of it is there")
            var taken = file
            taken.modules["people"] = ModuleDefinition(names: .init(one: Phrase(same: "P"), many: Phrase(same: "Ps")))
            let reserved = taken
            await #expect(throws: (any Error).self) { try await PortalImport(reserved, app: app).run() }
        }
    }

    /// A custom module that the world's people see.
    private func shape(_ world: World, _ app: App) async throws {
        let (ids, now, author) = (
            world.ids, world.now, Author(kind: .staff, id: world.administrator, name: "Alice Moreau")
        )
        try await world.database.write { connection in
            let change = ModuleChange(connection, builtIn: .builtIn, ids: ids, by: author, at: now)
            let key = try change.create(
                .init(one: Phrase(same: "Intervention"), many: Phrase(same: "Interventions")),
                naming: Phrase(same: "Objet"),
                reserved: [])
            var client = FieldDefinition("", Phrase(fr: "Client", en: "Customer"), .lookup)
            client.target = "accounts"
            _ = try change.add(client, to: key, .module, version: 1)
            let portals = Portals(connection)
            guard let type = try portals.userType(world.userType) else { return }
            var document = try portals.document(of: type)
            var grant = Grant(see: .through(Scope.Path(["client_id"], to: .account)))
            grant.fields = ["name": .read, "client_id": .read]
            document.grants[key] = GrantDocument(grant)
            let catalog = try Definitions(connection).catalog(.builtIn)
            let types = UserTypeChange(connection, catalog, ids: ids, by: author, at: now)
            try types.save(document, of: type.id, version: type.version)
        }
        try await app.refresh()
    }

    private func newApp(_ database: any Database) throws -> App {
        try App(
            database: database,
            site: Site(
                baseAddress: "http://localhost", dataFolder: NSTemporaryDirectory() + UUID().uuidString,
                keepsMailHere: false,
                hasMail: false), node: TestNodes.next())
    }
}
