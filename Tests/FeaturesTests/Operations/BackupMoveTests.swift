import Core
import Features
import Foundation
import Store
import StoreSQLite
import TestSupport
import Testing

/// Archives say of which engine they are, move to the other one, and tell a single wrong bit.
@Suite struct BackupMoveTests {
    private static let moves = Engine.allCases.flatMap { from in Engine.allCases.map { (from, $0) } }

    /// A module of one's own with a removed field and lines, and texts that are hard to write down.
    private func furnish(_ world: World) async throws -> Catalog {
        let (ids, now, contact) = (world.ids, world.now, world.atu.contact)
        return try await world.database.write { connection in
            let change = ModuleChange(connection, builtIn: .builtIn, ids: ids, by: .system("test"), at: now)
            let key = try change.create(
                .init(one: Phrase(same: "Essai"), many: Phrase(same: "Essais")), naming: Phrase(same: "Objet"),
                reserved: [])
            func version() throws -> Int64 { try Definitions(connection).find(key)?.version ?? 0 }
            for (name, kind) in [("Jour", FieldDefinition.Kind.day), ("Note", .paragraph), ("Parti", .line)] {
                _ = try change.add(FieldDefinition("", Phrase(same: name), kind), to: key, .module, version: version())
            }
            let id = ids.next()
            try connection.run(
                """
                INSERT INTO "essais" ("id", "author_kind", "created_at", "updated_at", "search_text", "name", "jour", "note", "parti") \
                VALUES (\(id), 'staff', \(now), \(now), 'drole', 'Drôle', \(Day(iso: "2026-02-28")), \("a\tb\\n\nc\r\n'\"é🙂"), 'resté')
                """)
            if connection.dialect == .sqlite {
                try connection.run("INSERT INTO \"essais_search\" (rowid, search_text) VALUES (\(id), 'drole')")
            }
            try change.remove(field: "parti", of: key, .module, version: version())
            // Look-ups in circles, which no order of rows satisfies.
            let (one, other) = (ids.next(), ids.next())
            for account in [one, other] {
                try connection.run(
                    "INSERT INTO \"accounts\" (\"id\", \"author_kind\", \"created_at\", \"updated_at\", \"search_text\", \"name\", \"kind\", \"state\") VALUES (\(account), 'staff', \(now), \(now), '', 'Boucle', 'customer', 'open')"
                )
            }
            try connection.run("UPDATE \"accounts\" SET \"parent_id\" = \(other) WHERE \"id\" = \(one)")
            try connection.run("UPDATE \"accounts\" SET \"parent_id\" = \(one) WHERE \"id\" = \(other)")
            try connection.run("UPDATE \"contacts\" SET \"first_name\" = NULL WHERE \"id\" = \(contact)")
            try Settings(connection).set(.company, "Tab\tet\nligne")
            return try Definitions(connection).catalog(.builtIn)
        }
    }

    private func tables(_ database: any Database) async throws -> String {
        let path = TemporaryFolder.newPath("tables")
        try await database.read { try TableExport($0).write(to: path) }
        let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
        return text.split(separator: "\n").filter { !$0.hasPrefix("object\t") }.joined(separator: "\n")
    }

    @Test(arguments: moves) func everyRowComesBackOnEitherEngine(_ from: Engine, _ to: Engine) async throws {
        try await from.withWorld { world in
            let catalog = try await furnish(world)
            let store = try FileStore(folder: TemporaryFolder.newPath("files"))
            try await world.name(try store.keep(Array("contenu".utf8)))
            let path = TemporaryFolder.newPath("backup.tar")
            let report = try await Backup(database: world.database, files: store.location).write(to: path)
            #expect(report.files == 1 && report.lost.isEmpty)
            let expected = try await tables(world.database)
            let (target, open) = try await to.restoreTarget()
            let files = TemporaryFolder.newPath("restored") + "/files"
            let content = try await Backup.restore(path, to: target, files: files) { try SQLiteReader(path: $0) }
            #expect(content.engine == world.database.dialect && content.files == 1)
            let restored = try await open()
            #expect(try await tables(restored) == expected)
            try await check(restored, catalog, world)
            await restored.close()
        }
    }

