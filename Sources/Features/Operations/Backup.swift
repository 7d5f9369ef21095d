package import Core
import Foundation
package import Store

/// A backup: a tar archive with the database in its engine's own form (`database`; from PostgreSQL also as text, `tables`), the files that
/// records name (`files/`) and, last, the `manifest` with the hash of each.
package struct Backup: Sendable {
    private let database: any Database
    private let files: String
    private let builtIn: Catalog

    package init(database: any Database, files: String, builtIn: Catalog = .builtIn) {
        self.database = database
        self.files = files
        self.builtIn = builtIn
    }

    /// Why a backup or its return did not happen.
    package struct Problem: Error, CustomStringConvertible {
        package let description: String
    }

    /// What came of it.
    package struct Report: Sendable {
        package var files = 0
        /// Content that records name and that is not on disk, or not what it was. The archive is whole without it.
        package var lost: [String] = []
    }

    /// Readable by its owner alone from its first byte: it holds everything that the rights keep apart.
    @discardableResult
    package func write(to archive: String) async throws -> Report {
        guard !FileManager.default.fileExists(atPath: archive) else {
            throw Problem(description: "\(archive) exists already; choose another name.")
        }
        let folder = try BackupFolder(beside: archive)
        defer { folder.remove() }
        var manifest = BackupManifest(engine: database.dialect.rawValue)
        // What is named before and after the copy covers what the copy names: files stay for a while when nobody names them any more.
        let before = try await names()
        try await copyDatabase(to: folder, &manifest)
        try copyFiles(before.union(try await names()), to: folder, &manifest)
        try folder.write(manifest)
        let part = folder.path + "/archive"
        try makePrivateFile(part)
        try Backup.run("tar", ["--create", "--file", part, "--directory", folder.path] + folder.members)
        guard rename(part, archive) == 0 else { throw Problem(description: "\(archive) could not be written.") }
        return Report(files: manifest.members.keys.count { $0.hasPrefix("files/") }, lost: manifest.lost)
    }

    private func copyDatabase(to folder: BackupFolder, _ manifest: inout BackupManifest) async throws {
        try await database.backUp(to: folder.database)
        manifest.members["database"] = try hashOfFile(folder.database)
        // SQLite's own form can be read anywhere; PostgreSQL's cannot.
        guard database.dialect == .postgres else { return }
        let tables = folder.tables
        try await database.read { try TableExport($0).write(to: tables) }
        manifest.members["tables"] = try hashOfFile(tables)
    }

    private func names() async throws -> Set<String> {
        let builtIn = builtIn
        return try await database.read { connection in
            // Files that were taken off their records lately are still kept, so they are copied. Viruses are not.
            try BlobNames(connection, builtIn: builtIn).all(removedBefore: Instant(milliseconds: 0))
                .subtracting(Scans(connection).found())
        }
    }

    /// Only what records name: what is still arriving, or nobody's, is not looked at.
    private func copyFiles(_ names: Set<String>, to folder: BackupFolder, _ manifest: inout BackupManifest) throws {
        try FileManager.default.createDirectory(atPath: folder.files, withIntermediateDirectories: true)
        for hash in names.sorted() {
            let source = files + "/" + hash.prefix(2) + "/" + hash
            guard FileManager.default.fileExists(atPath: source), try hashOfFile(source) == hash else {
                manifest.lost.append(hash)
                continue
            }
            let place = folder.files + "/" + hash.prefix(2)
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
            let copy = place + "/" + hash
            // A second name is enough on the same disk: content never changes.
            if link(source, copy) != 0 { try FileManager.default.copyItem(atPath: source, toPath: copy) }
            manifest.members["files/\(hash.prefix(2))/\(hash)"] = hash
        }
    }

    private func makePrivateFile(_ path: String) throws {
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
        guard descriptor >= 0 else { throw Problem(description: "\(path) could not be written.") }
        close(descriptor)
    }

    /// Runs a tool of the system, whose complaints become ours, and waits; only for commands, never inside a request.
    static func run(_ tool: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        let complaints = Pipe()
        process.standardError = complaints
        try process.run()
        let words = String(decoding: complaints.fileHandleForReading.readDataToEndOfFile().prefix(500), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Problem(
                description:
                    "\(tool) failed: \(words.split(separator: "\n").first.map(String.init) ?? "no reason given").")
        }
    }
}
