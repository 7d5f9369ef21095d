import Core
import Foundation
package import Store

/// A backup: a tar archive with the database (`database`), the files (`files/`) and, last, a note that it is complete (`complete`).
/// The database is copied first: a file more than it knows is harmless, one less is not.
package struct Backup: Sendable {
    private let database: any Database
    private let files: String

    package init(database: any Database, files: String) {
        self.database = database
        self.files = files
    }

    /// Why a backup or its return did not happen.
    package struct Problem: Error, CustomStringConvertible {
        package let description: String
    }

    /// Readable by its owner alone from its first byte: it holds everything that the rights keep apart.
    package func write(to archive: String) async throws {
        guard !FileManager.default.fileExists(atPath: archive) else {
            throw Problem(description: "\(archive) exists already; choose another name.")
        }
        let folder = try BackupFolder(beside: archive)
        defer { folder.remove() }
        try await database.backUp(to: folder.database)
        try copyFiles(to: folder.files)
        try folder.markComplete()
        let part = folder.path + "/archive"
        try makePrivateFile(part)
        try run(
            "tar",
            ["--create", "--file", part, "--directory", folder.path] + BackupFolder.members)
        guard rename(part, archive) == 0 else { throw Problem(description: "\(archive) could not be written.") }
    }

    /// Uploads that are still arriving come and go under the eyes of the copy, and no record names them yet.
    private func copyFiles(to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        guard FileManager.default.fileExists(atPath: files) else { return }
        let kept = try FileManager.default.contentsOfDirectory(atPath: files).filter { !$0.hasPrefix("incoming-") }
        guard !kept.isEmpty else { return }
        try run("cp", ["-a", "--"] + kept.map { files + "/" + $0 } + [folder])
    }

    private func makePrivateFile(_ path: String) throws {
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
        guard descriptor >= 0 else { throw Problem(description: "\(path) could not be written.") }
        close(descriptor)
    }
}

/// The way back.
extension Backup {
    /// Refuses to write over anything, and looks at the whole archive before it touches anything. The database comes back
    /// all or nothing, then the files with one rename.
    package static func restore(_ archive: String, to target: any RestoreTarget, files: String) async throws {
        guard FileManager.default.fileExists(atPath: archive) else {
            throw Problem(description: "There is no \(archive).")
        }
        try refuseUnlessEmpty(files)
        try await target.refuseUnlessEmpty()
        let folder = try BackupFolder(beside: files)
        defer { folder.remove() }
        do { try run("tar", ["--extract", "--file", archive, "--directory", folder.path]) } catch is Problem {
            throw damaged(archive)
        }
        guard folder.isComplete else { throw damaged(archive) }
        try await target.take(folder.database)
        // Only empty folders are there: `refuseUnlessEmpty` looked.
        if FileManager.default.fileExists(atPath: files) { try FileManager.default.removeItem(atPath: files) }
        guard rename(folder.files, files) == 0 else {
            throw Problem(
                description:
                    "The database is restored, but \(files) could not be written: extract files/ from the archive there."
            )
        }
    }

    private static func damaged(_ archive: String) -> Problem {
        Problem(description: "\(archive) is incomplete, damaged or not a Parvis backup; nothing was restored.")
    }

    private static func refuseUnlessEmpty(_ files: String) throws {
        let inside = FileManager.default.enumerator(atPath: files)
        while let name = inside?.nextObject() as? String {
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: files + "/" + name, isDirectory: &isFolder), !isFolder.boolValue {
                throw Problem(description: "There are files in \(files) already; restore into an empty folder.")
            }
        }
    }
}

/// The folder in which an archive is put together or taken apart, private and on the disk of its result, so that a rename is enough.
private struct BackupFolder {
    let path: String
    static let members = ["database", "files", "complete"]

    init(beside other: String) throws {
        let parent = URL(filePath: other).deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        path = parent + "/parvis-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    var database: String { path + "/database" }
    var files: String { path + "/files" }
    private var complete: String { path + "/complete" }

    /// tar does not miss what stood behind the place where an archive was cut, so the last member says that all came.
    func markComplete() throws { try Data("parvis-backup 1\n".utf8).write(to: URL(filePath: complete)) }

    var isComplete: Bool { [database, files, complete].allSatisfy(FileManager.default.fileExists(atPath:)) }

    /// What cannot be removed is private all the same.
    func remove() { try? FileManager.default.removeItem(atPath: path) }
}

/// Runs a tool of the system, whose complaints become ours, and waits; only for commands, never inside a request.
private func run(_ tool: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    let complaints = Pipe()
    process.standardError = complaints
    try process.run()
    let words = String(decoding: complaints.fileHandleForReading.readDataToEndOfFile().prefix(500), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
        throw Backup.Problem(
            description: "\(tool) failed: \(words.split(separator: "\n").first.map(String.init) ?? "no reason given").")
    }
}