    /// It is a database as any: current, searched, written, and holding its promises.
    private func check(_ restored: any Database, _ catalog: Catalog, _ world: World) async throws {
        let migrator = Migrator(database: restored, catalog: .builtIn, clock: world.clock.clock)
        // What only this engine has comes with the first start, as with any earlier schema.
        try await migrator.migrate()
        #expect(try await migrator.pending().isEmpty)
        let (staff, ids, now) = (world.staff, world.ids, world.now)
        let (contacts, essais) = (try #require(catalog["contacts"]), try #require(catalog["essais"]))
        let all = Viewer(staff: staff.person, name: staff.name, grants: .everything(in: catalog))
        let found = try await restored.read { connection -> (Int, Int) in
            let records = Records(connection, catalog)
            var (query, other) = (Query(sort: contacts.sort), Query(sort: essais.sort))
            (query.search, other.search) = ("lenobli", "drole")
            return (
                try records.seen(by: all, contacts).count(query, upTo: 10),
                try records.seen(by: all, essais).count(other, upTo: 10)
            )
        }
        #expect(found == (1, 1))
        #expect(try await restored.read { try Journal($0).firstBreak(connection: $0) } == nil)
        try await restored.write { connection in
            let change = ModuleChange(connection, builtIn: .builtIn, ids: ids, by: .system("test"), at: now)
            try change.restore(field: "parti", of: "essais", .module)
            #expect(try connection.row("SELECT \"parti\" FROM \"essais\"")?[0].text == "resté")
        }
        // Look-ups are checked again.
        await #expect(throws: StoreError.self) {
            try await restored.write { try $0.run("UPDATE \"contacts\" SET \"account_id\" = 1") }
        }
    }

    @Test(arguments: Engine.allCases) func aFlippedBitIsFoundEverywhere(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let store = try FileStore(folder: TemporaryFolder.newPath("files"))
            let (whole, broken) = (try store.keep(Array("contenu entier".utf8)), try store.keep(Array("abîmé".utf8)))
            for hash in [whole, broken] { try await world.name(hash) }
            let backup = Backup(database: world.database, files: store.location)
            let path = TemporaryFolder.newPath("backup.tar")
            #expect(try await backup.write(to: path).lost.isEmpty)
            #expect(try Backup.verify(path).files == 2)
            // On the disk of the site: the backup says so and holds all the rest.
            try Data("abîmE".utf8).write(to: URL(filePath: store.path(of: broken)))
            let second = TemporaryFolder.newPath("backup.tar")
            #expect(try await backup.write(to: second).lost == [broken])
            #expect(try Backup.verify(second).lost == [broken])
            // In the archive, in a file and in the database.
            var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
            let place = try #require(Data(bytes).range(of: Data("contenu entier".utf8))?.lowerBound)
            for position in [place, 20_000] {
                bytes[position] ^= 1
                let damaged = TemporaryFolder.newPath("damaged.tar")
                try Data(bytes).write(to: URL(filePath: damaged))
                let error = #expect(throws: Backup.Problem.self) { try Backup.verify(damaged) }
                #expect(error?.description.contains("is damaged: 1 of its parts") == true)
                let (target, _) = try await engine.restoreTarget()
                let folder = TemporaryFolder.newPath("restored")
                await #expect(throws: Backup.Problem.self) {
                    try await Backup.restore(damaged, to: target, files: folder + "/files") {
                        try SQLiteReader(path: $0)
                    }
                }
                try await target.refuseUnlessEmpty()
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
                bytes[position] ^= 1
            }
        }
    }

    /// What is arriving, half there or nobody's is neither copied nor in the way.
    @Test func onlyNamedFilesAreCopied() async throws {
        try await Engine.sqlite.withWorld { world in
            let store = try FileStore(folder: TemporaryFolder.newPath("files"))
            try await world.name(try store.keep(Array("nommé".utf8)))
            _ = try store.keep(Array("sans nom".utf8))
            _ = try store.incoming()
            try Data("x".utf8).write(to: URL(filePath: store.location + "/.hidden-temporary"))
            let gone = store.location + "/.dat.nosync0001"
            try FileManager.default.createSymbolicLink(atPath: gone, withDestinationPath: "/nowhere")
            let path = TemporaryFolder.newPath("backup.tar")
            #expect(try await Backup(database: world.database, files: store.location).write(to: path).files == 1)
            #expect(try Backup.verify(path).files == 1)
        }
    }
}
