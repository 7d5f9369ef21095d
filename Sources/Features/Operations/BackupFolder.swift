import Crypto
import Foundation
import Store

/// The folder in which an archive is put together or taken apart, private and on the disk of its result, so that a rename is enough.
struct BackupFolder {
    let path: String
    static let prefix = "parvis-"

    init(beside other: String) throws {
        let parent = URL(filePath: other).deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        path = parent + "/" + BackupFolder.prefix + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// The database in its engine's own form.
    var database: String { path + "/database" }
    /// The database as text for the other engine; where the engine's own form can be read by that engine alone.
    var tables: String { path + "/tables" }
    var files: String { path + "/files" }
    private var manifestPath: String { path + "/manifest" }
    /// The last member of archives of the first kind, which say nothing of what is in them.
    private var complete: String { path + "/complete" }

    var members: [String] { ["database"] + (has(tables) ? ["tables"] : []) + ["files", "manifest"] }

    func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    func write(_ manifest: BackupManifest) throws {
        try Data(manifest.text.utf8).write(to: URL(filePath: manifestPath))
    }

    /// Nil when the archive was cut, or is none.
    func manifest() throws -> BackupManifest? {
        guard has(database), has(files) else { return nil }
        if has(manifestPath) {
            return BackupManifest(String(decoding: try Data(contentsOf: URL(filePath: manifestPath)), as: UTF8.self))
        }
        return has(complete) ? try earlier() : nil
    }

    /// An archive of the first kind: the engine by the first letters of its copy, the files by their names, which are their hashes.
    private func earlier() throws -> BackupManifest {
        let handle = try FileHandle(forReadingFrom: URL(filePath: database))
        defer { try? handle.close() }
        let start = try handle.read(upToCount: 5) ?? Data()
        var manifest = BackupManifest(engine: (start == Data("PGDMP".utf8) ? Dialect.postgres : .sqlite).rawValue)
        for place in try FileManager.default.contentsOfDirectory(atPath: files) where place.utf8.count == 2 {
            for name in try FileManager.default.contentsOfDirectory(atPath: files + "/" + place) {
                manifest.members["files/\(place)/\(name)"] = name
            }
        }
        return manifest
    }

    /// The members that are not what the manifest says, the most telling first.
    func damaged(_ manifest: BackupManifest) throws -> [String] {
        try manifest.members.sorted { $0.key < $1.key }.filter { member, hash in
            let file = path + "/" + member
            return try !has(file) || hashOfFile(file) != hash
        }.map(\.key)
    }

    /// What cannot be removed is private all the same.
    func remove() { try? FileManager.default.removeItem(atPath: path) }
}

/// The SHA-256 of what a file holds, in hexadecimal; read piece by piece.
func hashOfFile(_ path: String) throws -> String {
    let handle = try FileHandle(forReadingFrom: URL(filePath: path))
    defer { try? handle.close() }
    var hasher = SHA256()
    while let data = try handle.read(upToCount: 1 << 20), !data.isEmpty { hasher.update(data: data) }
    return hexadecimal(hasher.finalize())
}
