import Core
import Foundation
package import Store

/// A backup: a tar archive with the database (`database`) and the files (`files/`). The database is copied first: a file more than it knows is harmless, one less is not.
package struct Backup: Sendable {
    private let database: any Database
    private let files: String

    package init(database: any Database, files: String) {
        self.database = database
        self.files = files
    }

    /// What a backup is put into.
    package enum Target: Sendable {
        case sqlite(path: String)
        case postgres(url: String)
    }

    /// Why a backup or its return did not happen.
    package struct Problem: Error, CustomStringConvertible {
        package let description: String
    }

    package func write(to archive: String) async throws {
        guard !FileManager.default.fileExists(atPath: archive) else {
            throw Problem(description: "\(archive) exists already; choose another name.")
        }
        let folder = try Backup.temporaryFolder(beside: archive)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await database.backUp(to: folder + "/database")
        if FileManager.default.fileExists(atPath: files) {
            try Backup.run("cp", ["-a", "--", files, folder + "/files"])
        } else {
            try FileManager.default.createDirectory(atPath: folder + "/files", withIntermediateDirectories: true)
        }
        let part = archive + ".part"
        try Backup.run(
            "tar",
            ["--create", "--file", part, "--exclude", "files/incoming-*", "--directory", folder, "database", "files"])
        guard rename(part, archive) == 0 else { throw Problem(description: "\(archive) could not be written.") }
    }

    /// Refuses to write over anything.
    package static func restore(_ archive: String, to target: Target, files: String) async throws {
        guard FileManager.default.fileExists(atPath: archive) else {
            throw Problem(description: "There is no \(archive).")
        }
        if case .sqlite(let path) = target {
            for leftover in [path, path + "-wal", path + "-shm"] where FileManager.default.fileExists(atPath: leftover)
            {
                throw Problem(description: "\(leftover) exists already; restore into an empty folder.")
            }
        }
        let folder = try temporaryFolder(beside: files)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try run("tar", ["--extract", "--file", archive, "--directory", folder])
        guard FileManager.default.fileExists(atPath: folder + "/database") else {
            throw Problem(description: "\(archive) is not a Parvis backup.")
        }
        try run("mkdir", ["-p", "--", files])
        try run("cp", ["-a", "--", folder + "/files/.", files])
        switch target {
        case .sqlite(let path): try run("mv", ["--", folder + "/database", path])
        case .postgres(let url):
            try run(
                "pg_restore",
                ["--no-owner", "--exit-on-error", "--single-transaction", "--dbname", url, folder + "/database"])
        }
    }

    private static func temporaryFolder(beside path: String) throws -> String {
        let parent = URL(filePath: path).deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        let folder = parent + "/parvis-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return folder
    }

    /// Runs a tool of the system and waits; only for commands, never inside a request.
    private static func run(_ tool: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Problem(description: "\(tool) failed with status \(process.terminationStatus).")
        }
    }
}
