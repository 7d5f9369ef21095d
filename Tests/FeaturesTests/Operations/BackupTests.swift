import Core
import Crypto
import Features
import Foundation
import Store
import StoreSQLite
import TestSupport
import Testing

/// A backup is private, comes back whole, and touches nothing when it cannot.
@Suite struct BackupTests {
    /// A world's backup with one file in it.
    private func archive(_ world: World) async throws -> String {
        let files = try FileStore(folder: TemporaryFolder.newPath("files"))
        try await world.name(try files.keep(Array("content".utf8)))
        let path = TemporaryFolder.newPath("backup.tar")
        try await Backup(database: world.database, files: files.location).write(to: path)
        return path
    }

    private func restore(_ path: String, to target: any RestoreTarget, files: String) async throws {
        try await Backup.restore(path, to: target, files: files) { try SQLiteReader(path: $0) }
    }

    private func hash(of text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }.joined()
    }

    private func count(_ database: any Database) async throws -> Int64? {
        try await database.read { try $0.int("SELECT count(*) FROM \"invoices\"") }
    }

    @Test(arguments: Engine.allCases) func onlyTheOwnerReadsIt(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let path = try await archive(world)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test(arguments: Engine.allCases) func itComesBackWhole(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let path = try await archive(world)
            let (target, open) = try await engine.restoreTarget()
            let files = TemporaryFolder.newPath("restored") + "/files"
            try await restore(path, to: target, files: files)
            let restored = try await open()
            #expect(try await count(restored) == count(world.database))
            await restored.close()
            let kept = try FileStore(folder: files).path(of: hash(of: "content"))
            #expect(try Data(contentsOf: URL(filePath: kept)) == Data("content".utf8))
            await #expect(throws: (any Error).self, "a second time") {
                try await restore(path, to: target, files: TemporaryFolder.newPath("again") + "/files")
            }
        }
    }

    @Test(arguments: Engine.allCases) func aDatabaseThatIsNotEmptyIsNotTouched(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let path = try await archive(world)
            let (target, open) = try await engine.restoreTarget()
            let there = try await open()
            try await there.write { try $0.script("CREATE TABLE \"precious\" (\"id\" BIGINT)") }
            let files = TemporaryFolder.newPath("restored") + "/files"
            let error = await #expect(throws: StoreError.self) {
                try await restore(path, to: target, files: files)
            }
            #expect("\(error ?? .failed(reason: ""))".contains(engine == .sqlite ? "exists already" : "precious"))
            #expect(!FileManager.default.fileExists(atPath: files))
            #expect(try await there.read { try $0.int("SELECT count(*) FROM \"precious\"") } == 0)
            await there.close()
        }
    }

    @Test(arguments: Engine.allCases) func aCutArchiveSaysSoAndLeavesNothing(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let whole = try Data(contentsOf: URL(filePath: try await archive(world)))
            let (target, _) = try await engine.restoreTarget()
            for length in [0, 700, whole.count / 2, whole.count / 2 / 512 * 512] {
                let path = TemporaryFolder.newPath("cut.tar")
                try whole.prefix(length).write(to: URL(filePath: path))
                let folder = TemporaryFolder.newPath("restored")
                let error = await #expect(throws: Backup.Problem.self) {
                    try await restore(path, to: target, files: folder + "/files")
                }
                #expect(
                    error?.description
                        == "\(path) is incomplete, damaged or not a Parvis backup; nothing was restored.")
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
            }
            try await target.refuseUnlessEmpty()
        }
    }

    @Test func filesThatAreThereAreNotTouched() async throws {
        try await Engine.sqlite.withWorld { world in
            let path = try await archive(world)
            let (target, _) = try await Engine.sqlite.restoreTarget()
            let files = TemporaryFolder.newPath("files")
            try FileManager.default.createDirectory(atPath: files, withIntermediateDirectories: true)
            try Data("precious".utf8).write(to: URL(filePath: files + "/precious"))
            await #expect(throws: Backup.Problem.self) { try await restore(path, to: target, files: files) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: files) == ["precious"])
            try await target.refuseUnlessEmpty()
        }
    }
}
