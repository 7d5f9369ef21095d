package import Core
import Foundation
package import Store

/// The way back, and the question whether there is one.
extension Backup {
    /// What an archive holds, after every hash was checked.
    package struct Content: Sendable {
        package let engine: Dialect
        package let files: Int
        /// What was missing or damaged already when the backup was made.
        package let lost: [String]
    }

    /// Reads a whole archive and compares every part with its hash. Needs as much room beside it as it is large.
    package static func verify(_ archive: String) throws -> Content {
        let folder = try unpacked(archive, beside: archive, "nothing is wrong with the installation")
        defer { folder.folder.remove() }
        return folder.content
    }

    /// Refuses to write over anything, and looks at the whole archive before it touches anything. The database comes back
    /// all or nothing, then the files with one rename. `reading` opens a copy of SQLite's, for an archive that moves to PostgreSQL.
    @discardableResult
    package static func restore(
        _ archive: String, to target: any RestoreTarget, files: String, builtIn: Catalog = .builtIn,
        reading: @escaping @Sendable (String) throws -> any Database
    ) async throws -> Content {
        try refuseUnlessEmpty(files)
        try await target.refuseUnlessEmpty()
        let (folder, content) = try unpacked(archive, beside: files, "nothing was restored")
        defer { folder.remove() }
        if content.engine == target.dialect {
            try await target.take(folder.database)
        } else {
            try await makeTables(folder, content.engine, reading)
            try await target.load(folder.tables, builtIn)
        }
        // Only empty folders are there: `refuseUnlessEmpty` looked.
        if FileManager.default.fileExists(atPath: files) { try FileManager.default.removeItem(atPath: files) }
        guard rename(folder.files, files) == 0 else {
            throw Problem(
                description:
                    "The database is restored, but \(files) could not be written: extract files/ from the archive there."
            )
        }
        return content
    }

    /// The database as text, for the other engine.
    private static func makeTables(
        _ folder: BackupFolder, _ engine: Dialect, _ reading: @Sendable (String) throws -> any Database
    ) async throws {
        if folder.has(folder.tables) { return }
        guard engine == .sqlite else {
            throw Problem(
                description:
                    "This archive was made from PostgreSQL by an older Parvis and can only go back to PostgreSQL: restore it there, back it up with this version, and restore that."
            )
        }
        let tables = folder.tables
        let copy = try reading(folder.database)
        do {
            try await copy.read { try TableExport($0).write(to: tables) }
        } catch {
            await copy.close()
            throw error
        }
        await copy.close()
    }

    private static func unpacked(_ archive: String, beside other: String, _ comfort: String) throws -> (
        folder: BackupFolder, content: Content
    ) {
        guard FileManager.default.fileExists(atPath: archive) else {
            throw Problem(description: "There is no \(archive).")
        }
        let folder = try BackupFolder(beside: other)
        do {
            return (folder, try content(folder, archive, comfort))
        } catch {
            folder.remove()
            throw error
        }
    }

    private static func content(_ folder: BackupFolder, _ archive: String, _ comfort: String) throws -> Content {
        do { try run("tar", ["--extract", "--file", archive, "--directory", folder.path]) } catch is Problem {
            throw damaged(archive, comfort)
        }
        guard let manifest = try folder.manifest(), let engine = Dialect(rawValue: manifest.engine) else {
            throw damaged(archive, comfort)
        }
        let broken = try folder.damaged(manifest)
        guard broken.isEmpty else {
            throw Problem(
                description:
                    "\(archive) is damaged: \(broken.count) of its parts are not what they were, the first is \(broken[0]); \(comfort)."
            )
        }
        return Content(
            engine: engine, files: manifest.members.keys.count { $0.hasPrefix("files/") }, lost: manifest.lost)
    }

    private static func damaged(_ archive: String, _ comfort: String) -> Problem {
        Problem(description: "\(archive) is incomplete, damaged or not a Parvis backup; \(comfort).")
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
