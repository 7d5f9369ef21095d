import Core
import Foundation
import Store
import TestSupport
import Testing

@testable import Features

/// The command line hands its imports over to the process that serves the site.
@Suite struct ImportHandoverTests {
    @Test(arguments: Engine.allCases) func aTableAndAWithdrawalGoThroughTheInbox(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let desk = try ImportDesk(world)
            let handover = ImportHandover(desk.app.importFolder)
            let path = TemporaryFolder.newPath("table.csv")
            var request = ImportRequest(.csv, source: "sage", fileName: path)
            (request.module, request.isFull) = ("products", true)
            func send(_ text: String) async throws -> ImportStanding {
                try Data(text.utf8).write(to: URL(filePath: path))
                let ticket = try handover.send(.init(request, isDry: false), source: path)
                try await ImportInbox(app: desk.app).take()
                let run = try #require(try await desk.app.database.read { try Imports($0).find(ticket: ticket) })
                return try await desk.done(run.id)
            }
            #expect(try await send(ImportDesk.products(1...3)).parts.first?.created == 3)
            let told = try await send(ImportDesk.products(2...3))
            #expect(told.absents["products"]?.listed == 1 && told.run.madeByName == "parvis import")
            for count in [7, 1] {
                _ = try handover.send(.init(withdraw: told.run.id, count: count))
                try await ImportInbox(app: desk.app).take()
                let gone = try await desk.done(told.run.id).absents["products"]?.withdrawn
                #expect(gone == (count == 1 ? 1 : 0), "only the number that was told")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: desk.app.importFolder.inbox).isEmpty)
        }
    }

    @Test func linksAreNotFollowedAndNonsenseIsRemoved() async throws {
        try await Engine.sqlite.withWorld { world in
            let desk = try ImportDesk(world)
            let root = URL(filePath: TemporaryFolder.newPath("dolibarr"))
            try FileManager.default.createDirectory(
                at: root.appending(path: "products"), withIntermediateDirectories: true)
            try Data("[]".utf8).write(to: root.appending(path: "products/page-000.json"))
            try FileManager.default.createSymbolicLink(
                atPath: root.path + "/products/page-001.json", withDestinationPath: "/etc/passwd")
            let request = ImportRequest(.dolibarr, source: "dolibarr", fileName: "x")
            let ticket = try ImportHandover(desk.app.importFolder).send(.init(request, isDry: true), source: root.path)
            let there = desk.app.importFolder.inbox + "/" + ticket + "/dolibarr/products"
            #expect(try FileManager.default.contentsOfDirectory(atPath: there) == ["page-000.json"])
            try FileManager.default.createDirectory(
                atPath: desk.app.importFolder.inbox + "/zzz", withIntermediateDirectories: true)
            try await ImportInbox(app: desk.app).take()
            #expect(try FileManager.default.contentsOfDirectory(atPath: desk.app.importFolder.inbox).isEmpty)
        }
    }

    @Test func aServerIsKnownWhileItLives() throws {
        let site = Site(
            baseAddress: "http://portal.test", dataFolder: TemporaryFolder.newPath("data"), keepsMailHere: false,
            hasMail: false)
        let folder = ImportFolder(site)
        #expect(!ServerMark.isThere(folder))
        let (first, second) = (ServerMark(folder), ServerMark(folder))
        #expect(first != nil && second != nil && ServerMark.isThere(folder))
        first?.release()
        #expect(ServerMark.isThere(folder))
        second?.release()
        #expect(!ServerMark.isThere(folder))
    }

    @Test func forgottenDraftsAndFilesAreSwept() async throws {
        try await Engine.sqlite.withWorld { world in
            let desk = try ImportDesk(world)
            let id = try await desk.ask("id\n", "products")
            _ = try await world.database.write { try $0.run("UPDATE \"imports\" SET \"state\" = 'draft'") }
            let stray = desk.app.ids.next()
            try FileManager.default.createDirectory(
                atPath: desk.app.importFolder.folder(of: stray), withIntermediateDirectories: true)
            try await desk.worker.sweep()
            #expect(Set(desk.app.importFolder.known()) == [id, stray], "a day has to pass")
            world.clock.advance(by: .days(2))
            try await desk.worker.sweep()
            #expect(desk.app.importFolder.known() == [id])
            world.clock.advance(by: .days(6))
            try await desk.worker.sweep()
            #expect(desk.app.importFolder.known().isEmpty)
        }
    }
}
