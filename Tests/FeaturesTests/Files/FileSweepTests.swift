import Core
import Features
import Foundation
import Store
import TestSupport
import Testing

/// What nobody names goes after a day; what somebody names stays, and is missed when it is not there.
@Suite struct FileSweepTests {
    private func age(_ path: String, _ app: App) throws {
        let old = Date(timeIntervalSince1970: Double((app.clock.now - .days(2)).milliseconds) / 1000)
        try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: path)
    }

    private func name(_ hash: String, _ world: World, deleted: Instant? = nil) async throws {
        try await world.name(hash, deleted: deleted)
    }

    @Test(arguments: Engine.allCases) func onlyWhatIsOldAndNamelessGoes(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let kept = try ["nommé", "sans nom", "récent", "retiré", "retiré hier"].map {
                try app.files.keep(Array($0.utf8))
            }
            try await name(kept[0], world)
            try await name(kept[3], world, deleted: world.now - .days(31))
            try await name(kept[4], world, deleted: world.now - .days(1))
            for hash in [kept[0], kept[1], kept[3], kept[4]] { try age(try app.files.path(of: hash), app) }
            let recent = Date(timeIntervalSince1970: Double(app.clock.now.milliseconds) / 1000)
            try FileManager.default.setAttributes(
                [.modificationDate: recent], ofItemAtPath: app.files.path(of: kept[2]))
            // A process that was killed while a file arrived, and one that was killed during a backup.
            var incoming = try app.files.incoming()
            try incoming.append(Array("à moitié".utf8))
            let half = try #require(try app.storedFiles().first { $0.hasPrefix("incoming-") })
            try age(app.files.location + "/" + half, app)
            let copy = app.site.dataFolder + "/parvis-12345"
            try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
            try age(copy, app)
            try FileManager.default.createDirectory(
                atPath: app.site.dataFolder + "/imports", withIntermediateDirectories: true)
            try Data("à moitié".utf8).write(to: URL(filePath: app.site.dataFolder + "/imports/incoming-1"))
            try age(app.site.dataFolder + "/imports/incoming-1", app)
            let found = try await FileSweep(app: app).look()
            #expect(found.leftovers.count == 5 && found.missing.isEmpty && found.kept == 2, "\(found)")
            let removed = try await FileSweep(app: app).run()
            #expect(removed.leftovers == found.leftovers)
            #expect(try app.storedFiles() == [kept[0], kept[2], kept[4]].sorted())
            #expect(!FileManager.default.fileExists(atPath: copy))
            #expect(try await FileSweep(app: app).run().leftovers.isEmpty)
        }
    }

    @Test(arguments: Engine.allCases) func whatIsNamedAndNotThereIsMissed(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let hash = try app.files.keep(Array("perdu".utf8))
            try await name(hash, world)
            #expect(try await FileSweep(app: app).look().missing.isEmpty)
            try FileManager.default.removeItem(atPath: app.files.path(of: hash))
            #expect(try await FileSweep(app: app).look().missing == [hash])
            // Who asks for it is told the truth, and so is the log.
            let id = try await world.database.read {
                try $0.int("SELECT \"id\" FROM \"files\" WHERE \"hash\" = \(hash)")
            }
            let log = RecordedLog()
            let alice = try await OfficeDoor.client(world.administrator, world, app)
            let client = Client(app, log: log)
            client.keep(alice.cookies)
            let answer = try await client.get("/admin/files/\(RecordID(try #require(id)).text)")
            #expect(answer.status == 500 && answer.body.contains("Ce fichier ne peut pas être lu"))
            #expect(log.lines.contains { $0.contains("stored file cannot be read") })
        }
    }

    /// What an administrator removed can be taken back for a month, with its files.
    @Test(arguments: Engine.allCases) func theFileOfARemovedFieldStays(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let (ids, now, contact) = (world.ids, world.now, world.atu.contact)
            let app = try world.app()
            let hash = try app.files.keep(Array("photo".utf8))
            try age(try app.files.path(of: hash), app)
            try await world.database.write { connection in
                let change = ModuleChange(connection, builtIn: .builtIn, ids: ids, by: .system("test"), at: now)
                func version() throws -> Int64 { try Definitions(connection).find("contacts")?.version ?? 0 }
                let key = try change.add(
                    FieldDefinition("", Phrase(same: "Photo"), .file), to: "contacts", .module, version: version())
                #expect(key == "photo")
                let value = FileValue(hash: hash, size: 5, name: "photo.png").value
                try connection.run("UPDATE \"contacts\" SET \"photo\" = \(value) WHERE \"id\" = \(contact)")
                try change.remove(field: "photo", of: "contacts", .module, version: version())
            }
            try await app.refresh()
            #expect(try await FileSweep(app: app).run().leftovers.isEmpty)
            #expect(try app.storedFiles() == [hash])
        }
    }

    @Test func modesThatOthersCanReadAreTold() throws {
        let folder = TemporaryFolder.newPath("data")
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        #expect(FileModes.open([folder, folder + "/none"]) == [folder])
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder)
        #expect(FileModes.open([folder]).isEmpty)
    }
}
